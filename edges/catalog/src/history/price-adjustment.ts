import { assert, powerOfTen, type InstrumentId } from 'argosy/core';
import {
  AdjustedSeries,
  afterMap,
  mapPrice,
  PRICE_MAX,
  samePrices,
  scaleMap,
  type DatedAction,
  type Instrument,
  type MarketData,
  type PriceMap,
} from 'argosy/domain';
import type { SourceContent } from 'argosy/backtest';

import { ColumnBatch, type ColumnValues } from './column-batch.ts';
import { historyError } from './history-errors.ts';
import { rowMaker } from './market-rows.ts';
import { formatSeries, type Series } from './series.ts';

/** By what prices are adjusted. */
export type AdjustOptions = {
  /** Of any instrument, in any order. */
  readonly actions: readonly DatedAction[];
  /** Splits, bonuses, rights and demergers; `totalReturn` takes dividends as well. */
  readonly prices: 'splits' | 'totalReturn';
  /** Decimal places of the adjusted prices; as many as they need unless told. */
  readonly places?: number;
};

/** The most decimal places of adjusted prices: what history takes in again. */
export const ADJUSTED_PLACES_MAX = 9;
/** How many places more are looked for in which a share of a price ends. */
const ENDING_PLACES_MAX = 4;
/** Where it never ends, so many places are kept beyond those that tell two prices apart. */
const SPARE_PLACES = 2;

type Priced = Pick<Instrument, 'id' | 'pricePrecision'>;
/** A series whose rows have prices that actions change. */
export type AdjustableSeries =
  | { readonly kind: 'quote' | 'trade'; readonly instrument: InstrumentId }
  | Extract<SourceContent, { readonly kind: 'bar' }>;

type Step = { readonly exAt: number; readonly map: PriceMap };
type Regime = { readonly until: number; readonly map: PriceMap };

/** The columns of prices of each kind that can be adjusted. */
const priceColumns: Readonly<Record<AdjustableSeries['kind'], readonly string[]>> = {
  quote: ['bid', 'ask'],
  trade: ['price'],
  bar: ['open', 'high', 'low', 'close', 'bid', 'ask'],
};

/**
 * What actions make of the prices of a series: those of before in prices of its last row, as an adjusted
 * series of a run says its past, each rounded once. Sizes and volumes stay as they were traded.
 */
export class PriceAdjustment {
  /** Decimal places of the prices it gives. */
  readonly pricePrecision: number;
  /** How many actions took effect within the rows. */
  readonly actions: number;
  readonly #kind: AdjustableSeries['kind'];
  /** By time, each until the next action takes effect. */
  readonly #regimes: readonly Regime[];

  constructor(
    kind: AdjustableSeries['kind'],
    steps: readonly Step[],
    { own, places }: { readonly own: number; readonly places: number },
  ) {
    this.#kind = kind;
    this.pricePrecision = places;
    this.actions = steps.length;
    const scale = scaleMap({ pricePrecision: own }, { pricePrecision: places });
    this.#regimes = regimesOf(steps).map(({ until, map }) => ({ until, map: chained(map, scale) }));
  }

  /** The same rows with their prices adjusted; any of their columns, but that of their times. */
  restate(batch: ColumnBatch): ColumnBatch {
    const times = batch.numbers(this.#kind === 'bar' ? 'opens_us' : 'event_us');
    const regimes = Int32Array.from(times, (at) => this.#regimeAt(at));
    const isPrice = new Set(priceColumns[this.#kind]);
    const columns = batch.names.map((name): [string, ColumnValues] => {
      return [
        name,
        isPrice.has(name) ? this.#mapped(batch.numbers(name), regimes) : batch.column(name),
      ];
    });
    return new ColumnBatch(new Map(columns));
  }

  #regimeAt(at: number): number {
    const regimes = this.#regimes;
    let [low, high] = [0, regimes.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (at < (regimes[middle]?.until ?? 0)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #mapped(prices: Float64Array, regimes: Int32Array): Float64Array {
    return prices.map((price, row) => {
      // Of what a bar may lack there is nothing to map.
      if (Number.isNaN(price)) return price;
      return mapPrice(this.#regimes[regimes[row] ?? 0]?.map ?? samePrices, price);
    });
  }
}

/** Makes sure that a series has prices that can be adjusted. */
export function requireAdjustable(series: Series): AdjustableSeries {
  const { kind, instrument } = series;
  if (kind === 'bar') return series;
  if (kind === 'trade' || kind === 'quote') return { kind, instrument };
  const detail = `prices of ${formatSeries(series)} cannot be adjusted, expected bars, trades or quotes`;
  throw historyError('HISTORY_BAD_OPTION', detail);
}

/**
 * Reads the rows of a series once and finds what actions make of its prices. An action that takes effect, or
 * is known, only later than the last row adjusts nothing.
 */
export async function findAdjustment(
  series: AdjustableSeries,
  pricePrecision: number,
  {
    batches,
    adjust,
  }: { readonly batches: AsyncIterable<ColumnBatch>; readonly adjust: AdjustOptions },
): Promise<PriceAdjustment> {
  const finder = new StepFinder({ id: series.instrument, pricePrecision }, adjust);
  let largest = 0;
  for await (const batch of batches) {
    const make = rowMaker(series, batch);
    for (let at = 0; at < batch.rows; at += 1) finder.take(make(at));
    for (const name of priceColumns[series.kind]) {
      largest = Math.max(largest, largestOf(batch.numbers(name)));
    }
  }
  const steps = finder.finish();
  const places = placesOf(steps, { own: pricePrecision, largest, asked: adjust.places });
  return new PriceAdjustment(series.kind, steps, { own: pricePrecision, places });
}

/** The largest price, either side of zero; what a row may lack is none. */
function largestOf(prices: Float64Array): number {
  return prices.reduce(
    (largest, price) => (Math.abs(price) > largest ? Math.abs(price) : largest),
    0,
  );
}

/** What the actions make of prices of before, as a run finds it: all rows of an instant together. */
class StepFinder {
  readonly #node: AdjustedSeries;
  readonly #steps: Step[] = [];
  #instant: MarketData[] = [];
  #at = Number.NEGATIVE_INFINITY;

  constructor(instrument: Priced, { actions, prices }: AdjustOptions) {
    const terms = { kind: 'adjusted', of: instrument.id, prices, direction: 'back' } as const;
    this.#node = new AdjustedSeries({ self: instrument, of: instrument }, terms, actions);
  }

  take(row: MarketData): void {
    if (row.availableAt !== this.#at) this.#end();
    this.#at = row.availableAt;
    this.#instant.push(row);
  }

  /** The steps that were found, by when they take effect. */
  finish(): readonly Step[] {
    this.#end();
    return this.#steps.toSorted((one, other) => one.exAt - other.exAt);
  }

  #end(): void {
    if (this.#instant.length === 0) return;
    while (this.#node.nextAt < this.#at) this.#note(this.#node.end(this.#node.nextAt, []));
    this.#note(this.#node.end(this.#at, this.#instant));
    this.#instant = [];
  }

  #note(said: readonly MarketData[]): void {
    for (const row of said) {
      if (row.kind === 'adjustment') this.#steps.push({ map: row, exAt: row.eventAt });
    }
  }
}

/** What stands before each step, in prices of behind the last one. */
function regimesOf(steps: readonly Step[]): readonly Regime[] {
  const regimes: Regime[] = [{ until: Number.POSITIVE_INFINITY, map: samePrices }];
  let after = samePrices;
  for (const { exAt, map } of steps.toReversed()) {
    after = chained(map, after);
    regimes.push({ until: exAt, map: after });
  }
  return regimes.toReversed();
}

function chained(first: PriceMap, then: PriceMap): PriceMap {
  if (first === samePrices) return then;
  return then === samePrices ? first : afterMap(first, then);
}

type PlacesAsked = {
  readonly own: number;
  /** The largest price, either side of zero, in the series' own units. */
  readonly largest: number;
  readonly asked: number | undefined;
};

/** Decimal places of adjusted prices: as many as are asked for, or as they need. */
function placesOf(steps: readonly Step[], { own, largest, asked }: PlacesAsked): number {
  const maps = regimesOf(steps).map(({ map }) => map);
  const growth = Math.max(...maps.map((map) => Number(map.numerator) / Number(map.denominator)));
  const fits = (places: number): boolean => largest * growth * 10 ** (places - own) <= PRICE_MAX;
  const most = Math.max(own, ADJUSTED_PLACES_MAX);
  if (asked !== undefined) {
    if (asked >= own && asked <= most && fits(asked)) return asked;
    const why =
      asked >= own && asked <= most ? ', where the largest price is more than is kept' : '';
    const detail = `${asked} decimal places of adjusted prices${why}; the series has ${own}, expected ${own} to ${most}`;
    throw historyError('HISTORY_BAD_OPTION', detail);
  }
  let places = Math.min(most, own + Math.max(...maps.map(morePlaces)));
  while (places > own && !fits(places)) places -= 1;
  return places;
}

/** How many more places the prices of a map need: to be exact, or to tell any two of them apart. */
function morePlaces({ numerator, denominator }: PriceMap): number {
  assert(denominator > 0n, 'a share of prices has a denominator above zero');
  for (let more = 0; more <= ENDING_PLACES_MAX; more += 1) {
    if ((powerOfTen(more) * numerator) % denominator === 0n) return more;
  }
  let more = 0;
  while (powerOfTen(more) * numerator < denominator && more < ADJUSTED_PLACES_MAX) more += 1;
  return more + SPARE_PLACES;
}
