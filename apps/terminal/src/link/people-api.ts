import type { ChangeUserBody, InviteAnswer, InviteBody, UsersAnswer } from '@argosy/contract';
import type { ApiResult } from '@argosy/contract/client';

import type { SessionFetch } from './api.ts';
import { readProblem, unreachable } from './problems.ts';

/** What owners do about people: the routes of the login, which the generated client leaves out. */
export type PeopleApi = {
  readonly list: (signal?: AbortSignal) => Promise<ApiResult<UsersAnswer>>;
  /** The link is told once. */
  readonly invite: (body: InviteBody) => Promise<ApiResult<InviteAnswer>>;
  readonly withdraw: (name: string) => Promise<ApiResult<null>>;
  /** Whatever is changed, their sessions end; where nothing is, only these. */
  readonly change: (user: string, body: ChangeUserBody) => Promise<ApiResult<null>>;
  readonly remove: (user: string) => Promise<ApiResult<null>>;
};

/** The calls about people, with a session behind them. */
export function peopleApi(fetch: SessionFetch): PeopleApi {
  return {
    list: async (signal) => send(fetch, 'GET', '', { signal }),
    invite: async (body) => send(fetch, 'POST', '/invitations', { body }),
    withdraw: async (name) => send(fetch, 'DELETE', `/invitations/${encodeURIComponent(name)}`),
    change: async (user, body) => send(fetch, 'PATCH', `/${encodeURIComponent(user)}`, { body }),
    remove: async (user) => send(fetch, 'DELETE', `/${encodeURIComponent(user)}`),
  };
}

async function send<Answer>(
  fetch: SessionFetch,
  method: string,
  path: string,
  { body, signal }: { readonly body?: unknown; readonly signal?: AbortSignal | undefined } = {},
): Promise<ApiResult<Answer>> {
  try {
    const answer = await fetch(`/api/v1/users${path}`, {
      method,
      headers: body === undefined ? {} : { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (!answer.ok) return { ok: false, problem: await readProblem(answer) };
    const text = await answer.text();
    return {
      ok: true,
      value: (text === '' ? null : JSON.parse(text)) as Answer,
      status: answer.status,
      requestId: answer.headers.get('x-request-id') ?? '',
      isReplayed: false,
      isBehind: false,
    };
  } catch (error) {
    return { ok: false, problem: unreachable(error) };
  }
}
