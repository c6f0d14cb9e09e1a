import { assertNever } from 'argosy/core';

import { matchTrailing } from './match-trailing.ts';
import { matchTrigger, noMatch, takeOrRest, type Match, type Met } from './match-trigger.ts';
import type { PriceStep } from './price-step.ts';
import type { VenueOrder } from './venue-order.ts';

/**
 * Decides what one price does to one order, all orders of the venue alike. Chance and slippage come
 * after, and so does quantity: how much of a match fills is the fill model's part.
 */
export function decideMatch(order: VenueOrder, step: PriceStep): Match {
  const price = order.sign > 0 ? step.buyAt : step.sellAt;
  switch (order.terms.type) {
    case 'market':
      return take(price);
    case 'limit':
      return matchLimit(order, order.terms.limit, { price, step });
    case 'marketToLimit':
      return order.limit === null ? take(price) : matchLimit(order, order.limit, { price, step });
    case 'stopMarket':
    case 'stopLimit':
    case 'marketIfTouched':
    case 'limitIfTouched':
    case 'trailingStopMarket':
    case 'trailingStopLimit':
      if (order.isTriggered) return matchFired(order, { price, step });
      return order.firedBy === null ? matchAsleep(order, { price, step }) : noMatch;
    default:
      return assertNever(order.terms);
  }
}

function take(price: number): Match {
  return { type: 'fill', price, liquidity: 'taker', triggers: false };
}

/** Once its trigger has fired, an order works as what it has become. */
function matchFired(order: VenueOrder, met: Met): Match {
  return order.limit === null ? take(met.price) : matchLimit(order, order.limit, met);
}

function matchAsleep(order: VenueOrder, met: Met): Match {
  if (order.trailing !== null) return matchTrailing(order, order.trailing, met);
  const { trigger, limit, triggerWay: way } = order;
  if (trigger === null) return noMatch;
  const fired = matchTrigger(order, { at: trigger, way }, met);
  return limit === null ? fired : takeOrRest(order, fired, { limit, ...met });
}

function matchLimit(order: VenueOrder, limit: number, { price, step }: Met): Match {
  const room = order.sign * (limit - price);
  if (room < 0) return noMatch;
  if (takesOnArrival(order, limit, step)) {
    return { type: 'fill', price, liquidity: 'taker', triggers: false };
  }
  if (room === 0) return { type: 'touch', price: limit, triggers: false };
  return step.manner === 'jump' || step.manner === 'cross'
    ? { type: 'fill', price, liquidity: 'taker', triggers: false }
    : { type: 'fill', price: limit, liquidity: 'maker', triggers: false };
}

/**
 * An order that came while the price was on its way takes if it was marketable where the move began.
 * In an auction who came last is no better off: at the very price some may find nobody.
 */
function takesOnArrival(order: VenueOrder, limit: number, step: PriceStep): boolean {
  if (!order.isArriving || step.manner === 'cross') return false;
  if (step.manner !== 'move' || order.isImmediate) return true;
  return order.sign * (limit - step.from) >= 0;
}
