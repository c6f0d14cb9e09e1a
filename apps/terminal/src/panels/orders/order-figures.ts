import type { Order, OrderTerms } from '@argosy/contract';

import { addDecimals, timesDecimal } from '../../format/exact.ts';

/** The groups of a blotter. */
export type OrderGroup = 'open' | 'done' | 'refused';

/** Which group an order is shown in. */
export function groupOf({ isOpen, state }: Pick<Order, 'isOpen' | 'state'>): OrderGroup {
  if (isOpen) return 'open';
  return state === 'REJECTED' || state === 'DENIED' ? 'refused' : 'done';
}

/** How much of an order has filled, from 0 to 1. */
export function filledShare({ filled, qty }: Pick<Order, 'filled' | 'qty'>): number {
  const whole = Number(qty);
  return whole === 0 ? 0 : Number(filled) / whole;
}

/**
 * What an order has cost beside the price at which it was decided, in hundredths of a percent: the middle of bid and ask
 * then, against what it filled at. Above zero it cost, below it gained; NaN where nothing filled or nothing was known.
 */
export function slippageBps({
  side,
  averagePrice,
  decision,
}: Pick<Order, 'side' | 'averagePrice' | 'decision'>): number {
  const [bid, ask] = [Number(decision.bid ?? Number.NaN), Number(decision.ask ?? Number.NaN)];
  const decided = (bid + ask) / 2;
  const paid = averagePrice === null ? Number.NaN : Number(averagePrice);
  const BPS = 10_000;
  return ((paid - decided) / decided) * BPS * (side === 'buy' ? 1 : -1);
}

/** The price that an order waits for, or limits itself to once it waits no more; null at market. */
export function workingPrice({ terms, state }: Pick<Order, 'terms' | 'state'>): string | null {
  const trigger = 'trigger' in terms ? terms.trigger : null;
  if (trigger !== null && isWaiting(state)) return trigger;
  return 'limit' in terms ? terms.limit : trigger;
}

/** The terms of an order whose price is moved; what limits one that waits keeps its distance. Null where it has none to move. */
export function movedTerms(
  { terms, state }: Pick<Order, 'terms' | 'state'>,
  price: string,
): OrderTerms | null {
  if ('trail' in terms) return null;
  if (!('trigger' in terms)) return 'limit' in terms ? { ...terms, limit: price } : null;
  if (!('limit' in terms)) return { ...terms, trigger: price };
  if (!isWaiting(state)) return { ...terms, limit: price };
  const distance = addDecimals(terms.limit, timesDecimal(terms.trigger, -1));
  return { ...terms, trigger: price, limit: addDecimals(price, distance) };
}

/** Whether what fires an order is still to come. */
function isWaiting(state: Order['state']): boolean {
  return state !== 'TRIGGERED' && state !== 'PARTIALLY_FILLED';
}
