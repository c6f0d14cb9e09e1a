import {
  formatTimestamp,
  ok,
  parseTimestamp,
  refuse,
  toTimestamp,
  type Refusal,
  type Result,
  type Timestamp,
} from 'argosy/core';
import {
  barSpanMicros,
  isCounted,
  parseBarSpec,
  toBarSpecText,
  type Bar as DomainBar,
  type BarSpecText,
  type Instrument,
} from 'argosy/domain';
import type { LatestBars } from '@argosy/bridge';
import {
  barHistoryQuerySchema,
  barPageSchema,
  barQuerySchema,
  chainQuerySchema,
  chainSchema,
  expiriesSchema,
  instrumentIdSchema,
  PAGE_SIZE_MAX,
  type Bar,
  type Page,
} from '@argosy/contract';
import { z } from 'zod';

import { csvTable, type CsvTable } from '../http/csv.ts';
import { refuseMistakes, refuseRequest, type Refused } from '../http/problem.ts';
import { defineRoute, reply, type Route } from '../http/route.ts';
import { chainShape } from '../shape/chain.ts';
import { barShape } from '../shape/bar.ts';
import type { Platform } from '../platform/platform.ts';
import { findListing, nowOf } from './market.ts';
import { barsBefore } from './bars-before.ts';
import { openTimeBefore } from './open-time.ts';

/** As brokers make them; bars that the node makes itself are `INTERNAL`. */
const USUAL_BAR = '1-MINUTE-LAST-EXTERNAL';
const RECENT_BARS = 200;
/** How many of the last ones may not be over where they are made: time is told there a little later than here. */
const NOT_OVER_MAX = 50;
/** More than there are: the last bar of a session may be short. */
const PAGE_MAX = 2_000;
/** How often bars are asked for once more where time ran on while they were put together. */
const AGAIN_MAX = 3;
const STRIKES = 40;
const params = z.strictObject({ instrument: instrumentIdSchema });
const barCsv: CsvTable<Page<Bar>> = csvTable<Page<Bar>, Bar>(
  ({ items }) => items,
  [
    ['opensAt', ({ opensAt }) => opensAt],
    ['closesAt', ({ closesAt }) => closesAt],
    ['open', ({ open }) => open],
    ['high', ({ high }) => high],
    ['low', ({ low }) => low],
    ['close', ({ close }) => close],
    ['volume', ({ volume }) => volume],
    ['isClosed', ({ isClosed }) => isClosed],
    ['isWhole', ({ isWhole }) => isWhole],
  ],
);

/** Bars of now and of the past, and chains of options. */
export const barRoutes: readonly Route[] = [
  defineRoute({
    name: 'readBars',
    method: 'GET',
    path: '/market/bars/:instrument',
    tag: 'market',
    summary:
      'The last 200 bars of a kind, the oldest first, with the one under way: as they were seen, else as the past has them. With `before` the last 200 that opened before an instant.',
    guard: { policy: 'viewer' },
    params,
    query: barQuerySchema,
    answer: barPageSchema,
    csv: barCsv,
    handle: async ({ params: { instrument: id }, query }, { platform }) => {
      const { bar = USUAL_BAR, before } = query;
      const found = findListing(id, platform);
      if (!found.ok) return found;
      const spec = specOf(id, bar);
      if (!spec.ok) return spec;
      const { instrument } = found.value;
      const items =
        before === undefined
          ? await recentBars(platform, instrument, spec.value)
          : await pastBars(platform, instrument, { spec: spec.value, before: instantOf(before) });
      return items.ok ? reply({ items: items.value, next: null }) : items;
    },
  }),
  defineRoute({
    name: 'listBars',
    method: 'GET',
    path: '/history/bars/:instrument',
    tag: 'history',
    summary: 'Bars that opened within a span and are over, the oldest first.',
    guard: { policy: 'viewer' },
    params,
    query: barHistoryQuerySchema,
    answer: barPageSchema,
    csv: barCsv,
    handle: async ({ params: { instrument: id }, query }, { platform }) => {
      const found = findListing(id, platform);
      if (!found.ok) return found;
      const spec = specOf(id, query.bar ?? USUAL_BAR);
      if (!spec.ok) return spec;
      const [from, until] = [instantOf(query.from), instantOf(query.until)];
      if (from < 0) {
        const reason = 'expected an instant from 1970 on';
        return refuseMistakes([{ path: 'query.from', reason }]);
      }
      if (from >= until) {
        return refuseMistakes([{ path: 'query.until', reason: 'expected an instant behind from' }]);
      }
      const { cursor = null, size: limit = PAGE_SIZE_MAX } = query;
      const page = await platform.history.bars(spec.value, { from, until, cursor, limit });
      if (!page.ok) return refusalOfPage(page.refusal, cursor);
      const { rows, next } = page.value;
      const items = rows.map((each) => barShape(each, found.value.instrument, true));
      return reply({ items, next });
    },
  }),
  defineRoute({
    name: 'listExpiries',
    method: 'GET',
    path: '/market/chains/:instrument/expiries',
    tag: 'market',
    summary: 'When options on an underlying end, the next first.',
    guard: { policy: 'viewer' },
    params,
    answer: expiriesSchema,
    handle: async ({ params: { instrument } }, { platform, derivatives }) => {
      const found = findListing(instrument, platform);
      if (!found.ok) return found;
      const { id } = found.value.instrument;
      const ends = derivatives.endsOn(id, nowOf(platform));
      return reply({ underlying: id, expiries: ends.map((at) => formatTimestamp(at)) });
    },
  }),
  defineRoute({
    name: 'readChain',
    method: 'GET',
    path: '/market/chains/:instrument',
    tag: 'market',
    summary: 'Options of one end around the forward, with what their prices imply.',
    guard: { policy: 'viewer' },
    params,
    query: chainQuerySchema,
    answer: chainSchema,
    handle: async ({ params: { instrument: id }, query }, { platform, derivatives }) => {
      const found = findListing(id, platform);
      if (!found.ok) return found;
      const { instrument } = found.value;
      const now = nowOf(platform);
      const ends = derivatives.endsOn(instrument.id, now);
      const asked = query.expiresAt === undefined ? ends[0] : instantOf(query.expiresAt);
      if (asked === undefined || !ends.includes(asked)) {
        return refuseRequest('THING_UNKNOWN', `no options on ${id} end then`);
      }
      const { strikes = STRIKES, rate = 0 } = query;
      const cut = { expiresAt: asked, strikes, rate };
      const market = { market: platform.market, instruments: platform.instruments, now };
      return reply(chainShape(instrument, derivatives.on(instrument.id), cut, market));
    },
  }),
];

/** A span that could be meant has been asked for before with this cursor, or it is none that was given. */
function refusalOfPage(refusal: Refusal, cursor: string | null): Result<never> {
  if (cursor === null || refusal.code !== 'BAD_REQUEST') return { ok: false, refusal };
  return refuse(
    'BAD_CURSOR',
    'the cursor is none that was given for this span: ask for the first page',
  );
}

/** The last bars that opened before an instant. */
async function pastBars(
  { history, calendars }: Platform,
  instrument: Instrument,
  { spec, before }: { readonly spec: BarSpecText; readonly before: Timestamp },
): Promise<Result<readonly Bar[]>> {
  const place = { history, clock: calendars.get(instrument.calendar) };
  const found = await barsBefore(place, spec, { before, count: RECENT_BARS });
  return found.ok ? ok(found.value.map((each) => barShape(each, instrument, true))) : found;
}

/** The newest bars that are over, and the one under way. */
async function recentBars(
  platform: Platform,
  instrument: Instrument,
  spec: BarSpecText,
): Promise<Result<readonly Bar[]>> {
  const { history, calendars } = platform;
  const parsed = parseBarSpec(spec);
  if (!parsed.ok || isCounted(parsed.value)) return ok([]);
  const now = nowOf(platform);
  const span = barSpanMicros(parsed.value);
  const clock = calendars.get(instrument.calendar);
  const back = { span, count: RECENT_BARS + NOT_OVER_MAX };
  const from = clock === undefined ? now - back.count * span : openTimeBefore(clock, now, back);
  const until = toTimestamp(now + span);
  const range = { from: toTimestamp(Math.max(0, from)), until, cursor: null, limit: PAGE_MAX };
  let page = await history.bars(spec, range);
  // Asked for behind the others: a bar that has closed meanwhile is told here.
  let latest = await newestOf(history, spec);
  for (let again = 0; page.ok && skips(page.value.rows, latest) && again < AGAIN_MAX; again += 1) {
    page = await history.bars(spec, { ...range, until: toTimestamp(nowOf(platform) + span) });
    latest = await newestOf(history, spec);
  }
  if (!page.ok) return page;
  const { closed, forming } = latest;
  const last = page.value.rows.at(-1)?.opensAt ?? 0;
  const over = [...page.value.rows, ...closed.filter(({ opensAt }) => opensAt > last)];
  return ok([
    ...over.slice(-RECENT_BARS).map((each) => barShape(each, instrument, true)),
    ...(forming === null ? [] : [barShape(forming, instrument, false)]),
  ]);
}

async function newestOf(history: Platform['history'], spec: BarSpecText): Promise<LatestBars> {
  const [latest] = await history.latest([spec]);
  return latest ?? { closed: [], forming: null };
}

/** Whether more has closed meanwhile than the newest bars tell. */
function skips(rows: readonly DomainBar[], { closed: [first] }: LatestBars): boolean {
  const last = rows.at(-1);
  return last !== undefined && first !== undefined && first.opensAt > last.opensAt;
}

function specOf(instrument: string, bar: string): Result<BarSpecText, Refused> {
  const text = `${instrument}-${bar}`;
  const parsed = parseBarSpec(text);
  if (parsed.ok) return ok(toBarSpecText(text));
  return refuseMistakes([{ path: 'query.bar', reason: parsed.refusal.reason }]);
}

/** The texts of a query were checked when it was read. */
function instantOf(text: string): Timestamp {
  const parsed = parseTimestamp(text);
  return parsed.ok ? parsed.value.at : toTimestamp(0);
}
