import {
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { Equity } from 'argosy/domain';

/** A share priced in hundredths, tick 0.05, lot 1, that trades around the clock. */
export function anInstrument(changes: Partial<Equity> = {}): Equity {
  return {
    kind: 'equity',
    id: toInstrumentId('SBIN.NSE'),
    exchange: 'NSE',
    currency: toCurrency('INR'),
    pricePrecision: 2,
    sizePrecision: 0,
    tick: toPrice(5),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1_000_000),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
    isin: null,
    ...changes,
  };
}
