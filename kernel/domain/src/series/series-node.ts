import { powerOfTen, type InstrumentId } from 'argosy/core';

import { formatBarSpec, parseBarSpec, type BarSpecText } from '../bar-spec.ts';
import type { Instrument } from '../instrument.ts';
import type { Bar, MarketData, Quote, Trade } from '../market-data.ts';
import { samePrices, type PriceMap } from './price-map.ts';

/** A row that says a price. */
export type Priced = Quote | Trade | Bar;

/** What reckons a series: a pure function of the rows of its inputs, an instant at a time. */
export type SeriesNode = {
  readonly id: InstrumentId;
  /** Whose rows it wants. */
  readonly inputs: ReadonlySet<InstrumentId>;
  /** When something is due though no row comes; Infinity where nothing is. */
  readonly nextAt: number;
  /** Takes in all rows that became known at an instant, and gives what comes of it. */
  end(at: number, rows: readonly MarketData[]): readonly MarketData[];
};

/** Twice what a row says the price is. */
export function twicePrice(row: Priced): number {
  if (row.kind === 'quote') return row.bid + row.ask;
  return 2 * (row.kind === 'trade' ? row.price : row.close);
}

/** The instant a row is of: a bar's is its beginning, however late it became known. */
export function timeOfRow(row: Priced): number {
  return row.kind === 'bar' ? row.opensAt : row.eventAt;
}

/** Whether a row says a price. */
export function isPriced(row: MarketData): row is Priced {
  return row.kind === 'quote' || row.kind === 'trade' || row.kind === 'bar';
}

/** From the price units of one instrument to those of another. */
export function scaleMap(
  from: Pick<Instrument, 'pricePrecision'>,
  to: Pick<Instrument, 'pricePrecision'>,
): PriceMap {
  const places = to.pricePrecision - from.pricePrecision;
  if (places === 0) return samePrices;
  return places > 0
    ? { numerator: powerOfTen(places), addend: 0n, denominator: 1n }
    : { numerator: 1n, addend: 0n, denominator: powerOfTen(-places) };
}

/** The specification of the same bars of another instrument. */
export function barsOf(instrument: InstrumentId, text: BarSpecText): BarSpecText {
  const parsed = parseBarSpec(text);
  return parsed.ok ? formatBarSpec({ ...parsed.value, instrument }) : text;
}
