import { createApiClient, type ApiClient, type ApiRequest } from '@argosy/contract/client';

import type { Session } from './session.ts';

const UNAUTHENTICATED = 401;

/** Asks the server with the session's token. */
export type SessionFetch = (url: string, request: ApiRequest) => Promise<Response>;

/**
 * A token that is good now goes with each call. One that the server does not know any more is renewed, once, and the call
 * sent again: nothing was done by the first.
 */
export function sessionFetch(
  session: Session,
  ask: (url: string, request: RequestInit) => Promise<Response> = (url, request) =>
    fetch(url, request),
): SessionFetch {
  const send = async (url: string, request: ApiRequest, token: string | null): Promise<Response> =>
    ask(url, {
      ...request,
      headers: {
        ...request.headers,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  return async (url, request) => {
    const answer = await send(url, request, await session.token());
    if (answer.status !== UNAUTHENTICATED) return answer;
    const renewed = await session.renew();
    return renewed === null ? answer : send(url, request, renewed);
  };
}

/** The API with a session behind it. */
export function sessionApi(fetch: SessionFetch): ApiClient {
  return createApiClient({ origin: '', token: () => null, fetch });
}
