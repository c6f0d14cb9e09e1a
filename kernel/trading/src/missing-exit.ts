import type { Quantity } from 'argosy/core';
import { positionKeyText, type Fill, type Order, type OrderRequest } from 'argosy/domain';
import { exitGroupsOf, isOpen } from 'argosy/orders';

import { cancelOpen } from './cancel-path.ts';
import { listMembers, lotOf } from './list-members.ts';
import { positionKeyOf } from './position-key.ts';
import type { TradingParts } from './trading-parts.ts';

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

/** Says so where an entry fills although exits of it have ended: the fill came before its cancel did. */
export function noteBareFill(parts: TradingParts, { request }: Order, fill: Fill): void {
  const { id, link, side } = request;
  if (link === null) return;
  const held = heldOf(parts, request);
  if (side === 'buy' ? held <= 0 : held >= 0) return;
  const members = listMembers(parts, link.list);
  const isBare = exitGroupsOf({ members, lotOf: lotOf(parts) }).some(
    (group) =>
      group.members[0]?.order.request.link?.parent === id &&
      !group.members.some(({ order }) => isOpen(order) && order.pending !== 'cancel'),
  );
  if (!isBare) return;
  const detail = `trade ${fill.trade} of ${fill.qty} units came after its exits had ended`;
  parts.emitter.emitAnomaly('exitMissing', id, detail);
}

/**
 * Says so where an exit is done at the size it had while it was asked to grow: its entry filled with
 * it, and what that brought stands without it.
 */
export function noteStuntedExit(
  parts: TradingParts,
  { request: { id } }: Order,
  { fill, asked }: { readonly fill: Fill; readonly asked: Quantity | null },
): void {
  const { fold } = parts;
  const order = fold.orders.get(id);
  if (order.state !== 'FILLED' || asked === null || asked <= order.filled) return;
  if (!fold.exits.isExit(id) || heldOf(parts, order.request) === 0) return;
  const rest = asked - order.filled;
  noteMissingExit(parts, order, `trade ${fill.trade} ended it, ${rest} units before its size`);
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
