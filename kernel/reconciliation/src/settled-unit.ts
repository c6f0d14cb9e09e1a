import type { BrokerOrderId, OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isClosed } from 'argosy/orders';

import { isAtWork, type BrokerFill, type BrokerOrder } from './broker-view.ts';
import { isFiltered } from './match-orders.ts';
import type { OurIds } from './our-ids.ts';
import type { Scene } from './round.ts';

/** What a broker lists of one order; `theirs` is null where it lists fills of it alone. */
export type Unit = {
  readonly brokerId: BrokerOrderId;
  readonly theirs: BrokerOrder | null;
  readonly fills: readonly BrokerFill[];
};

/**
 * Whether a round would find nothing to do about an order: it has ended here and there with the same fills, or it is
 * over there and we keep nothing that it could be compared with.
 */
export function isSettled(scene: Scene, ours: OurIds, unit: Unit): boolean {
  const { brokerId, theirs, fills } = unit;
  if (theirs !== null && (isAtWork(theirs) || isFiltered(scene, theirs))) return false;
  const named = nameOf(unit);
  const id = ours.find(scene.facts, { brokerId, order: named }) ?? neverAccepted(scene, named);
  if (id === undefined) return isNobodys(scene, unit, named);
  const order = scene.facts.order(id);
  return order !== undefined && hasFills(order, fills) && hasEnded(order, theirs);
}

function nameOf({ theirs, fills }: Unit): OrderId | null {
  return theirs?.order ?? fills[0]?.order ?? null;
}

function hasEnded(order: Order, theirs: BrokerOrder | null): boolean {
  return theirs === null || (isClosed(order) && order.filled === theirs.filled);
}

/** An order that ended here before it had an id at the broker, as one that was rejected. */
function neverAccepted({ facts, account }: Scene, named: OrderId | null): OrderId | undefined {
  const order = named === null ? undefined : facts.order(named);
  const isOurs = order !== undefined && order.request.account === account;
  return isOurs && order.brokerId === null ? order.request.id : undefined;
}

/** Either we have forgotten it, or nobody here sent it and it came to nothing there. */
function isNobodys({ facts, policy }: Scene, unit: Unit, named: OrderId | null): boolean {
  if (named !== null && facts.order(named) === undefined && facts.hasSeen(named)) return true;
  const mayBeOurs = named === null && !policy.areIdsGivenBack;
  return !mayBeOurs && unit.theirs?.filled === 0 && unit.fills.length === 0;
}

function hasFills(order: Order, fills: readonly BrokerFill[]): boolean {
  return fills.every(({ fill: { trade, qty, price } }) =>
    order.fills.some((held) => held.trade === trade && held.qty === qty && held.price === price),
  );
}
