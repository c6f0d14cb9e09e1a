import { ok, parseTimestamp, toTimestamp, type Result, type Timestamp } from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  type Bar,
  type BarSpecText,
} from 'argosy/domain';
import { backfillRequestSchema, dataTaskSchema } from '@argosy/contract';

import { refuseMistakes, refuseRequest, type Refused } from '../http/problem.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import type { HistoryFace } from '../platform/history-face.ts';
import { backfillMapping, backfillText } from '../shape/backfill.ts';
import { findListing } from './market.ts';

const STATUS_CREATED = 201;
/** So many bars are taken in at a time; a longer span is asked for in parts. */
const BARS_MAX = 20_000;
const PAGE_SIZE = 2_000;

/** The past of the market into history, where the market gives it. */
export const backfillRoutes: readonly Route[] = [
  defineRoute({
    name: 'queueBackfill',
    method: 'POST',
    path: '/data/backfills',
    tag: 'data',
    summary: 'Take bars of the past in, as the market of the node gives them: 20,000 at a time.',
    guard: { policy: 'owner', audit: 'data.backfill' },
    body: backfillRequestSchema,
    answer: dataTaskSchema,
    status: STATUS_CREATED,
    handle: async ({ body, caller }, { platform }) => {
      const found = findListing(body.instrument, platform);
      if (!found.ok) return found;
      const { instrument } = found.value;
      const spec = specOf(instrument.id, body.bar);
      if (!spec.ok) return spec;
      const bars = await barsOf(platform.history, spec.value, {
        from: instantOf(body.from),
        until: instantOf(body.until),
      });
      if (!bars.ok) return bars;
      const rows = {
        name: `${instrument.id} ${body.bar}`,
        text: backfillText(bars.value, instrument),
        mapping: backfillMapping(instrument, body.bar),
      };
      const task = await platform.data.take(rows, caller.user);
      return task.ok ? reply(task.value, { subject: task.value.id }) : task;
    },
  }),
];

type Wanted = { readonly text: BarSpecText; readonly span: number };
type Span = { readonly from: Timestamp; readonly until: Timestamp };

function specOf(instrument: string, bar: string): Result<Wanted, Refused> {
  const text = `${instrument}-${bar}`;
  const parsed = parseBarSpec(text);
  const span = parsed.ok ? barSpanMicros(parsed.value) : 0;
  if (parsed.ok && span > 0) return ok({ text: toBarSpecText(text), span });
  const reason = parsed.ok ? 'expected bars of a length of time' : parsed.refusal.reason;
  return refuseMistakes([{ path: 'body.bar', reason }]);
}

/** Page after page. What would be kept as something that it is not is refused. */
async function barsOf(
  history: HistoryFace,
  { text, span }: Wanted,
  { from, until }: Span,
): Promise<Result<readonly Bar[], Refused>> {
  const wrong = (path: string, reason: string): Result<never, Refused> =>
    refuseMistakes([{ path, reason }]);
  if (from < 0 || from >= until) return wrong('body.until', 'expected an instant behind from');
  const bars: Bar[] = [];
  let cursor: string | null = null;
  do {
    const page = await history.bars(text, { from, until, cursor, limit: PAGE_SIZE });
    if (!page.ok) return page;
    bars.push(...page.value.rows);
    cursor = page.value.next;
    if (bars.length > BARS_MAX)
      return wrong('body.until', `more than ${BARS_MAX} bars: ask in parts`);
  } while (cursor !== null);
  if (bars.length === 0) return refuseRequest('THING_UNKNOWN', `no ${text} of then`);
  if (bars.some(({ opensAt, closesAt }) => closesAt - opensAt !== span)) {
    return wrong(
      'body.bar',
      'bars that end with a session cannot be taken in so: take shorter ones',
    );
  }
  return ok(bars);
}

function instantOf(text: string): Timestamp {
  const parsed = parseTimestamp(text);
  return parsed.ok ? parsed.value.at : toTimestamp(0);
}
