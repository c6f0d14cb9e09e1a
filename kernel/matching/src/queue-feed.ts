import { QueueBook, type QueueChange, type QueuedOrder, type QueueUpdate } from 'argosy/domain';

import { BookFeed, type PassingTrade } from './book-feed.ts';
import { exactQueue } from './queue/exact-queue.ts';

/**
 * A recorded book whose feed tells each order by itself. Our orders stand in its queues where they came
 * in: who was there before them is known, and so is when he goes.
 */
export class QueueFeed {
  /** The book by its prices, and our orders in it. */
  readonly feed: BookFeed = new BookFeed(exactQueue, true);
  readonly #queue = new QueueBook();

  /** What a step trades; null where it trades nothing that is known. */
  tradeOf({ change }: QueueUpdate): PassingTrade | null {
    if (change.action !== 'trade') return null;
    const order = this.#queue.find(change.order);
    if (order === undefined) return null;
    const aggressor = order.sign > 0 ? 'sell' : 'buy';
    return { price: order.price, qty: Math.min(change.qty, order.qty), aggressor };
  }

  /** Takes a step in; says whether it moved a price. */
  apply(update: QueueUpdate): boolean {
    const { change } = update;
    const known = 'order' in change ? this.#queue.find(change.order) : undefined;
    if (known !== undefined) this.#leave(known, change);
    const changed = this.#queue.apply(update);
    this.feed.nextPlace = this.#queue.nextPlace;
    if (changed !== null) this.feed.apply(changed);
    return changed !== null;
  }

  /** Those of ours behind an order move up by what goes of it. */
  #leave({ sign, price, qty, place }: QueuedOrder, change: QueueChange): void {
    const by = goneOf({ price, qty }, change);
    if (by === 0) return;
    this.feed.moveUp(sign, price, { behind: place, by });
    // What trades is the front of its queue, which ours may have had already.
    if (change.action === 'trade') this.feed.giveBack(sign > 0 ? -1 : 1, price, by);
  }
}

/** How much of an order leaves the place it has; one that is told to come once more leaves nothing. */
function goneOf({ price, qty }: Pick<QueuedOrder, 'price' | 'qty'>, change: QueueChange): number {
  if (change.action === 'trade') return Math.min(qty, change.qty);
  if (change.action === 'add') return 0;
  if (change.action !== 'change') return qty;
  const keepsPlace = change.price === price && change.qty <= qty;
  return keepsPlace ? qty - change.qty : qty;
}
