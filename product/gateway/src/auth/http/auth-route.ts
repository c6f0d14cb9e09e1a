import { ok, type Result } from 'argosy/core';
import type { z } from 'zod';

import { readParts } from '../../http/read-parts.ts';
import type { Answer, Visitor } from '../auth-parts.ts';
import type { Caller } from '../caller.ts';
import type { RouteGuard } from '../policy.ts';
import type { Refused } from './refuse-reply.ts';

/** What a route of the login has at hand besides its body. */
export type AuthTurn = {
  /** Who asks; of routes that nobody has to be logged in for it is null. */
  readonly caller: Caller | null;
  readonly visitor: Visitor;
  /** What stands in the path in the place of names. */
  readonly parameters: Readonly<Record<string, string>>;
  /** The refresh cookie, as it came. */
  readonly refreshToken: string | null;
};

/** What a route answers: a body, none, and cookies to set. */
export type AuthReply = { readonly body: unknown; readonly cookies?: readonly string[] };

/** A route of the login, as it is written down. */
export type AuthRoute = {
  /** What programs call it. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Behind the prefix of the API. */
  readonly path: string;
  readonly summary: string;
  readonly guard: RouteGuard;
  /** What the body has to be, and what the answer is; null for none. */
  readonly body: z.ZodType | null;
  readonly answer: z.ZodType | null;
  /** Does it, once the body is what it has to be. */
  readonly run: (body: unknown, turn: AuthTurn) => Promise<Result<AuthReply, Refused>>;
};

type Terms<Body> = Omit<AuthRoute, 'body' | 'run'> & {
  readonly body: z.ZodType<Body, Body>;
  readonly handle: (body: Body, turn: AuthTurn) => Promise<Answer<AuthReply>>;
};

/** A route that takes a body. */
export function withBody<Body>({ handle, ...terms }: Terms<Body>): AuthRoute {
  const run: AuthRoute['run'] = async (given, turn) => {
    const schemas = { params: undefined, query: undefined, body: terms.body };
    const read = readParts(schemas, { params: {}, query: {}, body: given });
    return read.ok ? handle(read.value.body, turn) : read;
  };
  return { ...terms, run };
}

/** A route that takes none; one that comes all the same is not looked at. */
export function withoutBody({
  handle,
  ...terms
}: Omit<Terms<never>, 'body' | 'handle'> & {
  readonly handle: (turn: AuthTurn) => Promise<Answer<AuthReply>>;
}): AuthRoute {
  return { ...terms, body: null, run: async (_body, turn) => handle(turn) };
}

/** A yes with a body. */
export function replyWith(body: unknown, cookies: readonly string[] = []): Answer<AuthReply> {
  return ok({ body, cookies });
}
