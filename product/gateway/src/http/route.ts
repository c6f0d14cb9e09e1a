import { ok, type Result } from 'argosy/core';
import type { Actor } from '@argosy/desk';
import type { Logger } from '@argosy/telemetry';
import type { z } from 'zod';

import type { Caller } from '../auth/caller.ts';
import type { RouteGuard } from '../auth/policy.ts';
import type { Platform } from '../platform/platform.ts';
import type { NodeWatch } from '../watch/node-watch.ts';
import type { CsvTable } from './csv.ts';
import type { KnownAccounts } from './known-accounts.ts';
import type { OptionBook } from './option-book.ts';
import type { OwnWrites } from './own-writes.ts';
import type { Refused } from './problem.ts';
import { readParts, type RawParts } from './read-parts.ts';

/** How the routes are grouped where people read of them. */
export type Tag =
  | 'orders'
  | 'accounts'
  | 'portfolio'
  | 'strategies'
  | 'market'
  | 'history'
  | 'backtests'
  | 'data'
  | 'risk'
  | 'jobs'
  | 'audit'
  | 'system';

/** What handlers share. */
export type RouteContext = {
  readonly platform: Platform;
  readonly accounts: KnownAccounts;
  readonly writes: OwnWrites;
  readonly derivatives: OptionBook;
  /** What was seen of the node and its accounts since it began. */
  readonly watch: NodeWatch;
  readonly version: string;
  /** Whether somebody has typed a password or a code within the last minutes. */
  readonly hasProved: (caller: Caller) => boolean;
};

/** A request as a handler gets it: checked, and with who asks. */
export type RouteRequest<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
  /** The caller, with the accounts they may see. */
  readonly by: Actor;
  /** The `Idempotency-Key`; null for none. */
  readonly key: string | null;
  readonly log: Logger;
};

/** What a handler answers with. */
export type Reply<Answer> = {
  readonly value: Answer;
  /** Where it is another than the route's. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** What it turned out to be about, as the audit is to name it; what the request names, where it is left out. */
  readonly subject?: string;
};

/** A value, or why there is none. */
export type Replied<Answer> = Promise<Result<Reply<Answer>, Refused>>;

/** A route as it is written down: everything about it in one place. */
export type RouteTerms<Params, Query, Body, Answer> = {
  /** What programs call it; the generated client's function. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Behind the prefix of the API, `/orders/:order`. */
  readonly path: string;
  readonly tag: Tag;
  readonly summary: string;
  readonly guard: RouteGuard;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** Null for bytes of some media type. */
  readonly answer: z.ZodType<Answer> | null;
  /** How large a body may be; what the server takes unless told. */
  readonly bodyBytes?: number;
  /** 200 unless told. */
  readonly status?: number;
  /** How the answer looks as a table, where people want one. */
  readonly csv?: CsvTable<Answer>;
  /** Whether it changes so rarely that who has it is only told that it has not. */
  readonly isSteady?: boolean;
  /**
   * Who keeps the answer of an `Idempotency-Key`: the order itself, or the records. Left out where the same request
   * twice does what it does once.
   */
  readonly keptBy?: 'order' | 'records';
  readonly handle: (
    request: RouteRequest<Params, Query, Body>,
    context: RouteContext,
  ) => Replied<Answer>;
};

/** Who asks, as `serve` is told it. */
export type Asker = Omit<RouteRequest<unknown, unknown, unknown>, 'params' | 'query' | 'body'>;

/** What was asked for, checked: ready to be done once. */
export type Prepared = {
  /** What is asked, always in the same form: what an idempotency key is held against. */
  readonly form: () => string;
  /** Does it; the answer is a table's text where one is wanted, and there is one. */
  readonly run: (asker: Asker, context: RouteContext, wantsCsv: boolean) => Replied<unknown>;
};

/** A route whose types are closed over, as tables hold it. */
export type Route = Omit<
  RouteTerms<unknown, unknown, unknown, unknown>,
  'handle' | 'csv' | 'params' | 'query' | 'body' | 'answer'
> & {
  readonly schemas: {
    readonly params: z.ZodType | null;
    readonly query: z.ZodType | null;
    readonly body: z.ZodType | null;
    readonly answer: z.ZodType | null;
  };
  readonly hasCsv: boolean;
  /** Checks everything at once. */
  readonly prepare: (raw: RawParts) => Result<Prepared, Refused>;
};

/**
 * Declares a route: what it does not say, or says otherwise than its schemas, does not compile.
 *
 * @example
 * defineRoute({ name: 'findOrder', method: 'GET', path: '/orders/:order', guard: { policy: 'viewer' }, … });
 */
export function defineRoute<Params, Query, Body, Answer>(
  terms: RouteTerms<Params, Query, Body, Answer>,
): Route {
  const { handle, csv, params, query, body, answer, ...rest } = terms;
  const prepare = (raw: RawParts): Result<Prepared, Refused> => {
    const parts = readParts({ params, query, body }, raw);
    if (!parts.ok) return parts;
    const run = async (
      asker: Asker,
      context: RouteContext,
      wantsCsv: boolean,
    ): Replied<unknown> => {
      const replied = await handle({ ...parts.value, ...asker }, context);
      if (!replied.ok || !wantsCsv || csv === undefined) return replied;
      return ok({ ...replied.value, value: csv(replied.value.value) });
    };
    return ok({ form: () => JSON.stringify(parts.value), run });
  };
  const schemas = {
    params: params ?? null,
    query: query ?? null,
    body: body ?? null,
    answer,
  };
  return { ...rest, schemas, hasCsv: csv !== undefined, prepare };
}

/** A handler's yes. */
export function reply<Answer>(
  value: Answer,
  more: Omit<Reply<Answer>, 'value'> = {},
): Result<Reply<Answer>, never> {
  return ok({ value, ...more });
}
