import { formatScaled, type Refusal } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import { riskRefusal } from './errors.ts';

/** What keeps a price from being one that an order may have; null where nothing does. */
export function checkPrice(price: number | null, instrument: Instrument): Refusal | null {
  if (price === null) return null;
  if (!Number.isSafeInteger(price)) return riskRefusal('NUMBER_OUT_OF_RANGE', `price ${price}`);
  if (price > 0 && price % instrument.tick === 0) return null;
  const text = formatScaled(price, instrument.pricePrecision);
  if (price <= 0) return riskRefusal('PRICE_NOT_POSITIVE', `price ${text}`);
  const tick = formatScaled(instrument.tick, instrument.pricePrecision);
  return riskRefusal('PRICE_OFF_TICK', `price ${text}, tick ${tick}`);
}
