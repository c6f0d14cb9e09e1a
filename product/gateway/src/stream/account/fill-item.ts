import type { Fill, Order, OrderEvent } from 'argosy/domain';
import type { FillItem } from '@argosy/contract/stream';

import { instrumentOf, type Scales } from '../../shape/amounts.ts';
import { fillShape } from '../../shape/order.ts';

/** What an event says of the fills of its order; null where it says nothing of them. */
export function fillItemOf({ change }: OrderEvent, order: Order, scales: Scales): FillItem | null {
  if (change.type === 'filled') return itemOf('filled', change.fill.trade, change.fill);
  return change.type === 'busted' ? itemOf('busted', change.trade, null) : null;

  function itemOf(type: FillItem['type'], trade: string, fill: Fill | null): FillItem {
    const { id, account, book, strategy, instrument, product, side } = order.request;
    const listed = instrumentOf(scales, instrument);
    return {
      type,
      order: id,
      account,
      book,
      strategy,
      instrument,
      product,
      side,
      trade,
      fill: fill === null ? null : fillShape(fill, listed, scales),
    };
  }
}
