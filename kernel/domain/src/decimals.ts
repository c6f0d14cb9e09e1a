import { parseScaled, toPrice, toQuantity, type Price, type Quantity } from 'argosy/core';

import { domainError } from './errors.ts';
import type { Instrument } from './instrument.ts';

/**
 * A price from a decimal, at the instrument's precision; one that does not fit throws.
 *
 * @example
 * priceOf(sbin, '100.05'); // 10005 at two places
 */
export function priceOf(instrument: Instrument, decimal: number | string): Price {
  return toPrice(scaled(instrument, decimal, instrument.pricePrecision));
}

/** A quantity from a decimal, at the instrument's precision; one that does not fit throws. */
export function quantityOf(instrument: Instrument, decimal: number | string): Quantity {
  return toQuantity(scaled(instrument, decimal, instrument.sizePrecision));
}

function scaled({ id }: Instrument, decimal: number | string, precision: number): number {
  const parsed = parseScaled(String(decimal), precision);
  if (!parsed.ok) throw domainError('BAD_SCALE', `${id}: ${parsed.refusal.reason}`);
  return parsed.value;
}
