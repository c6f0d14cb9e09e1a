import { toBrokerOrderId, toQuantity, type OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isClosed, isOpen } from 'argosy/orders';

import type { BrokerOrder, FakeBroker } from './fake-broker.ts';
import type { Host } from './host.ts';
import { LINE_DELAY_MAX, type Line } from './line.ts';
import type { World } from './world.ts';

/** What our side and the broker's are compared with. */
export type Sides = {
  readonly world: World;
  readonly host: Host;
  readonly broker: FakeBroker;
  readonly line: Line;
};

/**
 * Asks the broker what became of every order and tells our side what it does not know. What was sent
 * so lately that it may still be on its way is left for the next time; what the broker has never
 * heard of after that never arrived.
 */
export function reconcile(sides: Sides): void {
  const { host, line } = sides;
  if (line.isDown) return;
  const theirOrders = sides.broker.orders;
  for (const [id, theirs] of theirOrders) {
    if (host.trading.order(id) !== undefined) settleOrder(sides, id, theirs);
  }
  for (const ours of host.trading.openOrders()) {
    const { id } = ours.request;
    if (ours.state === 'INITIALIZED' || theirOrders.has(id) || isOnItsWay(sides, id)) continue;
    host.report(id, { type: 'rejected', reason: 'the broker never had it' });
  }
}

function settleOrder(sides: Sides, id: OrderId, theirs: BrokerOrder): void {
  const { host } = sides;
  const known = new Set(host.trading.order(id)?.fills.map(({ trade }) => trade));
  for (const fill of theirs.fills)
    if (!known.has(fill.trade)) host.report(id, { type: 'filled', fill });
  const ours = host.trading.order(id);
  if (ours === undefined || isClosed(ours)) return;
  if (theirs.end === 'canceled') host.report(id, { type: 'canceled', reason: null });
  else if (theirs.end === 'rejected') host.report(id, { type: 'rejected', reason: 'no' });
  else if (theirs.end === null) settleWorking(sides, ours, theirs);
  else host.report(id, { type: 'updated', qty: toQuantity(theirs.qty), terms: theirs.terms });
}

function settleWorking(sides: Sides, before: Order, theirs: BrokerOrder): void {
  const { host } = sides;
  const { id } = before.request;
  if (before.brokerId === null)
    host.report(id, { type: 'accepted', brokerId: toBrokerOrderId(`B-${id}`) });
  if (isOnItsWay(sides, id)) return;
  const ours = host.trading.order(id);
  if (ours === undefined || !isOpen(ours)) return;
  const { qty, terms } = theirs;
  const differs = ours.qty !== qty || JSON.stringify(ours.terms) !== JSON.stringify(terms);
  if (differs) host.report(id, { type: 'updated', qty: toQuantity(qty), terms });
  else if (ours.pending === 'update')
    host.report(id, { type: 'modifyRejected', reason: 'it never arrived' });
  if (host.trading.order(id)?.pending === 'cancel') {
    host.report(id, { type: 'cancelRejected', reason: 'it never arrived' });
  }
}

function isOnItsWay({ world, host }: Sides, id: OrderId): boolean {
  const sentAt = host.sentAt.get(id);
  if (sentAt === undefined && host.submitted.has(id)) return true;
  return world.now - (sentAt ?? host.bootedAt) <= 2 * LINE_DELAY_MAX;
}
