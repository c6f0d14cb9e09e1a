import type { TrailingStop } from 'argosy/orders';

import { matchTrigger, noMatch, takeOrRest, type Match, type Met } from './match-trigger.ts';
import type { VenueOrder } from './venue-order.ts';

const followed: Match = { type: 'follow' };

/**
 * What a price does to a stop that trails: it fires where the stop stood before, or is followed. Inside
 * a bar the price first goes all the way one move takes it, and the stop behind it.
 */
export function matchTrailing(order: VenueOrder, trailing: TrailingStop, met: Met): Match {
  const { step, price } = met;
  // Who comes while the price is on its way follows it from where it was.
  const hasBegun = step.manner === 'move' && order.isArriving && trailing.follow(step.from);
  const { stop } = trailing;
  if (!Number.isNaN(stop)) {
    const fired = matchTrigger(order, { at: stop, way: order.sign }, met);
    if (fired.type !== 'none') return takeBehind(order, fired, { stop, met });
  }
  return trailing.follow(price) || hasBegun ? followed : noMatch;
}

function takeBehind(
  order: VenueOrder,
  fired: Match,
  { stop, met }: { readonly stop: number; readonly met: Met },
): Match {
  if (order.terms.type !== 'trailingStopLimit') return fired;
  return takeOrRest(order, fired, { limit: order.limitBehind(stop), ...met });
}
