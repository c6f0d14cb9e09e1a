import { createApiClient, type ApiClient, type ApiRequest } from '@argosy/contract/client';

import type { Session } from './session.ts';

const UNAUTHENTICATED = 401;

/**
 * The API with the session behind it: a token that is good now goes with each call. One that the server does not know any
 * more is renewed, once, and the call sent again: nothing was done by the first.
 */
export function sessionApi(
  session: Session,
  ask: (url: string, request: RequestInit) => Promise<Response> = (url, request) =>
    fetch(url, request),
): ApiClient {
  const send = async (url: string, request: ApiRequest, token: string | null): Promise<Response> =>
    ask(url, {
      ...request,
      headers: {
        ...request.headers,
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
    });
  return createApiClient({
    origin: '',
    token: () => null,
    fetch: async (url, request) => {
      const answer = await send(url, request, await session.token());
      if (answer.status !== UNAUTHENTICATED) return answer;
      const renewed = await session.renew();
      return renewed === null ? answer : send(url, request, renewed);
    },
  });
}
