import type { Match } from './match-trigger.ts';
import type { PriceStep } from './price-step.ts';
import type { VenueOrder } from './venue-order.ts';

/** What is for one auction takes no other price. */
export function isForAnother({ auction }: VenueOrder, step: Pick<PriceStep, 'auction'>): boolean {
  return auction !== null && auction !== step.auction;
}

/** Prints come as they happen; a point of a bar may be told after the fact. */
export function wasThere(order: VenueOrder, step: PriceStep): boolean {
  if (step.manner === 'print' || step.manner === 'cross') return true;
  return order.arrivedAt < step.at || (step.manner === 'jump' && order.arrivedAt === step.at);
}

/** Whether a trigger fires with nothing filled yet. */
export function isFired(match: Match): boolean {
  return match.type === 'trigger' || (match.type === 'touch' && match.triggers);
}

/**
 * An order that only makes is ended where it would take; over what rested, a bar's open makes too. In
 * an auction nobody takes.
 */
export function onlyMaking(order: VenueOrder, match: Match, { auction, manner }: PriceStep): Match {
  if (auction !== null || manner === 'cross') return match;
  if (match.type !== 'fill' || match.liquidity === 'maker' || order.limit === null) return match;
  return order.isArriving
    ? { type: 'refuse' }
    : { type: 'fill', price: order.limit, liquidity: 'maker', triggers: false };
}
