import { rescale, toMinor, type Minor, type Rounding } from 'argosy/core';
import { notionalScale, type Instrument } from 'argosy/domain';

/** How exact amounts become posted ones: the ledger's scale of the currency, and the rounding. */
export type LedgerUnit = { readonly scale: number; readonly rounding: Rounding };

/** Rounds an exact amount at an instrument's notional scale to the ledger's minor units. */
export function toLedgerAmount(exact: bigint, instrument: Instrument, unit: LedgerUnit): Minor {
  return toMinor(rescale(exact, notionalScale(instrument), unit.scale, unit.rounding));
}
