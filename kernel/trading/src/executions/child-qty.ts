import type { Refusal } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

/**
 * How much of a part one order may have: whole lots, no more than the instrument takes at once, and so that
 * what is left behind can still be traded, a little less or all of it; 0 where that is too little.
 */
export function childQty(
  instrument: Instrument,
  { part, unsent }: { readonly part: number; readonly unsent: number },
): number {
  const { lot, maxQty } = instrument;
  const least = leastQty(instrument);
  const capped = Math.min(part, maxQty);
  const whole = capped - (capped % lot);
  if (whole < least) return 0;
  const rest = unsent - whole;
  if (rest <= 0 || rest >= least) return whole;
  const less = whole - Math.ceil((least - rest) / lot) * lot;
  if (less >= least) return less;
  return unsent <= maxQty ? unsent - (unsent % lot) : whole;
}

/** Why nothing of what is left can be traded any more; null where it can. */
export function refusalOfRest(instrument: Instrument, unsent: number): Refusal | null {
  const least = leastQty(instrument);
  if (unsent <= 0 || unsent >= least) return null;
  const reason = `${unsent} is left, and ${instrument.id} takes no less than ${least}`;
  return { code: 'QTY_BELOW_MINIMUM', reason };
}

/** The least that an instrument takes, in whole lots. */
export function leastQty({ lot, minQty }: Instrument): number {
  return Math.ceil(Math.max(1, minQty) / lot) * lot;
}
