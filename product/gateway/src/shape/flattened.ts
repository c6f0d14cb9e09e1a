import type * as contract from '@argosy/contract';
import type { Flattened } from '@argosy/desk';

import { instrumentOf, qtyText, type Scales } from './amounts.ts';
import { orderShape } from './order.ts';

/** What closing positions came to. */
export function flattenedShape({ orders, left }: Flattened, platform: Scales): contract.Flattened {
  return {
    orders: orders.map((order) => orderShape(order, platform)),
    left: left.map(({ key, qty, why }) => ({
      account: key.account,
      book: key.book,
      instrument: key.instrument,
      product: key.product,
      position: key.id,
      qty: qtyText(instrumentOf(platform, key.instrument), qty),
      code: why.code,
      reason: why.reason,
    })),
  };
}
