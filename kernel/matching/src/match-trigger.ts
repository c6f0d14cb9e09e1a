import type { PriceStep } from './price-step.ts';
import type { VenueOrder } from './venue-order.ts';

/** What meeting a price does to an order. */
export type Match =
  | { readonly type: 'none' }
  /** Its stop has followed the price: other prices wake it now. */
  | { readonly type: 'follow' }
  /** It would take, and may only make. */
  | { readonly type: 'refuse' }
  /** Its trigger fires; from now on its limit counts, which this price does not meet. */
  | { readonly type: 'trigger' }
  /** The price came to its limit and not through it: chance decides. */
  | { readonly type: 'touch'; readonly price: number; readonly triggers: boolean }
  | {
      readonly type: 'fill';
      readonly price: number;
      readonly liquidity: 'maker' | 'taker';
      readonly triggers: boolean;
    };

/** Nothing happens. */
export const noMatch: Match = { type: 'none' };

/** A price that an order meets, as its side of the market sees it. */
export type Met = { readonly price: number; readonly step: PriceStep };

/** A trigger, and which way the price has to go to fire it: up (1) or down (-1). */
export type Trigger = { readonly at: number; readonly way: 1 | -1 };

/**
 * Whether a price fires a trigger, and what a market order then fills at: the trigger where the price
 * went through it inside a bar, else the price itself, so that a gap is paid.
 */
export function matchTrigger(order: VenueOrder, { at, way }: Trigger, met: Met): Match {
  const { price, step } = met;
  const isReached = way * (price - at) >= 0;
  if (step.manner !== 'move') return isReached ? fireAt(price) : noMatch;
  const wasReached = way * (step.from - at) >= 0;
  if (wasReached && (order.isArriving || isReached)) return fireAt(price);
  return isReached ? fireAt(at) : noMatch;
}

/**
 * What firing does to an order with a limit: it takes the price that fires it if its limit allows, else
 * it rests from then on. What is left of a move inside a bar may still come to where it rests.
 */
export function takeOrRest(
  { sign }: VenueOrder,
  fired: Match,
  { limit, price, step }: Met & { readonly limit: number },
): Match {
  if (fired.type !== 'fill' || sign * (limit - fired.price) >= 0) return fired;
  const room = sign * (limit - price);
  if (step.manner !== 'move' || room < 0) return { type: 'trigger' };
  return room === 0
    ? { type: 'touch', price: limit, triggers: true }
    : { type: 'fill', price: limit, liquidity: 'maker', triggers: true };
}

function fireAt(price: number): Match {
  return { type: 'fill', price, liquidity: 'taker', triggers: true };
}
