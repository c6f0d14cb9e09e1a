import type { Fill, Order } from 'argosy/domain';

import { isClosed, leavesQty } from './order-view.ts';

/**
 * What a reported fill is to its order:
 * - `duplicate`: the same trade, quantity and price is held already: drop it and count it;
 * - `conflict`: the trade is held, and only with other quantities or prices;
 * - `tooLarge`: more than was left to fill, in whatever state;
 * - `late`: within what was left, after the order had closed;
 * - `ordinary`: everything else.
 */
export type FillClass = 'ordinary' | 'duplicate' | 'late' | 'tooLarge' | 'conflict';

/**
 * Tells an ordinary fill from the others before it becomes an event. Where a fill is late and too
 * large at once it is `tooLarge`: a position that nobody asked for is the graver of the two.
 *
 * @example
 * if (classifyFill(order, report.fill) === 'duplicate') return;
 */
export function classifyFill(order: Order, fill: Pick<Fill, 'trade' | 'qty' | 'price'>): FillClass {
  const { trade, qty, price } = fill;
  if (order.fills.some((one) => one.trade === trade)) {
    // What contradicted a fill was booked beside it, and may be told again as well.
    const isHeld = order.fills.some(
      (one) => one.trade === trade && one.qty === qty && one.price === price,
    );
    return isHeld ? 'duplicate' : 'conflict';
  }
  if (fill.qty > leavesQty(order)) return 'tooLarge';
  return isClosed(order) ? 'late' : 'ordinary';
}
