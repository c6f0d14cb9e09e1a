import { assert, type OrderId } from 'argosy/core';
import { positionKeyText, type OrderRequest, type Side } from 'argosy/domain';
import { exitGroupsOf, type ExitGroup, type ExitRooms, type ListMember } from 'argosy/orders';

import type { ExitDemand, ExitRoom } from './exit-table.ts';
import { listMembers, lotOf } from './list-members.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Whether exits want more of a position than there is; for all, or work for less than they could. */
export function isShort(parts: TradingParts, key: string, whom: 'forOne' | 'forAll'): boolean {
  const wanted = weigh(parts, key);
  const there = closableOf(parts, key);
  const isTooSmall = wanted.buy > there.buy || wanted.sell > there.sell;
  return isTooSmall || (whom === 'forAll' && wanted.isLacking);
}

/** What each exit of a list may close, where its position is too small for all. */
export function roomsOf(
  parts: TradingParts,
  list: OrderId,
  members: readonly ListMember[],
): ExitRooms {
  const { exits } = parts.fold;
  const rooms = new Map<OrderId, number>();
  for (const key of exits.keysOf(list)) {
    if (!isShort(parts, key, 'forOne')) continue;
    const left = { ...roomFor(parts, list, key) };
    for (const group of exitGroupsOf({ members, lotOf: lotOf(parts) })) {
      const place = placeOf(group);
      if (place.key === key) left[place.side] -= fillRooms(rooms, group, left[place.side]);
    }
  }
  return rooms;
}

/** What the earlier lists leave an exit's list of the position that the exit closes. */
export function roomOf(parts: TradingParts, request: OrderRequest): number {
  const { link, side } = request;
  assert(link !== null, `exit ${request.id} is in no list`);
  const key = positionKeyText(positionKeyOf(request));
  weigh(parts, key);
  return roomFor(parts, link.list, key)[side];
}

function roomFor(parts: TradingParts, list: OrderId, key: string): ExitRoom {
  const { exits, lists } = parts.fold;
  const before = (one: OrderId, other: OrderId): number => lists.compare(one, other);
  const room = exits.roomsOf(key, closableOf(parts, key), before).get(list);
  return room ?? { buy: 0, sell: 0 };
}

/** Gives all of a group the same room; what they take of it together. */
function fillRooms(rooms: Map<OrderId, number>, group: ExitGroup, room: number): number {
  for (const { order } of group.members) rooms.set(order.request.id, room);
  return Math.min(room, group.wanted);
}

function weigh(parts: TradingParts, key: string): ExitDemand {
  return parts.fold.exits.weigh(key, (list) => demandOf(parts, list, key));
}

function demandOf(parts: TradingParts, list: OrderId, key: string): ExitDemand {
  const demand = { buy: 0, sell: 0, isLacking: false };
  for (const group of exitGroupsOf({ members: listMembers(parts, list), lotOf: lotOf(parts) })) {
    const place = placeOf(group);
    if (place.key !== key) continue;
    demand[place.side] += group.wanted;
    demand.isLacking ||= group.isLacking;
  }
  return demand;
}

/** What may be sold and bought of a position until nothing is left of it. */
function closableOf({ fold }: TradingParts, key: string): ExitRoom {
  const qty = fold.positions.find(key)?.qty ?? 0;
  return { sell: Math.max(0, qty), buy: Math.max(0, -qty) };
}

/** All exits of a group are for the position of their entry. */
function placeOf({ members }: ExitGroup): { readonly key: string; readonly side: Side } {
  const request = members[0]?.order.request;
  assert(request !== undefined, 'a group without an exit');
  return { key: positionKeyText(positionKeyOf(request)), side: request.side };
}
