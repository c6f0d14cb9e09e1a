import {
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type Timestamp,
} from 'argosy/core';
import type { Instrument, Listing } from 'argosy/domain';

import { cashName } from './instrument-id.ts';
import type { InstrumentRow } from './instrument-row.ts';

/** What holds for a whole exchange. */
type ExchangeTerms = {
  readonly calendar: string;
  /** Where what its contracts are on is listed. */
  readonly cash: string;
  /** When the last day of a contract ends, in minutes of the day in India. */
  readonly endMinute: number;
};

const INDIA_MINUTES = 5 * 60 + 30;
const shares = { calendar: 'NSE', endMinute: 15 * 60 + 30 };
/** CDS contracts end at 12:30; of MCX the day of trading ends at 23:30 (india-market, C1). */
const termsOf: Readonly<Record<string, ExchangeTerms>> = {
  NSE: { ...shares, cash: 'NSE' },
  NFO: { ...shares, cash: 'NSE' },
  BSE: { ...shares, cash: 'BSE' },
  BFO: { ...shares, cash: 'BSE' },
  CDS: { calendar: 'CDS', cash: 'CDS', endMinute: 12 * 60 + 30 },
  BCD: { calendar: 'CDS', cash: 'BCD', endMinute: 12 * 60 + 30 },
  MCX: { calendar: 'MCX', cash: 'MCX', endMinute: 23 * 60 + 30 },
};

/** The largest quantity of an order where no file says one; freeze quantities are dated rules. */
const QUANTITY_MAX = 1_000_000_000;

/** A currency contract is of so many units of its price (1,000 dollars; 100,000 yen by the hundred). */
const CURRENCY_UNITS = 1000n;

/** What is listed under a symbol; null where nothing is. */
type Find = (exchange: string, symbol: string) => Pick<InstrumentRow, 'id' | 'kind'> | null;

/**
 * A row as the kernel knows instruments. A step that no file says is the finest: no price or quantity is
 * refused for it.
 */
export function kernelInstrument(row: InstrumentRow, find: Find): Instrument {
  const terms = termsOf[row.exchange] ?? { ...shares, cash: row.exchange };
  const listing = listingOf(row, terms);
  if (row.kind === 'index') return { ...listing, kind: 'index' };
  const { expiry, underlying: symbol } = row;
  if (expiry === null || symbol === null) return { ...listing, kind: 'equity', isin: row.isin };
  const found = find(terms.cash, symbol);
  const underlying = found?.id ?? toInstrumentId(cashName(symbol, terms.cash));
  const expiresAt = endOf(expiry, terms);
  const dated = { ...listing, validTo: expiresAt, underlying, expiresAt };
  // Contracts on single shares are settled by delivery since October 2019.
  const settles = found?.kind === 'equity' ? ({ settles: 'physical' } as const) : {};
  if (row.right === null) return { ...dated, ...settles, kind: 'future' };
  const strike = toPrice(row.strike ?? 0);
  return { ...dated, ...settles, kind: 'option', strike, right: row.right };
}

function listingOf(row: InstrumentRow, { calendar }: ExchangeTerms): Listing {
  const lot = toQuantity(Math.max(row.lot, 1));
  return {
    id: row.id,
    exchange: row.exchange,
    currency: toCurrency('INR'),
    pricePrecision: row.pricePrecision,
    sizePrecision: 0,
    tick: toPrice(Math.max(row.tick, 1)),
    lot,
    minQty: lot,
    maxQty: toQuantity(QUANTITY_MAX),
    multiplier: countsContracts(row) ? CURRENCY_UNITS : 1n,
    multiplierScale: 0,
    calendar: toCalendarId(calendar),
    validFrom: toTimestamp(0),
    validTo: null,
  };
}

function endOf(day: number, { endMinute }: ExchangeTerms): Timestamp {
  return toTimestamp(day * MICROS_PER_DAY + (endMinute - INDIA_MINUTES) * MICROS_PER_MINUTE);
}

/** Whether its quantity counts currency contracts; else it counts units of its price, lots at a time. */
function countsContracts({ exchange, lot, underlying }: InstrumentRow): boolean {
  return (
    (exchange === 'CDS' || exchange === 'BCD') && lot === 1 && underlying?.endsWith('INR') === true
  );
}
