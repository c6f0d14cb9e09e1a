import {
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import type { CryptoSpot, CurrencyPair, Future, Index, Option, Perpetual } from 'argosy/domain';

import { anInstrument } from './instrument.ts';

const { kind: _, isin: __, ...listing } = anInstrument();
const expiresAt = toTimestamp(1_000_000_000_000_000);

/** A future on an index, tick 0.05, lot 75, that expires far away. */
export function aFuture(changes: Partial<Future> = {}): Future {
  return {
    ...listing,
    kind: 'future',
    id: toInstrumentId('NIFTY-FUT.NFO'),
    exchange: 'NFO',
    lot: toQuantity(75),
    minQty: toQuantity(75),
    maxQty: toQuantity(1_800),
    underlying: toInstrumentId('NIFTY.NSE'),
    expiresAt,
    ...changes,
  };
}

/** A call on an index, tick 0.05, lot 75, that expires far away. */
export function anOption(changes: Partial<Option> = {}): Option {
  return {
    ...listing,
    kind: 'option',
    id: toInstrumentId('NIFTY-C24500.NFO'),
    exchange: 'NFO',
    lot: toQuantity(75),
    minQty: toQuantity(75),
    maxQty: toQuantity(1_800),
    underlying: toInstrumentId('NIFTY.NSE'),
    strike: toPrice(2_450_000),
    right: 'call',
    expiresAt,
    ...changes,
  };
}

/** An index: it has prices, nobody can trade it. */
export function anIndex(changes: Partial<Index> = {}): Index {
  return { ...listing, kind: 'index', id: toInstrumentId('NIFTY.NSE'), ...changes };
}

/** A coin in rupees, priced in hundredths and divisible into a hundred million parts. */
export function aCoin(changes: Partial<CryptoSpot> = {}): CryptoSpot {
  return {
    ...listing,
    kind: 'cryptoSpot',
    id: toInstrumentId('BTCINR.SIM'),
    exchange: 'SIM',
    base: toCurrency('BTC'),
    sizePrecision: 8,
    tick: toPrice(1),
    maxQty: toQuantity(1_000_000_000_000),
    calendar: toCalendarId('24x7'),
    ...changes,
  };
}

/** Dollars against rupees to four decimals, by single dollars. */
export function aPair(changes: Partial<CurrencyPair> = {}): CurrencyPair {
  return {
    ...listing,
    kind: 'currencyPair',
    id: toInstrumentId('USDINR.FX'),
    exchange: 'FX',
    base: toCurrency('USD'),
    currency: toCurrency('INR'),
    pricePrecision: 4,
    tick: toPrice(25),
    ...changes,
  };
}

/** A perpetual of a coin in rupees, in thousandths, tick 0.01, that trades around the clock. */
export function aPerpetual(changes: Partial<Perpetual> = {}): Perpetual {
  return {
    ...listing,
    kind: 'perpetual',
    id: toInstrumentId('BTC-PERP.SIM'),
    exchange: 'SIM',
    base: toCurrency('BTC'),
    sizePrecision: 3,
    tick: toPrice(1),
    calendar: toCalendarId('24x7'),
    ...changes,
  };
}
