import { createHash } from 'node:crypto';

import { ok, type Result } from 'argosy/core';
import { API_PREFIX } from '@argosy/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

import type { Caller } from '../auth/caller.ts';
import { CSV_MEDIA_TYPE } from './csv.ts';
import type { ErrorTable } from './error-table.ts';
import { doOnce, readKey } from './idempotency.ts';
import { PLACES, type OrderGate } from './order-gate.ts';
import { httpRefusal, refuseMistakes, sendProblem, type Refused } from './problem.ts';
import type { Asker, Replied, Reply, Route, RouteContext } from './route.ts';

/** What serving routes needs besides them. */
export type ServeOptions = {
  readonly context: RouteContext;
  readonly errors: ErrorTable;
  /** Who asks, once the guard has let them in; null for nobody. */
  readonly callerOf: (request: FastifyRequest) => Caller | null;
  /** Hears what a request turned out to be about. */
  readonly nameSubject: (request: FastifyRequest, subject: string) => void;
  readonly nowMicros: () => number;
  readonly gate: OrderGate;
};

/** Tells an answer that was given before. */
export const REPLAYED_HEADER = 'idempotency-replayed';
const STATUS_OK = 200;
const STATUS_SAME = 304;

/** Adds a route to the server. Its policy goes into the configuration, where the guard reads it. */
export function serveRoute(app: FastifyInstance, route: Route, options: ServeOptions): void {
  app.route({
    method: route.method,
    url: API_PREFIX + route.path,
    config: { ...route.guard, ...(route.keptBy === 'order' ? PLACES : {}) },
    ...(route.bodyBytes === undefined ? {} : { bodyLimit: route.bodyBytes }),
    handler: async (request, reply) => {
      const served = await options.gate.pass(request, () => serve(route, request, reply, options));
      if (served.ok) return served.value;
      return sendProblem(reply, served.refusal, options.errors);
    },
  });
}

async function serve(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  { context, callerOf, nameSubject, nowMicros }: ServeOptions,
): Promise<Result<FastifyReply, Refused>> {
  const caller = callerOf(request);
  if (caller === null) return { ok: false, refusal: httpRefusal('LOGIN_NEEDED', '') };
  const format = formatOf(route, request);
  if (!format.ok) return format;
  const { query, wantsCsv } = format.value;
  const prepared = route.prepare({ params: request.params, query, body: request.body });
  if (!prepared.ok) return prepared;
  const key = readKey(request.headers['idempotency-key']);
  if (!key.ok) return key;
  const asker: Asker = {
    caller,
    by: await context.accounts.actorOf(caller),
    key: key.value,
    log: context.platform.log.child({ request: request.id, user: caller.user }),
  };
  const run = async (isTable: boolean): Replied<unknown> => {
    const replied = await prepared.value.run(asker, context, isTable);
    const subject = replied.ok ? replied.value.subject : replied.refusal.order;
    if (subject !== undefined && subject !== '') nameSubject(request, subject);
    return replied;
  };
  if (key.value !== null && route.keptBy === 'records') {
    const form = prepared.value.form();
    const owner = caller.user;
    return serveOnce(route, { run, form, owner, key: key.value, reply, context, nowMicros });
  }
  const replied = await run(wantsCsv);
  if (!replied.ok) return replied;
  return ok(send(route, reply, { replied: replied.value, wantsCsv }));
}

type Once = {
  readonly run: (isTable: boolean) => Replied<unknown>;
  readonly form: string;
  readonly owner: string;
  readonly key: string;
  readonly reply: FastifyReply;
  readonly context: RouteContext;
  readonly nowMicros: () => number;
};

async function serveOnce(
  route: Route,
  { run, form, owner, key, reply, context, nowMicros }: Once,
): Promise<Result<FastifyReply, Refused>> {
  const mayRepeat = route.guard.reducesRisk === true;
  const keyed = { owner, key, form: `${route.name} ${form}`, nowMicros: nowMicros(), mayRepeat };
  const kept = await doOnce(context.platform.records, keyed, async () => {
    const replied = await run(false);
    if (!replied.ok) return replied;
    const { status = route.status ?? STATUS_OK, value } = replied.value;
    return ok({ status, body: JSON.stringify(value) });
  });
  if (!kept.ok) return kept;
  const { status, body, isReplayed } = kept.value;
  if (isReplayed) reply.header(REPLAYED_HEADER, 'true');
  return ok(sendText(reply.code(status).header('cache-control', 'no-store'), body));
}

/** A table is asked for by the header or, for those who type an address, by `format`. */
function formatOf(
  { hasCsv }: Route,
  { query, headers }: FastifyRequest,
): Result<{ readonly query: unknown; readonly wantsCsv: boolean }, Refused> {
  if (!hasCsv) return ok({ query, wantsCsv: false });
  const fields: readonly (readonly [string, unknown])[] = Object.entries(query ?? {});
  const format = fields.find(([name]) => name === 'format')?.[1];
  if (format !== undefined && format !== 'csv' && format !== 'json') {
    return refuseMistakes([{ path: 'query.format', reason: 'expected one of csv, json' }]);
  }
  const isAccepted = headers.accept?.includes('text/csv') ?? false;
  const others = Object.fromEntries(fields.filter(([name]) => name !== 'format'));
  return ok({ query: others, wantsCsv: format === undefined ? isAccepted : format === 'csv' });
}

function send(
  route: Route,
  reply: FastifyReply,
  { replied, wantsCsv }: { readonly replied: Reply<unknown>; readonly wantsCsv: boolean },
): FastifyReply {
  const { value, status = route.status ?? STATUS_OK, headers = {} } = replied;
  reply.code(status).headers(headers);
  if (route.isSteady === true) return sendSteady(reply, JSON.stringify(value));
  reply.header('cache-control', 'no-store');
  if (value instanceof Uint8Array) return reply.send(value);
  if (!wantsCsv || typeof value !== 'string') return sendText(reply, JSON.stringify(value));
  const name = route.path.split('/').filter((part) => part !== '' && !part.startsWith(':'));
  return reply
    .type(CSV_MEDIA_TYPE)
    .header('content-disposition', `attachment; filename="${name.join('-')}.csv"`)
    .send(value);
}

/** What changes rarely: whoever has it already is told so. */
export function sendSteady(reply: FastifyReply, body: string): FastifyReply {
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  reply.header('cache-control', 'private, no-cache').header('etag', tag);
  const known = reply.request.headers['if-none-match']?.split(/\s*,\s*/u) ?? [];
  if (known.includes(tag)) return reply.code(STATUS_SAME).send();
  return sendText(reply, body);
}

function sendText(reply: FastifyReply, body: string): FastifyReply {
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8');
  return reply.send(body);
}
