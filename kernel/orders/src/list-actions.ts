import { brand, type OrderId, type Quantity } from 'argosy/core';
import type { Order, OrderRequest } from 'argosy/domain';

import { isClosed, isOpen } from './order-view.ts';

/** An order of a list, as far as its siblings and children depend on it. */
export type ListMember = {
  readonly order: Order;
  /** Whether a request of it is on its way, or its answer is lost: nothing is asked meanwhile. */
  readonly isBusy: boolean;
  /** The quantity that was last asked for and refused, zero for its end; null where none was. */
  readonly refusedQty: number | null;
};

/** What has to be done so that a list is as its links say. */
export type ListAction =
  | { readonly type: 'release'; readonly order: OrderId; readonly qty: Quantity }
  | { readonly type: 'resize'; readonly order: OrderId; readonly qty: Quantity }
  | { readonly type: 'cancel'; readonly order: OrderId; readonly reason: string };

/** The smallest step of an order's quantity. */
export type LotOf = (request: OrderRequest) => number;

/**
 * What a list asks for now. It looks at nothing but the orders as they are, so it may be asked
 * again after every event, in any order of events, and after a restart: once its actions are done
 * and answered it asks for nothing. An action that was refused is not asked for again until a fill
 * changes the list.
 */
export function computeListActions(
  members: readonly ListMember[],
  lotOf: LotOf,
): readonly ListAction[] {
  const actions: ListAction[] = [];
  for (const member of members) {
    if (isClosed(member.order) || member.isBusy) continue;
    const action = computeAction(member, { members, lotOf });
    if (action !== null) actions.push(action);
  }
  return actions;
}

/**
 * Whether a fill takes what a sibling had taken already: two exits that both fill within the time
 * a cancel needs. It is booked like any other.
 */
export function isBeyondGroup(
  members: readonly ListMember[],
  { order, qty }: { readonly order: Order; readonly qty: number },
  lotOf: LotOf,
): boolean {
  const siblings = siblingsOf(order, members);
  const others = siblings.reduce((sum, one) => sum + one.order.filled, -order.filled);
  if (order.request.link?.contingency === 'OCO') return others > 0;
  if (order.request.link?.contingency !== 'OUO') return false;
  return others > 0 && others + order.filled + qty > groupTotal(siblings, { members, lotOf });
}

type List = { readonly members: readonly ListMember[]; readonly lotOf: LotOf };

function computeAction({ order, refusedQty }: ListMember, list: List): ListAction | null {
  const { id } = order.request;
  const entitled = entitledQty(order, list);
  if (entitled === null) return null;
  const wanted = Math.min(entitled, siblingBound(order, list));
  if (wanted <= order.filled) {
    return refusedQty === 0 ? null : { type: 'cancel', order: id, reason: whyNothing(order, list) };
  }
  const qty = brand<Quantity>(wanted);
  if (order.state === 'INITIALIZED') return { type: 'release', order: id, qty };
  return wanted === order.qty || wanted === refusedQty ? null : { type: 'resize', order: id, qty };
}

/** What an order may trade in all because of its parent; null while it waits for it. */
function entitledQty({ request, qty }: Order, { members, lotOf }: List): number | null {
  const { link } = request;
  if (link === null || link.parent === null) return link?.contingency === 'OUO' ? request.qty : qty;
  const parent = members.find(({ order }) => order.request.id === link.parent)?.order;
  if (parent === undefined) return qty;
  if (isOpen(parent) && (parent.filled === 0 || link.release === 'whenDone')) return null;
  return shareOf(request.qty, parent, lotOf(request));
}

/** A child's share of what its parent filled, in whole lots. */
function shareOf(childQty: number, parent: Order, lot: number): number {
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

/** What a group of OUO siblings may trade together: as much as its largest member. */
function groupTotal(siblings: readonly ListMember[], list: List): number {
  return Math.max(...siblings.map(({ order }) => entitledQty(order, list) ?? 0));
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

function siblingsOf({ request }: Order, members: readonly ListMember[]): readonly ListMember[] {
  const parent = request.link?.parent;
  return members.filter(({ order }) => order.request.link?.parent === parent);
}

function whyNothing(order: Order, { members }: List): string {
  const { link } = order.request;
  const parent = members.find((one) => one.order.request.id === link?.parent)?.order;
  if (parent !== undefined && parent.filled === 0) {
    return `LIST_PARENT_ENDED: ${parent.request.id} is ${parent.state} without a fill`;
  }
  return `LIST_DONE: nothing is left of list ${link?.list ?? ''} for it`;
}
