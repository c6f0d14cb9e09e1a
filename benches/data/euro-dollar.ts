import { csvSource } from '@argosy/catalog';
import {
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, type CurrencyPair, type MarketData } from 'argosy/domain';
import type { Source } from 'argosy/backtest';

/** The pair of the quotes that are written for rivals too. */
export const euroDollar: CurrencyPair = {
  kind: 'currencyPair',
  id: toInstrumentId('EURUSD.SIM'),
  exchange: 'SIM',
  currency: toCurrency('USD'),
  base: toCurrency('EUR'),
  pricePrecision: 5,
  sizePrecision: 0,
  tick: toPrice(1),
  lot: toQuantity(1),
  minQty: toQuantity(1),
  maxQty: toQuantity(10_000_000),
  multiplier: 1n,
  multiplierScale: 0,
  calendar: toCalendarId('24x7'),
  validFrom: toTimestamp(0),
  validTo: null,
};

/** A file of its quotes. */
export function quoteSource(path: string): Source {
  return csvSource({ path, instruments: new InstrumentTable([euroDollar]) });
}

/** The first rows of a source, parsed beforehand. */
export function readRows(from: Source, count: number): readonly MarketData[] {
  const rows: MarketData[] = [];
  const reader = from.open();
  for (let batch = reader.next(); batch !== null; batch = reader.next()) {
    rows.push(...batch);
    if (rows.length >= count) break;
  }
  reader.close();
  return rows.slice(0, count);
}
