import type { BrokerOrderId, OrderId } from 'argosy/core';
import { hasSameTerms, type Order } from 'argosy/domain';

import { isAtWork, type BrokerOrder } from './broker-view.ts';
import type { Listing, Scene } from './round.ts';

/** What a broker's listing has that no order of ours is. */
export type Matching = { readonly foreign: readonly BrokerOrder[] };

/** An order of the broker that has no id of ours, with all like it. */
type Unnamed = {
  readonly theirs: BrokerOrder;
  readonly unnamed: readonly BrokerOrder[];
};

/**
 * Finds out which orders of ours a broker's are: by our id where the broker gives it back, by the
 * broker's own id where we know it, and else, of those whose answer is lost, by what was asked. What
 * that leaves open is for people: nothing is sent again on a guess.
 */
export function matchOrders(scene: Scene, listing: Listing): Matching {
  const unnamed: BrokerOrder[] = [];
  for (const theirs of listing.orders ?? []) {
    if (isLeftAlone(scene, listing, theirs) || isKnown(scene, listing, theirs)) continue;
    if (isNamed(scene, theirs)) claim(scene, listing, theirs);
    else unnamed.push(theirs);
  }
  const foreign = unnamed.filter((theirs) => !matchByContent(scene, listing, { theirs, unnamed }));
  return { foreign };
}

function isLeftAlone(scene: Scene, { skipped }: Listing, theirs: BrokerOrder): boolean {
  const { facts, account, out } = scene;
  const { order, brokerId } = theirs;
  const isForgotten = order !== null && facts.order(order) === undefined && facts.hasSeen(order);
  if (isFiltered(scene, theirs)) out.note('FILTERED', order, `${account}: ${brokerId}`);
  else if (isForgotten) noteForgotten(scene, theirs, order);
  else return false;
  skipped.add(brokerId);
  return true;
}

/** One that is over there as well is nobody's concern any more. */
function noteForgotten(
  { watch, asOf, policy, out }: Scene,
  theirs: BrokerOrder,
  id: OrderId,
): void {
  const difference = { key: `closed ${id}`, value: 'forgotten' };
  if (!isAtWork(theirs) || !watch.isOld(difference, asOf, policy.raceWindow)) return;
  const detail = `closed long ago here, ${theirs.state} there as ${theirs.brokerId}`;
  out.note('ORDER_WORKING_THERE', id, detail);
  out.leaveOpen(`order ${id} is ${detail}`);
}

/** Known by the broker's own id; the order it names is looked at before all others are. */
function isKnown({ facts }: Scene, { ours }: Listing, theirs: BrokerOrder): boolean {
  const found = ours.find(facts, theirs);
  if (found !== undefined) ours.set(theirs.brokerId, found);
  return found !== undefined;
}

/** An order of ours is one order of the broker's: a second one under its id is for people. */
function claim(
  { facts, out }: Scene,
  { ours, skipped }: Listing,
  { brokerId, order }: BrokerOrder & { readonly order: OrderId },
): void {
  const known = ours.brokerIdOf(order) ?? facts.order(order)?.brokerId;
  if (known === undefined || known === null) {
    ours.set(brokerId, order);
    return;
  }
  const detail = `the broker has ${known} and ${brokerId} under one id`;
  out.note('ORDER_AMBIGUOUS', order, detail);
  out.leaveOpen(detail);
  skipped.add(brokerId);
}

/** Whether the broker gives an id back that is one of ours. */
function isNamed(
  { facts, account }: Scene,
  theirs: BrokerOrder,
): theirs is BrokerOrder & { readonly order: OrderId } {
  return theirs.order !== null && facts.order(theirs.order)?.request.account === account;
}

/** Of two reports of one order the one that says more; ends say more than beginnings. */
export function dedupeOrders(
  { out, account }: Scene,
  orders: readonly BrokerOrder[],
): readonly BrokerOrder[] {
  const kept = new Map<BrokerOrderId, BrokerOrder>();
  for (const order of orders) {
    const other = kept.get(order.brokerId);
    if (other !== undefined) {
      out.note('DUPLICATE_REPORT', order.order, `${account}: ${order.brokerId}`);
    }
    if (other === undefined || weightOf(order) >= weightOf(other)) kept.set(order.brokerId, order);
  }
  return [...kept.values()];
}

const weights: Readonly<Record<BrokerOrder['state'], number>> = {
  working: 0,
  triggered: 1,
  rejected: 2,
  canceled: 2,
  expired: 2,
  filled: 2,
};

/** Quantities are whole, so a fraction of one tells states apart and nothing else. */
function weightOf({ filled, state }: BrokerOrder): number {
  return filled * 3 + weights[state];
}

/** Whether an order is none of our business, as the policy says or because nobody knows its instrument. */
export function isFiltered({ facts, policy }: Scene, theirs: BrokerOrder): boolean {
  if (policy.ignored.has(theirs.instrument) || theirs.placedAt < policy.since) return true;
  return facts.instrument(theirs.instrument) === undefined;
}

/** Whether an unnamed order is, or may be, one of ours whose answer is lost. */
function matchByContent(scene: Scene, listing: Listing, { theirs, unnamed }: Unnamed): boolean {
  if (theirs.order !== null || scene.policy.areIdsGivenBack) return false;
  const traded = byTrade(scene, listing, theirs);
  if (traded !== undefined) {
    listing.ours.set(theirs.brokerId, traded);
    return true;
  }
  const candidates = lost(scene).filter((ours) => isAlike(scene, ours, theirs));
  const [only] = candidates;
  if (only === undefined) return false;
  const rivals = unnamed.filter((other) => other.order === null && isAlike(scene, only, other));
  if (candidates.length === 1 && rivals.length === 1) {
    listing.ours.set(theirs.brokerId, only.request.id);
    return true;
  }
  const detail = `${theirs.brokerId} is like ${candidates.map(({ request }) => request.id).join(', ')}`;
  scene.out.note('ORDER_AMBIGUOUS', only.request.id, detail);
  scene.out.leaveOpen(detail);
  listing.skipped.add(theirs.brokerId);
  return true;
}

/** The order that has booked a trade of it; it may have closed before it was ever accepted. */
function byTrade(
  { account, facts }: Scene,
  { fills }: Listing,
  { brokerId }: BrokerOrder,
): OrderId | undefined {
  const trades = new Set(
    (fills ?? []).filter((one) => one.brokerId === brokerId).map(({ fill }) => fill.trade),
  );
  if (trades.size === 0) return undefined;
  const holders = [...facts.openOrders(), ...facts.closedOrders()].filter(
    (order) =>
      order.request.account === account &&
      order.brokerId === null &&
      order.fills.some(({ trade }) => trades.has(trade)),
  );
  // An order that goes out in parts counts the trades of its parts, which alone were sent.
  return (holders.find(({ touches }) => touches.send !== null) ?? holders[0])?.request.id;
}

function lost({ facts, account }: Scene): readonly Order[] {
  return facts
    .openOrders()
    .filter(({ request, inDoubt }) => request.account === account && inDoubt.includes('submit'));
}

function isAlike(
  { policy }: Scene,
  { request, qty, terms, initializedAt }: Order,
  theirs: BrokerOrder,
): boolean {
  return (
    request.instrument === theirs.instrument &&
    request.product === theirs.product &&
    request.side === theirs.side &&
    qty === theirs.qty &&
    hasSameTerms(terms, theirs.terms) &&
    theirs.placedAt >= initializedAt - policy.raceWindow &&
    theirs.placedAt <= initializedAt + policy.graceWindow
  );
}
