import { assertNever } from 'argosy/core';

import type { PriceStep } from './price-step.ts';
import type { VenueOrder } from './venue-order.ts';

/** What meeting a price does to an order. */
export type Match =
  | { readonly type: 'none' }
  /** Its trigger fires; from now on its limit counts, which this price does not meet. */
  | { readonly type: 'trigger' }
  /** The price came to its limit and not through it: chance decides. */
  | { readonly type: 'touch'; readonly price: number }
  | {
      readonly type: 'fill';
      readonly price: number;
      readonly liquidity: 'maker' | 'taker';
      readonly triggers: boolean;
    };

const none: Match = { type: 'none' };

/**
 * Decides what one price does to one order, all orders of the venue alike. Chance and slippage come
 * after, and so does quantity: how much of a match fills is the fill model's part.
 */
export function decideMatch(order: VenueOrder, step: PriceStep): Match {
  const price = order.sign > 0 ? step.buyAt : step.sellAt;
  switch (order.terms.type) {
    case 'market':
      return { type: 'fill', price, liquidity: 'taker', triggers: false };
    case 'limit':
      return matchLimit(order, order.terms.limit, { price, step });
    case 'stopMarket':
      return order.isTriggered
        ? { type: 'fill', price, liquidity: 'taker', triggers: false }
        : matchStop(order, order.terms.trigger, { price, step });
    case 'stopLimit':
      return order.isTriggered
        ? matchLimit(order, order.terms.limit, { price, step })
        : matchStopLimit(order, order.terms, { price, step });
    case 'marketToLimit':
    case 'marketIfTouched':
    case 'limitIfTouched':
    case 'trailingStopMarket':
    case 'trailingStopLimit':
      return none;
    default:
      return assertNever(order.terms);
  }
}

type Met = { readonly price: number; readonly step: PriceStep };

function matchLimit(order: VenueOrder, limit: number, { price, step }: Met): Match {
  const room = order.sign * (limit - price);
  if (room < 0) return none;
  if (takesOnArrival(order, limit, step)) {
    return { type: 'fill', price, liquidity: 'taker', triggers: false };
  }
  if (room === 0) return { type: 'touch', price: limit };
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

function matchStop(order: VenueOrder, trigger: number, { price, step }: Met): Match {
  const isReached = order.sign * (price - trigger) >= 0;
  if (step.manner !== 'move') return isReached ? stopFill(price) : none;
  const wasReached = order.sign * (step.from - trigger) >= 0;
  if (wasReached && (order.isArriving || isReached)) return stopFill(price);
  return isReached ? stopFill(trigger) : none;
}

/** It takes the price that triggers it if its limit allows; else it rests as a limit from then on. */
function matchStopLimit(
  order: VenueOrder,
  { trigger, limit }: { readonly trigger: number; readonly limit: number },
  met: Met,
): Match {
  const stop = matchStop(order, trigger, met);
  if (stop.type !== 'fill') return stop;
  return order.sign * (limit - stop.price) >= 0 ? stop : { type: 'trigger' };
}

function stopFill(price: number): Match {
  return { type: 'fill', price, liquidity: 'taker', triggers: true };
}
