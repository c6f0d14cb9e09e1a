import { assert, type AccountId, type InstrumentId, type OrderId, type TradeId } from 'argosy/core';
import { positionKeyText, type Fill, type Order, type OrderRequest } from 'argosy/domain';
import {
  endedKindsOf,
  exitGroupsOf,
  exitKindOf,
  isClosed,
  isOpen,
  shareOf,
  type ExitGroup,
  type ExitKind,
  type List,
} from 'argosy/orders';

import { cancelOpen } from '../orders/cancel-open.ts';
import { roomOf } from './exit-rooms.ts';
import { listMembers, lotOf } from './list-members.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Says that a position stands without an exit that its list had for it, and ends what is left of
 * the entry, so that it becomes no larger.
 */
export function noteMissingExit(parts: TradingParts, { request }: Order, why: string): void {
  const { fold, emitter } = parts;
  emitter.emitAnomaly('exitMissing', request.id, why);
  const parent = request.link?.parent ?? null;
  const entry = parent === null ? undefined : fold.orders.find(parent);
  if (entry === undefined || !isOpen(entry) || entry.pending === 'cancel') return;
  cancelOpen(parts, entry, `LIST_EXITS_ENDED: exit ${request.id} did not go out`);
}

/**
 * Says so where an entry fills although all of its exits that are of a kind have ended: the fill came
 * before its cancel did. A target that is still there does not do the work of a stop.
 */
export function noteBareFill(parts: TradingParts, { request }: Order, fill: Fill): void {
  const { id, link, side } = request;
  if (link === null) return;
  const held = heldOf(parts, request);
  if (side === 'buy' ? held <= 0 : held >= 0) return;
  const members = listMembers(parts, link.list);
  const ended = new Set<ExitKind>();
  for (const group of exitGroupsOf({ members, lotOf: lotOf(parts) })) {
    if (group.members[0]?.order.request.link?.parent !== id) continue;
    for (const kind of endedKindsOf(group)) ended.add(kind);
  }
  const [kind, other] = ended;
  if (kind === undefined) return;
  const what = other === undefined ? kind : 'exits';
  const detail = `trade ${fill.trade} of ${fill.qty} units came after its ${what} had ended`;
  parts.emitter.emitAnomaly('exitMissing', id, detail);
}

/**
 * Says so where an exit is done before it could grow with its entry, and no other of its kind is
 * there: what the entry brought stands without it.
 */
export function noteStuntedExit(parts: TradingParts, before: Order, what: string): void {
  const { fold } = parts;
  const { id, link } = before.request;
  if (link === null || isClosed(before) || !fold.exits.isExit(id)) return;
  const order = fold.orders.get(id);
  if (order.state !== 'FILLED') return;
  const list = listOf(parts, link.list);
  if (!endedKindsOf(groupOf(list, id)).includes(exitKindOf(order.request))) return;
  const rest = restOf(parts, order, list);
  if (rest > 0) noteMissingExit(parts, order, `${what} ended it, ${rest} units before its size`);
}

/** Says so where a bust brings back what an exit had closed, and exits of its list have ended since. */
export function noteBustedExit(parts: TradingParts, { request }: Order, trade: TradeId): void {
  const { id, link } = request;
  if (link === null || !parts.fold.exits.isExit(id)) return;
  const list = listOf(parts, link.list);
  const group = groupOf(list, id);
  for (const kind of endedKindsOf(group)) {
    const bare = group.members
      .filter(({ order }) => exitKindOf(order.request) === kind)
      .map(({ order }) => ({ order, rest: restOf(parts, order, list) }))
      .reduce((one, other) => (other.rest > one.rest ? other : one));
    if (bare.rest <= 0) continue;
    const why = `trade ${trade} was busted: ${bare.rest} units stand without it`;
    noteMissingExit(parts, bare.order, why);
  }
}

/** The exits of an account's position in an instrument that have something of it to close, and are to stay. */
export function neededExits(
  parts: TradingParts,
  account: AccountId,
  instrument: InstrumentId,
): readonly Order[] {
  const { working, exits } = parts.fold;
  return [...working.of(account, instrument)].filter((order) => {
    const { link, id } = order.request;
    if (link === null || order.pending === 'cancel' || !exits.isExit(id)) return false;
    return restOf(parts, order, listOf(parts, link.list)) > 0;
  });
}

function listOf(parts: TradingParts, name: OrderId): List {
  return { members: listMembers(parts, name), lotOf: lotOf(parts) };
}

function groupOf(list: List, id: OrderId): ExitGroup {
  const group = exitGroupsOf(list).find(({ members }) =>
    members.some(({ order }) => order.request.id === id),
  );
  assert(group !== undefined, `exit ${id} is in no group`);
  return group;
}

/** How much of what its entry has brought an exit would still have to close, of what is there. */
function restOf(parts: TradingParts, order: Order, list: List): number {
  const { request, filled } = order;
  const share = shareOf(order, list) ?? 0;
  return Math.min(share - filled, roomOf(parts, request));
}

/**
 * Says so where an exit filled further than there was to close: within the time that an amendment or
 * a cancel needs, its position had become smaller than it.
 */
export function noteTurned(
  parts: TradingParts,
  { request }: Order,
  { fill, held }: { readonly fill: Fill; readonly held: number },
): void {
  const { fold, emitter } = parts;
  const { id, side, reduceOnly } = request;
  const after = heldOf(parts, request);
  const isTurned = side === 'sell' ? after < 0 : after > 0;
  if (!isTurned || !(reduceOnly || fold.exits.isExit(id))) return;
  const detail = `trade ${fill.trade} of ${fill.qty} units met a position of ${held} and left ${after}`;
  emitter.emitAnomaly('positionTurned', id, detail);
}

function heldOf({ fold }: TradingParts, request: OrderRequest): number {
  return fold.positions.find(positionKeyText(positionKeyOf(request)))?.qty ?? 0;
}
