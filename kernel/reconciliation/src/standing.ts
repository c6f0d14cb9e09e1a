import { limitOf, triggerOf, type Order } from 'argosy/domain';

/**
 * What the broker has made known of an order, as text. Our own requests do not change it, nor what
 * became of them here: a sender that goes on asking must not make an old doubt a young one.
 */
export function standingOf({ brokerId, settled, filled, qty, terms }: Order): string {
  return `${brokerId} ${settled} ${filled} of ${qty} ${limitOf(terms)} ${triggerOf(terms)}`;
}
