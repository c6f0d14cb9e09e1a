import {
  formatTimestamp,
  ok,
  parseTimestamp,
  toTimestamp,
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
} from 'argosy/domain';
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
import { barShape } from '../shape/instrument.ts';
import type { Platform } from '../platform/platform.ts';
import { findListing, nowOf } from './market.ts';

/** As brokers make them; bars that the node makes itself are `INTERNAL`. */
const USUAL_BAR = '1-MINUTE-LAST-EXTERNAL';
const RECENT_BARS = 200;
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
      'The last 200 bars of a kind, the oldest first: as they were seen, else as the past has them.',
    guard: { policy: 'viewer' },
    params,
    query: barQuerySchema,
    answer: barPageSchema,
    csv: barCsv,
    handle: async ({ params: { instrument: id }, query: { bar = USUAL_BAR } }, { platform }) => {
      const found = findListing(id, platform);
      if (!found.ok) return found;
      const spec = specOf(id, bar);
      if (!spec.ok) return spec;
      const { instrument, index } = found.value;
      const seen = platform.market.bars(index, spec.value, nowOf(platform))?.value ?? [];
      const bars = seen.length > 0 ? ok(seen) : await pastBars(platform, spec.value);
      if (!bars.ok) return bars;
      return reply({ items: bars.value.map((each) => barShape(each, instrument)), next: null });
    },
  }),
  defineRoute({
    name: 'listBars',
    method: 'GET',
    path: '/history/bars/:instrument',
    tag: 'history',
    summary: 'Bars of the past that opened within a span, the oldest first.',
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
      if (from >= until) {
        return refuseMistakes([{ path: 'query.until', reason: 'expected an instant behind from' }]);
      }
      const { cursor = null, size: limit = PAGE_SIZE_MAX } = query;
      const page = await platform.history.bars(spec.value, { from, until, cursor, limit });
      if (!page.ok) return page;
      const { rows, next } = page.value;
      const items = rows.map((each) => barShape(each, found.value.instrument));
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

/** The newest bars of the past; none where nobody keeps bars of this kind. */
async function pastBars(
  platform: Platform,
  spec: BarSpecText,
): Promise<Result<readonly DomainBar[]>> {
  const parsed = parseBarSpec(spec);
  if (!parsed.ok || isCounted(parsed.value)) return ok([]);
  const until = nowOf(platform);
  const from = toTimestamp(Math.max(0, until - RECENT_BARS * barSpanMicros(parsed.value)));
  const page = await platform.history.bars(spec, { from, until, cursor: null, limit: RECENT_BARS });
  if (page.ok) return ok(page.value.rows);
  return page.refusal.code === 'UNSUPPORTED' ? ok([]) : page;
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
