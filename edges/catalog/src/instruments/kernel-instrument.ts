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

import { marketTerms } from '../rules/terms-file.ts';
import { endMinute, termsOf } from './exchange-terms.ts';
import { cashName } from './instrument-id.ts';
import type { InstrumentRow } from './instrument-row.ts';

/** The largest quantity of an order where no rule says one. */
const QUANTITY_MAX = 1_000_000_000;

/** Where the freeze quantities of the dated rules hold. */
const freezing: readonly string[] = ['NFO', 'BFO'];

/** A currency contract is of so many units of its price (1,000 dollars; 100,000 yen by the hundred). */
const CURRENCY_UNITS = 1000n;

/** What is listed under a symbol; null where nothing is. */
type Find = (exchange: string, symbol: string) => Pick<InstrumentRow, 'id' | 'kind'> | null;

/**
 * A row as the kernel knows instruments on a day. A step that no file says is the finest: no price or quantity is
 * refused for it.
 */
export function kernelInstrument(row: InstrumentRow, day: number, find: Find): Instrument {
  const { cash } = termsOf(row.exchange);
  const listing = listingOf(row, day);
  if (row.kind === 'index') return { ...listing, kind: 'index' };
  const { expiry, underlying: symbol } = row;
  if (expiry === null || symbol === null) return { ...listing, kind: 'equity', isin: row.isin };
  const found = find(cash, symbol);
  const underlying = found?.id ?? toInstrumentId(cashName(symbol, cash));
  const expiresAt = endOf(row.exchange, expiry);
  const dated = { ...listing, validTo: expiresAt, underlying, expiresAt };
  // Contracts on single shares are settled by delivery since October 2019.
  const settles = found?.kind === 'equity' ? ({ settles: 'physical' } as const) : {};
  if (row.right === null) return { ...dated, ...settles, kind: 'future' };
  const strike = toPrice(row.strike ?? 0);
  return { ...dated, ...settles, kind: 'option', strike, right: row.right };
}

/** Its calendar is called as its exchange: `NSE` every run knows, others come from the market rules. */
function listingOf(row: InstrumentRow, day: number): Listing {
  const lot = toQuantity(Math.max(row.lot, 1));
  return {
    id: row.id,
    exchange: row.exchange,
    currency: toCurrency(termsOf(row.exchange).currency),
    pricePrecision: row.pricePrecision,
    sizePrecision: 0,
    tick: toPrice(Math.max(row.tick, 1)),
    lot,
    minQty: lot,
    maxQty: toQuantity(mostOf(row, { lot, day })),
    multiplier: countsContracts(row) ? CURRENCY_UNITS : 1n,
    multiplierScale: 0,
    calendar: toCalendarId(row.exchange),
    validFrom: toTimestamp(0),
    validTo: null,
  };
}

/** What the exchange freezes beyond on a day, in whole lots; open where no rule is known. */
function mostOf(
  { underlying, exchange }: InstrumentRow,
  { lot, day }: { readonly lot: number; readonly day: number },
): number {
  if (underlying === null || !freezing.includes(exchange)) return QUANTITY_MAX;
  const rule = marketTerms().freeze.on(underlying, day);
  const most = rule.known ? rule.value.value - (rule.value.value % lot) : 0;
  return most === 0 ? QUANTITY_MAX : most;
}

function endOf(exchange: string, day: number): Timestamp {
  return toTimestamp(day * MICROS_PER_DAY + endMinute(exchange, day) * MICROS_PER_MINUTE);
}

/** Whether its quantity counts currency contracts; else it counts units of its price, lots at a time. */
function countsContracts({ exchange, lot, underlying }: InstrumentRow): boolean {
  return (
    (exchange === 'CDS' || exchange === 'BCD') && lot === 1 && underlying?.endsWith('INR') === true
  );
}
