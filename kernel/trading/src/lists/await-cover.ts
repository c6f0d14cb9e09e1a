import { parseOrderId, TRADING_ORIGIN, type Refusal } from 'argosy/core';
import type { Order, OrderRequest } from 'argosy/domain';
import { isOpen } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { OrderContext } from '../orders/order-context.ts';
import type { TradingParts } from '../trading-parts.ts';
import { listMembers } from './list-members.ts';

/**
 * Whether an order of a list, which its account could not margin by itself, may wait here until the others of the
 * list have filled: once they had, there would be enough. What is only ordered covers nothing until then.
 */
export function mayWaitForCover(
  parts: TradingParts,
  request: OrderRequest,
  { code }: Refusal,
): boolean {
  const { link, id } = request;
  const { rules } = parts.config.limits;
  if (code !== 'INSUFFICIENT_MARGIN' || rules.netLists !== true || link === null) return false;
  if (link.parent !== null || link.contingency !== null) return false;
  const parsed = parseOrderId(id);
  const actor = parsed.ok ? parsed.value.origin : TRADING_ORIGIN;
  const moment = { now: parts.emitter.now, isWaiting: false, actor, confirmation: null };
  const context = OrderContext.ofSubmit(parts, request, { ...moment, isOfFilledList: true });
  return checkOrder(context, 'release') === null;
}

/** Whether an order that waits for the others of its list still may: one of them is at work that could bring its cover. */
export function stillAwaitsCover(
  parts: TradingParts,
  { request }: Order,
  { code }: Refusal,
): boolean {
  const { link, id } = request;
  if (link === null || link.parent !== null || code !== 'INSUFFICIENT_MARGIN') return false;
  return listMembers(parts, link.list).some(({ order }) => {
    const isOther = order.request.id !== id && order.request.link?.parent === null;
    return isOther && isOpen(order) && order.state !== 'INITIALIZED';
  });
}
