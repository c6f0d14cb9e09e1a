import { formatScaled, type Refusal } from 'argosy/core';
import { isIfTouched, limitOf, ownTriggerOf, triggerOf, type Instrument } from 'argosy/domain';

import type { CheckContext } from './check-context.ts';
import { riskRefusal } from './errors.ts';

/**
 * P-09: a buy stop lies above the last known price, a sell stop below it; a trigger that waits to be
 * touched lies on the other side. At the price itself it would fire at once, which is not what a trigger
 * is for. An unknown price passes, as does a trigger of the index, and so does a trigger that no longer matters. The limit of a stop-limit
 * lies no nearer than its trigger.
 */
export function checkTrigger(context: CheckContext): Refusal | null {
  const { terms, instrument, isTriggerSpent } = context;
  const trigger = triggerOf(terms);
  if (trigger === null || instrument === undefined || isTriggerSpent) return null;
  return checkSide(context, trigger, instrument) ?? checkLimit(context, trigger, instrument);
}

function checkSide(
  { request, terms, prices }: CheckContext,
  trigger: number,
  { pricePrecision }: Instrument,
): Refusal | null {
  const { side } = request;
  if (Number.isNaN(prices.last2) || ownTriggerOf(request, terms) === null) return null;
  const distance2 = 2 * trigger - prices.last2;
  const isTouch = isIfTouched(terms);
  if ((side === 'buy') === isTouch ? distance2 < 0 : distance2 > 0) return null;
  const last = formatScaled(5 * prices.last2, pricePrecision + 1);
  const detail = `${side} ${isTouch ? 'trigger' : 'stop'} at ${formatScaled(trigger, pricePrecision)}, last ${last}`;
  return riskRefusal('TRIGGER_WRONG_SIDE', detail);
}

function checkLimit(
  { request: { side }, terms }: CheckContext,
  trigger: number,
  { pricePrecision }: Instrument,
): Refusal | null {
  const limit = terms.type === 'stopLimit' ? limitOf(terms) : null;
  if (limit === null || (side === 'buy' ? limit >= trigger : limit <= trigger)) return null;
  const [at, worst] = [trigger, limit].map((price) => formatScaled(price, pricePrecision));
  return riskRefusal('LIMIT_BEFORE_TRIGGER', `${side} stop at ${at}, limit ${worst}`);
}
