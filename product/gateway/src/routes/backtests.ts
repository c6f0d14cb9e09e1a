import { formatTimestamp, ok, type Result } from 'argosy/core';
import {
  acceptedSchema,
  backtestPageSchema,
  backtestQuerySchema,
  backtestRequestSchema,
  backtestSchema,
  type Backtest,
} from '@argosy/contract';
import type { BacktestRun } from '@argosy/storage';
import { z } from 'zod';

import type { Caller } from '../auth/caller.ts';
import { refuseRequest } from '../http/problem.ts';
import { defineRoute, reply, type Route, type RouteContext } from '../http/route.ts';
import { instantOrNull } from '../shape/amounts.ts';
import { mapPage, pageOf } from './lists.ts';

const STATUS_CREATED = 201;
const STATUS_ACCEPTED = 202;
const PPM = 1_000_000;
const params = z.strictObject({
  backtest: z.string().regex(/^[\w-]{1,64}$/u, 'expected the id of a backtest'),
});
/** A file of a result, by its name alone: nothing that leads elsewhere. */
const fileName = z
  .string()
  .regex(/^(?!.*\.\.)[A-Za-z0-9][\w.-]{0,63}$/u, 'expected the name of a file');
const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
/** A page that was made of a run is looked at, and does nothing. */
const sandboxed = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** Backtests that people ask for. */
export const backtestRoutes: readonly Route[] = [
  defineRoute({
    name: 'queueBacktest',
    method: 'POST',
    path: '/backtests',
    tag: 'backtests',
    summary: 'Ask for a backtest: it begins when its turn comes.',
    guard: { policy: 'owner', audit: 'backtest.queue' },
    body: backtestRequestSchema,
    answer: backtestSchema,
    status: STATUS_CREATED,
    keptBy: 'records',
    handle: async ({ body: { title, request }, caller }, context) => {
      const id = await context.platform.backtests.queue(request, title, caller.user);
      if (!id.ok) return id;
      const run = await findRun(id.value, caller, context);
      return run.ok ? reply(backtestShape(run.value), { subject: id.value }) : run;
    },
  }),
  defineRoute({
    name: 'listBacktests',
    method: 'GET',
    path: '/backtests',
    tag: 'backtests',
    summary: 'Backtests and how far they are, the newest first.',
    guard: { policy: 'viewer' },
    query: backtestQuerySchema,
    answer: backtestPageSchema,
    handle: async ({ query, caller }, { platform }) => {
      const { statuses } = query;
      const filter = {
        ...(caller.role === 'owner' ? {} : { user: caller.user }),
        ...(statuses === undefined ? {} : { statuses }),
      };
      const page = await platform.records.listBacktests(filter, pageOf(query));
      return page.ok ? reply(mapPage(page.value, backtestShape)) : page;
    },
  }),
  defineRoute({
    name: 'findBacktest',
    method: 'GET',
    path: '/backtests/:backtest',
    tag: 'backtests',
    summary: 'A backtest and how far it is.',
    guard: { policy: 'viewer' },
    params,
    answer: backtestSchema,
    handle: async ({ params: { backtest }, caller }, context) => {
      const run = await findRun(backtest, caller, context);
      return run.ok ? reply(backtestShape(run.value)) : run;
    },
  }),
  defineRoute({
    name: 'cancelBacktest',
    method: 'DELETE',
    path: '/backtests/:backtest',
    tag: 'backtests',
    summary: 'End a backtest before it is done.',
    guard: { policy: 'owner', audit: 'backtest.cancel' },
    params,
    answer: acceptedSchema,
    status: STATUS_ACCEPTED,
    handle: async ({ params: { backtest }, caller }, context) => {
      const run = await findRun(backtest, caller, context);
      if (!run.ok) return run;
      const ended = await context.platform.backtests.cancel(backtest);
      return ended.ok ? reply({ accepted: backtest }) : ended;
    },
  }),
  defineRoute({
    name: 'readBacktestFile',
    method: 'GET',
    path: '/backtests/:backtest/files/:file',
    tag: 'backtests',
    summary: 'A file of the results: sheet.html, trades.csv and the like.',
    guard: { policy: 'viewer' },
    params: z.strictObject({ ...params.shape, file: fileName }),
    answer: null,
    handle: async ({ params: { backtest, file }, caller }, context) => {
      const run = await findRun(backtest, caller, context);
      if (!run.ok) return run;
      const bytes = await context.platform.backtests.result(backtest, file);
      if (!bytes.ok) return bytes;
      const type = mediaTypes[file.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
      const headers = { 'content-type': type, 'content-security-policy': sandboxed };
      return reply(Buffer.from(bytes.value), { headers });
    },
  }),
];

/** One that is somebody's to see: their own, or any for owners. */
async function findRun(
  id: string,
  { user, role }: Caller,
  { platform }: RouteContext,
): Promise<Result<BacktestRun>> {
  const run = await platform.records.findBacktest(id);
  if (run !== undefined && (role === 'owner' || run.user === user)) return ok(run);
  return refuseRequest('THING_UNKNOWN', `backtest ${id}`);
}

function backtestShape(run: BacktestRun): Backtest {
  const { id, user, title, request, status, progressPpm, error } = run;
  return {
    title,
    request,
    id,
    user,
    status,
    progress: progressPpm / PPM,
    createdAt: formatTimestamp(run.createdAt),
    startedAt: instantOrNull(run.startedAt),
    endedAt: instantOrNull(run.endedAt),
    error,
  };
}
