import { formatScaled, type Refusal } from 'argosy/core';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-09: a buy stop lies above the last known price, a sell stop below it. At the price itself it
 * would fire at once, which is not what a stop is for. An unknown price passes.
 */
export function checkTrigger(context: CheckContext): Refusal | null {
  const { terms, request, prices, instrument } = context;
  if (terms.type !== 'stopMarket' || instrument === undefined) return null;
  if (Number.isNaN(prices.last2)) return null;
  const distance2 = 2 * terms.trigger - prices.last2;
  if (request.side === 'buy' ? distance2 > 0 : distance2 < 0) return null;
  const trigger = formatScaled(terms.trigger, instrument.pricePrecision);
  const last = formatScaled(5 * prices.last2, instrument.pricePrecision + 1);
  return riskRefusal('TRIGGER_WRONG_SIDE', `${request.side} stop at ${trigger}, last ${last}`);
}
