import type { OrderId } from 'argosy/core';
import type { Order, OrderRequest } from 'argosy/domain';

import { isOpen } from './order-view.ts';

/** An order of a list, as far as its siblings and children depend on it. */
export type ListMember = {
  readonly order: Order;
  /** Whether a request of it is on its way, or its answer is lost: nothing is asked meanwhile. */
  readonly isBusy: boolean;
  /** The quantity that was last asked for and refused, zero for its end; null where none was. */
  readonly refusedQty: number | null;
  /** Whether it closes what its parent has opened: then it is kept within the position. */
  readonly isExit: boolean;
};

/** The smallest step of an order's quantity. */
export type LotOf = (request: OrderRequest) => number;

/** A list's orders, and the steps they are sized in. */
export type List = { readonly members: readonly ListMember[]; readonly lotOf: LotOf };

/** What an order may trade in all because of its parent and its siblings; null while it waits. */
export function shareOf(order: Order, list: List): number | null {
  const entitled = entitledQty(order, list);
  return entitled === null ? null : Math.min(entitled, siblingBound(order, list));
}

/** What a group of OUO siblings may trade together: as much as its largest member. */
export function groupTotal(siblings: readonly ListMember[], list: List): number {
  return Math.max(...siblings.map(({ order }) => entitledQty(order, list) ?? 0));
}

/** An order, and those of the same parent. */
export function siblingsOf({ request }: Order, members: readonly ListMember[]): ListMember[] {
  const parent = request.link?.parent;
  return members.filter(({ order }) => order.request.link?.parent === parent);
}

/** The order that lets another one go, while it is kept. */
export function parentOf({ link }: OrderRequest, members: readonly ListMember[]): Order | null {
  return findOrder(link?.parent ?? null, members);
}

/** What an order may trade in all because of its parent; null while it waits for it. */
function entitledQty(order: Order, { members, lotOf }: List): number | null {
  const { request, qty, state } = order;
  const { link } = request;
  if (link === null || link.parent === null) return link?.contingency === 'OUO' ? request.qty : qty;
  const parent = findOrder(link.parent, members);
  if (parent === null) return qty;
  const share = parentShare(request.qty, parent, lotOf(request));
  const isWaiting = state === 'INITIALIZED' && isOpen(parent);
  return isWaiting && (share === 0 || link.release === 'whenDone') ? null : share;
}

/** A child's share of what its parent filled, in whole lots. */
function parentShare(childQty: number, parent: Order, lot: number): number {
  const { filled, request } = parent;
  if (filled === request.qty) return childQty;
  const share = (BigInt(childQty) * BigInt(filled)) / BigInt(request.qty);
  return Number(share - (share % BigInt(lot)));
}

/** The most an order may trade in all because of its siblings. */
function siblingBound(order: Order, list: List): number {
  const { link } = order.request;
  if (link?.contingency === undefined || link.contingency === null) return Infinity;
  const siblings = siblingsOf(order, list.members);
  if (link.contingency === 'OCO') {
    const first = firstFilled(siblings);
    return first === null || first === order ? Infinity : order.filled;
  }
  const filled = siblings.reduce((sum, one) => sum + one.order.filled, 0);
  return order.filled + Math.max(0, groupTotal(siblings, list) - filled);
}

/** The sibling that filled first; of two at the same instant the one earlier in the list. */
function firstFilled(siblings: readonly ListMember[]): Order | null {
  let first: Order | null = null;
  for (const { order } of siblings) {
    const at = order.fills[0]?.at;
    if (at === undefined) continue;
    const firstAt = first?.fills[0]?.at;
    if (firstAt === undefined || at < firstAt) first = order;
  }
  return first;
}

function findOrder(id: OrderId | null, members: readonly ListMember[]): Order | null {
  if (id === null) return null;
  return members.find(({ order }) => order.request.id === id)?.order ?? null;
}
