import { brand, type OrderId, type Quantity } from 'argosy/core';
import type { Order } from 'argosy/domain';

import { exitGroupsOf, isSpent, isStopped } from './exit-groups.ts';
import {
  groupTotal,
  parentOf,
  shareOf,
  siblingsOf,
  type List,
  type ListMember,
  type LotOf,
} from './list-share.ts';
import { isClosed, isOpen } from './order-view.ts';

/** What has to be done so that a list is as its links say. */
export type ListAction =
  | { readonly type: 'release'; readonly order: OrderId; readonly qty: Quantity }
  | { readonly type: 'resize'; readonly order: OrderId; readonly qty: Quantity }
  | { readonly type: 'cancel'; readonly order: OrderId; readonly reason: string };

/** How much of its position an exit may still close; one that is not named is not bounded. */
export type ExitRooms = ReadonlyMap<OrderId, number>;

/** The steps that orders are sized in, and the bounds of those exits that have one. */
export type ListRules = { readonly lotOf: LotOf; readonly rooms: ExitRooms };

/**
 * What a list asks for now. It looks at nothing but the orders as they are and the room there is for
 * its exits, so it may be asked again after every event, in any order of events, and after a
 * restart: once its actions are done and answered it asks for nothing. An action that was refused
 * is not asked for again until a fill changes the list or its position.
 */
export function computeListActions(
  members: readonly ListMember[],
  rules: ListRules,
): readonly ListAction[] {
  const list = { members, ...rules };
  const actions: ListAction[] = [];
  for (const member of members) {
    if (isClosed(member.order) || member.isBusy) continue;
    const action = computeAction(member, list);
    if (action !== null) actions.push(action);
  }
  return [...actions, ...endEntries(list)];
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

type BoundList = List & ListRules;

function computeAction(member: ListMember, list: BoundList): ListAction | null {
  const { order, refusedQty } = member;
  const { id } = order.request;
  const share = shareOf(order, list);
  const room = roomOf(order, list);
  if (share === null) return null;
  const wanted = Math.min(share, order.filled + room);
  if (wanted <= order.filled) {
    if (refusedQty === 0) return null;
    if (share <= order.filled)
      return { type: 'cancel', order: id, reason: whyNothing(order, list) };
    return mayWait(order, list) ? null : { type: 'cancel', order: id, reason: whyNoRoom(order) };
  }
  const qty = brand<Quantity>(wanted);
  if (order.state === 'INITIALIZED') return { type: 'release', order: id, qty };
  return wanted === order.qty || wanted === refusedQty ? null : { type: 'resize', order: id, qty };
}

/** What an exit may still close of its position, in whole lots; any other order is not bounded. */
function roomOf({ request }: Order, { rooms, lotOf }: BoundList): number {
  const room = rooms.get(request.id);
  return room === undefined ? Infinity : room - (room % lotOf(request));
}

/** Whether an order that finds no room has not left yet, and its entry may still bring it some. */
function mayWait({ state, request }: Order, { members }: BoundList): boolean {
  const entry = parentOf(request, members);
  return state === 'INITIALIZED' && entry !== null && isOpen(entry);
}

/** Ends entries at work of which exits have done their work, or a stop is about to: more would stand bare. */
function endEntries(list: BoundList): readonly ListAction[] {
  const spent = exitGroupsOf(list).filter(
    (group) => isStopped(group) || isSpent(group, (one) => canTrade(one, list)),
  );
  const entries = new Set(spent.map(({ members }) => members[0]?.order.request.link?.parent));
  return list.members.flatMap(({ order, refusedQty }): readonly ListAction[] => {
    const { id } = order.request;
    const isWorking = isOpen(order) && order.state !== 'INITIALIZED' && order.pending !== 'cancel';
    if (!entries.has(id) || !isWorking || refusedQty === 0) return [];
    return [{ type: 'cancel', order: id, reason: 'LIST_EXITS_ENDED: no exit of it is left' }];
  });
}

function canTrade({ order }: ListMember, list: BoundList): boolean {
  const share = shareOf(order, list);
  const room = roomOf(order, list);
  if (share === null || order.state === 'INITIALIZED') return true;
  return Math.min(share, order.filled + room) > order.filled;
}

function whyNoRoom({ request: { link } }: Order): string {
  return `LIST_POSITION_GONE: nothing is left to close for list ${link?.list ?? ''}`;
}

function whyNothing(order: Order, { members }: List): string {
  const { link } = order.request;
  const parent = parentOf(order.request, members);
  if (parent !== null && parent.filled === 0) {
    return `LIST_PARENT_ENDED: ${parent.request.id} is ${parent.state} without a fill`;
  }
  return `LIST_DONE: nothing is left of list ${link?.list ?? ''} for it`;
}
