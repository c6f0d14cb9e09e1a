import { isTrailing, type Order, type OrderTerms } from 'argosy/domain';
import { amendedTrail } from 'argosy/orders';

import { reviseHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';
import { lookNow } from './emulation-calls.ts';

/** Changes an order that waits here, once it may be: nobody else has to hear of it. */
export function amendEmulated(
  parts: TradingParts,
  order: Order,
  { qty, terms }: Pick<Order, 'qty' | 'terms'>,
): void {
  const { emitter, fold } = parts;
  const { id } = order.request;
  emitter.emitOrder(id, { type: 'updated', qty, terms: termsAfter(parts, order, terms) });
  reviseHold(parts, fold.orders.get(id), 'exact');
  lookNow(parts, id);
}

/** A stop that follows does not fall back to where it began. */
function termsAfter({ config }: TradingParts, order: Order, after: OrderTerms): OrderTerms {
  const { terms, request } = order;
  const tick = config.instruments.find(request.instrument)?.tick;
  if (!isTrailing(terms) || !isTrailing(after) || tick === undefined) return after;
  return amendedTrail({ terms, side: request.side, tick }, after);
}
