import type { PriceLadder } from 'argosy/domain';

import type { BookListener } from './book-face.ts';
import type { Equilibrium } from './equilibrium.ts';
import type { RestingOrders } from './resting-orders.ts';
import { shrinkResting } from './shrink-resting.ts';

/** What becomes of orders at any price that an auction leaves over. */
export type Leftovers = 'cancel' | 'rest';

type Uncrossing = {
  readonly equilibrium: Equilibrium | null;
  readonly reference: number;
  readonly leftovers: Leftovers;
  readonly listener: BookListener;
};

/** Trades what an auction has found, and leaves a book that no longer crosses. */
export function uncross(resting: RestingOrders, uncrossing: Uncrossing): void {
  const { equilibrium, reference } = uncrossing;
  if (equilibrium !== null) tradeAll(resting, equilibrium, uncrossing.listener);
  const price = equilibrium?.price ?? reference;
  for (const sign of [1, -1] as const) settleAnyPrice(resting, sign, { ...uncrossing, price });
}

function tradeAll(
  resting: RestingOrders,
  { price, volume }: Equilibrium,
  listener: BookListener,
): void {
  const { bids, asks, orders } = resting;
  for (let left = volume; left > 0;) {
    const [buyer, seller] = [firstOf(bids), firstOf(asks)];
    const [buying, selling] = [orders.idOf(buyer), orders.idOf(seller)];
    const qty = Math.min(left, orders.shownOf(buyer), orders.shownOf(seller));
    left -= qty;
    listener.traded(selling, buying, price, qty);
    if (shrinkResting(resting, seller, { qty, listener })) listener.filled(selling);
    if (shrinkResting(resting, buyer, { qty, listener })) listener.filled(buying);
  }
}

/** No order waits at any price once the market is open. */
function settleAnyPrice(
  resting: RestingOrders,
  sign: 1 | -1,
  { price, leftovers, listener }: Uncrossing & { readonly price: number },
): void {
  const { orders } = resting;
  const side = resting.sideOf(sign);
  while (Math.abs(side.bestPrice) === Number.POSITIVE_INFINITY) {
    const slot = firstOf(side);
    const [id, owner, peak] = [orders.idOf(slot), orders.ownerOf(slot), orders.peakOf(slot)];
    const [shown, hidden] = [orders.shownOf(slot), orders.hiddenOf(slot)];
    resting.leave(slot);
    if (leftovers === 'cancel') {
      listener.ended(id, shown + hidden, 'unfilled');
      continue;
    }
    resting.rest({ id, sign, price, shown, hidden, peak, owner });
    listener.rested(id, price, shown);
  }
}

function firstOf(side: PriceLadder): number {
  return side.headOf(side.best);
}
