import {
  formatDay,
  formatTimestamp,
  ok,
  toInstrumentId,
  toTimestamp,
  type InstrumentIndex,
  type Result,
  type Timestamp,
} from 'argosy/core';
import { toBarSpecText, type Instrument } from 'argosy/domain';
import type { LatestBars } from '@argosy/bridge';
import {
  calendarsSchema,
  depthQuerySchema,
  depthStateSchema,
  instrumentIdSchema,
  instrumentPageSchema,
  instrumentQuerySchema,
  instrumentSchema,
  instrumentsQuerySchema,
  marketStatesSchema,
  searchHitsSchema,
  searchQuerySchema,
  type DaySummary,
  type InstrumentQuery,
  type MarketStates,
  type SearchHits,
} from '@argosy/contract';
import type { SearchHit } from '@argosy/catalog/search';
import { z } from 'zod';

import { refuseMistakes, refuseRequest, type Refused } from '../http/problem.ts';
import { defineRoute, reply, type Reply, type Route } from '../http/route.ts';
import type { Platform } from '../platform/platform.ts';
import { dayShape } from '../shape/bar.ts';
import { calendarsShape } from '../shape/calendar.ts';
import { instrumentShape } from '../shape/instrument.ts';
import { marketStateShape } from '../shape/market-state.ts';
import { depthShape } from '../shape/quote.ts';
import { pageRows } from './page-rows.ts';

/** As histories have them. */
const DAY_BAR = '1-DAY-LAST-EXTERNAL';
const LEVELS = 20;
const MICROS_PER_MILLI = 1_000;
const params = z.strictObject({ instrument: instrumentIdSchema });

/** What the market says, what there is to trade, and when. */
export const marketRoutes: readonly Route[] = [
  defineRoute({
    name: 'readQuotes',
    method: 'GET',
    path: '/market/quotes',
    tag: 'market',
    summary: 'What the market says of up to 200 instruments by now.',
    guard: { policy: 'viewer' },
    query: instrumentsQuerySchema,
    answer: marketStatesSchema,
    handle: ({ query }, { platform }) => readQuotes(query.instruments, platform),
  }),
  defineRoute({
    name: 'readDepth',
    method: 'GET',
    path: '/market/depth/:instrument',
    tag: 'market',
    summary: 'Prices of a book, the best first.',
    guard: { policy: 'viewer' },
    params,
    query: depthQuerySchema,
    answer: depthStateSchema,
    handle: async ({ params: { instrument: id }, query: { levels = LEVELS } }, { platform }) => {
      const found = findListing(id, platform);
      if (!found.ok) return found;
      const { instrument, index } = found.value;
      const book = platform.market.book(index, nowOf(platform), levels);
      if (book === null) return refuseRequest('THING_UNKNOWN', `no book of ${id} of late`);
      const { ageMicros, isStale } = book;
      const ageMillis = ageMicros / MICROS_PER_MILLI;
      return reply({ ...depthShape(book.value, instrument), ageMillis, isStale });
    },
  }),
  defineRoute({
    name: 'listInstruments',
    method: 'GET',
    path: '/market/instruments',
    tag: 'market',
    summary: 'What is traded here, by id; with `withEnded` contracts too that have ended.',
    guard: { policy: 'viewer' },
    query: instrumentQuerySchema,
    answer: instrumentPageSchema,
    isSteady: true,
    handle: async ({ query }, { platform }) => {
      const now = nowOf(platform);
      const { byId } = platform.instruments;
      const wanted = byId.filter((each) => isListed(each, query, now) && isWanted(each, query));
      const page = pageRows('instruments', { rows: wanted, keyOf: ({ id }) => id }, query);
      if (!page.ok) return page;
      return reply({ items: page.value.items.map(instrumentShape), next: page.value.next });
    },
  }),
  defineRoute({
    name: 'findInstrument',
    method: 'GET',
    path: '/market/instruments/:instrument',
    tag: 'market',
    summary: 'What an instrument is.',
    guard: { policy: 'viewer' },
    params,
    answer: instrumentSchema,
    isSteady: true,
    handle: async ({ params: { instrument } }, { platform }) => {
      const found = findListing(instrument, platform);
      return found.ok ? reply(instrumentShape(found.value.instrument)) : found;
    },
  }),
  defineRoute({
    name: 'searchInstruments',
    method: 'GET',
    path: '/market/search',
    tag: 'market',
    summary: 'Instruments by what people call them: "nifty 24500 ce".',
    guard: { policy: 'viewer' },
    query: searchQuerySchema,
    answer: searchHitsSchema,
    handle: async ({ query: { q, exchanges, kinds, size, cursor } }, { platform }) => {
      const page = await platform.search.search({
        text: q,
        ...(exchanges === undefined ? {} : { exchanges }),
        ...(kinds === undefined ? {} : { kinds }),
        ...(size === undefined ? {} : { limit: size }),
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (!page.ok) return page;
      const { version, hits, next } = page.value;
      return reply({ version, items: hits.map(hitShape), next });
    },
  }),
  defineRoute({
    name: 'listCalendars',
    method: 'GET',
    path: '/market/calendars',
    tag: 'market',
    summary: 'Which markets are open, and when the others open.',
    guard: { policy: 'viewer' },
    answer: calendarsSchema,
    handle: async (_, { platform }) => {
      const { calendars, instruments, market } = platform;
      return reply(calendarsShape(calendars.values(), { instruments, market }, nowOf(platform)));
    },
  }),
];

/** A listing with its place; a mistake of the address where there is none. */
export function findListing(
  id: string,
  { instruments }: Pick<Platform, 'instruments'>,
): Result<{ readonly instrument: Instrument; readonly index: InstrumentIndex }> {
  const wanted = toInstrumentId(id);
  const [instrument, index] = [instruments.find(wanted), instruments.indexOf(wanted)];
  if (instrument !== undefined && index !== undefined) return ok({ instrument, index });
  return refuseRequest('THING_UNKNOWN', `instrument ${id}`);
}

/** What time it is for the machines. */
export function nowOf({ system }: Pick<Platform, 'system'>): Timestamp {
  return toTimestamp(Math.floor(system.now()));
}

async function readQuotes(
  ids: readonly string[],
  platform: Platform,
): Promise<Result<Reply<MarketStates>, Refused>> {
  const found = ids.map((id) => findListing(id, platform));
  const mistakes = found.flatMap((listing, place) =>
    listing.ok
      ? []
      : [{ path: `query.instruments.${place}`, reason: 'no such instrument is traded here' }],
  );
  if (mistakes.length > 0) return refuseMistakes(mistakes);
  const listings = found.flatMap((listing) => (listing.ok ? [listing.value] : []));
  const specs = listings.map(({ instrument }) => toBarSpecText(`${instrument.id}-${DAY_BAR}`));
  const days = await platform.history.latest(specs);
  const now = nowOf(platform);
  const quotes = listings.map(({ instrument, index }, place) => ({
    ...marketStateShape(platform.market, instrument, index, now),
    day: dayOf(instrument, days[place] ?? null, platform),
  }));
  return reply({ quotes });
}

function dayOf(
  instrument: Instrument,
  bars: LatestBars | null,
  platform: Platform,
): DaySummary | null {
  const clock = platform.calendars.get(instrument.calendar);
  if (clock === undefined || bars === null) return null;
  return dayShape(bars, instrument, { clock, now: nowOf(platform) });
}

/** A contract that has ended is known, but traded no more. */
function isListed(
  instrument: Instrument,
  { withEnded = false }: InstrumentQuery,
  now: Timestamp,
): boolean {
  return withEnded || !('expiresAt' in instrument) || instrument.expiresAt > now;
}

function isWanted(
  instrument: Instrument,
  { exchange, kind, underlying }: InstrumentQuery,
): boolean {
  if (exchange !== undefined && instrument.exchange !== exchange) return false;
  if (kind !== undefined && instrument.kind !== kind) return false;
  if (underlying === undefined) return true;
  return 'underlying' in instrument && instrument.underlying === underlying;
}

function hitShape({ row, last }: SearchHit): SearchHits['items'][number] {
  const { id, exchange, kind, symbol, name, isin, underlying, expiry, strike, right } = row;
  return {
    id,
    exchange,
    kind,
    symbol,
    name,
    isin,
    underlying,
    expiry: expiry === null ? null : formatDay(expiry),
    strike: strike === null ? null : String(strike),
    right,
    last: last === null ? null : { price: last.price, at: formatTimestamp(last.at) },
  };
}
