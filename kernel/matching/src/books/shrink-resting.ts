import type { BookListener } from './book-face.ts';
import type { RestingOrders } from './resting-orders.ts';

/** How much of an order goes, and who hears of what shows then. */
type Shrinking = { readonly qty: number; readonly listener: BookListener };

/**
 * What an order shows gets less; where nothing shows any more the next part does, last in the queue.
 * True where nothing of the order is left, and it is gone.
 */
export function shrinkResting(
  resting: RestingOrders,
  slot: number,
  { qty, listener }: Shrinking,
): boolean {
  const { orders } = resting;
  if (qty < orders.shownOf(slot)) {
    resting.trim(slot, qty);
    return false;
  }
  const hidden = orders.hiddenOf(slot);
  if (hidden === 0) {
    resting.leave(slot);
    return true;
  }
  const shown = Math.min(hidden, orders.peakOf(slot));
  resting.requeue(slot, shown, hidden - shown);
  listener.rested(orders.idOf(slot), resting.priceOf(slot), shown);
  return false;
}
