import {
  toCalendarId,
  toPrice,
  toQuantity,
  toTimestamp,
  type Currency,
  type InstrumentId,
  type Rounding,
} from 'argosy/core';
import type { Instrument, Listing } from 'argosy/domain';

import type { LedgerUnit } from './ledger-unit.ts';

/** What a record does not say of an instrument, and its fills show. */
export type FillTerms = { readonly instrument: Instrument; readonly unit: LedgerUnit };

/** How many places finer than the books, or coarser, an exact amount may be. */
const FINER_MAX = 40;
const COARSER_MAX = 18;
const roundings: readonly Rounding[] = ['halfEven', 'halfUp', 'up', 'down', 'ceiling', 'floor'];

/**
 * Every way in which fills of an instrument can be booked: how much finer than the books its amounts
 * are, how they are rounded, whether it is paid in full. What one fill shows holds for all that follow.
 */
export function possibleTerms(of: {
  readonly id: InstrumentId;
  readonly currency: Currency;
  /** The worth of one unit of price times one of quantity. */
  readonly multiplier: bigint;
}): readonly FillTerms[] {
  const terms: FillTerms[] = [];
  for (let finer = -COARSER_MAX; finer <= FINER_MAX; finer += 1) {
    // Where nothing is rounded, every rounding is the same.
    for (const rounding of finer > 0 ? roundings : roundings.slice(0, 1)) {
      const unit = { scale: Math.max(0, -finer), rounding };
      const listing = listingOf(of, Math.max(0, finer));
      terms.push({ unit, instrument: { ...listing, kind: 'equity', isin: null } });
      terms.push({ unit, instrument: { ...listing, kind: 'perpetual', base: of.currency } });
    }
  }
  return terms;
}

/** Only how fine amounts are, and what a unit is worth, is looked at. */
function listingOf(
  { id, currency, multiplier }: Pick<Listing, 'id' | 'currency' | 'multiplier'>,
  pricePrecision: number,
): Listing {
  return {
    id,
    currency,
    multiplier,
    pricePrecision,
    sizePrecision: 0,
    multiplierScale: 0,
    exchange: '',
    tick: toPrice(1),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1),
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
  };
}
