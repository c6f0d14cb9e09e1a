import {
  formatDay,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Equity, Future, Index, Listing, Option } from 'argosy/domain';

import type { MarketPlan } from './market-plan.ts';
import { indexFutureTick, OPTION_TICK } from './tick-grid.ts';
import { expiryDays, type Expiry, type TradingDay } from './trading-days.ts';

/** A derivative with what a market reckons by. */
export type Listed<Kind> = {
  readonly instrument: Kind;
  readonly expiry: Expiry;
  /** Which of the ends of its kind it has, from 0. */
  readonly series: number;
  /** How many strikes it is from the middle of its chain; 0 for a future. */
  readonly fromMiddle: number;
};

const INDEX_LOT = 65;
const INDEX_FREEZE = 1800;
const SHARE_QTY_MAX = 10_000_000;

/** A share: prices in hundredths, single units. */
export function listShare(
  plan: MarketPlan,
  share: { readonly name: string; readonly tick: number },
): Equity {
  const { name, tick } = share;
  return { kind: 'equity', ...listing(plan, name), tick: toPrice(tick), isin: null };
}

/** The index of the largest. */
export function listIndex(plan: MarketPlan): Index {
  return { kind: 'index', ...listing(plan, 'INDEX'), tick: toPrice(1) };
}

/** Monthly futures and weekly options on the index, none where there is none. */
export function listDerivatives(
  plan: MarketPlan,
  days: readonly TradingDay[],
  index: Index | null,
): { readonly futures: readonly Listed<Future>[]; readonly options: readonly Listed<Option>[] } {
  if (index === null) return { futures: [], options: [] };
  const weeks = plan.chain?.expiries ?? 0;
  // Five weeks at most lie between the ends of two months.
  const ends = expiryDays(plan, days, Math.max(weeks, plan.futures * 5));
  const last = days.at(-1)?.day ?? 0;
  const months = upTo(
    ends.filter(({ isMonthly }) => isMonthly),
    last,
    plan.futures,
  );
  const futures = months.map((expiry, series) => toFuture(plan, index, { expiry, series }));
  const options = upTo(ends, last, weeks).flatMap((expiry, series) =>
    toChain(plan, index, { expiry, series }),
  );
  return { futures, options };
}

/** All ends before the last day, and so many from it on. */
function upTo(ends: readonly Expiry[], last: number, ahead: number): readonly Expiry[] {
  if (ahead === 0) return [];
  const before = ends.filter(({ day }) => day < last).length;
  return ends.slice(0, before + ahead);
}

type Series = { readonly expiry: Expiry; readonly series: number };

function toFuture(plan: MarketPlan, index: Index, { expiry, series }: Series): Listed<Future> {
  const common = listing(plan, `INDEX-${formatDay(expiry.day).replaceAll('-', '')}-F`);
  const instrument: Future = {
    kind: 'future',
    ...common,
    ...ofIndex(expiry),
    tick: toPrice(indexFutureTick(plan.indexLevel * 100)),
    underlying: index.id,
  };
  return { instrument, expiry, series, fromMiddle: 0 };
}

function toChain(
  plan: MarketPlan,
  index: Index,
  { expiry, series }: Series,
): readonly Listed<Option>[] {
  if (plan.chain === null) return [];
  const { strikes, strikeStep } = plan.chain;
  const middle = Math.round(plan.indexLevel / strikeStep);
  const places = Array.from({ length: strikes }, (_, place) => place - Math.floor(strikes / 2));
  const rights = ['call', 'put'] as const;
  return places.flatMap((place) =>
    rights.map((right): Listed<Option> => {
      const strike = (middle + place) * strikeStep;
      const letter = right === 'call' ? 'C' : 'P';
      const day = formatDay(expiry.day).replaceAll('-', '');
      const instrument: Option = {
        kind: 'option',
        ...listing(plan, `INDEX-${day}-${letter}${strike}`),
        ...ofIndex(expiry),
        tick: toPrice(OPTION_TICK),
        underlying: index.id,
        strike: toPrice(strike * 100),
        right,
      };
      return { instrument, expiry, series, fromMiddle: Math.abs(place) };
    }),
  );
}

function ofIndex({
  at,
}: Expiry): Pick<Future, 'expiresAt' | 'validTo' | 'lot' | 'minQty' | 'maxQty'> {
  const end = toTimestamp(at);
  const lot = toQuantity(INDEX_LOT);
  return { expiresAt: end, validTo: end, lot, minQty: lot, maxQty: toQuantity(INDEX_FREEZE) };
}

function listing(
  { exchange, currency, calendar }: MarketPlan,
  name: string,
): Omit<Listing, 'tick'> {
  return {
    id: toInstrumentId(`${name}.${exchange}`),
    exchange,
    currency: toCurrency(currency),
    pricePrecision: 2,
    sizePrecision: 0,
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(SHARE_QTY_MAX),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: calendar.id,
    validFrom: toTimestamp(0),
    validTo: null,
  };
}
