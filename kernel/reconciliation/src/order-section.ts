import { EXTERNAL_BOOK, hasSameTerms, type Order, type OrderRequest } from 'argosy/domain';
import { canTransition, isClosed } from 'argosy/orders';

import { isAtWork, type BrokerOrder } from './broker-view.ts';
import { matchOrders } from './match-orders.ts';
import type { Listing, Scene } from './round.ts';
import { standingOf } from './standing.ts';
import { externalOrderId } from './synthetic-id.ts';

/** Makes every order of the broker known, with the quantity and terms it has there; ends come later. */
export function bringOrdersIn(scene: Scene, listing: Listing): void {
  const { foreign } = matchOrders(scene, listing);
  for (const theirs of foreign) introduce(scene, listing, theirs);
  for (const [ours, theirs] of pairsOf(scene, listing)) {
    acknowledge(scene, ours, theirs);
    amend(scene, ours, theirs);
  }
}

/** Says how orders ended, once all of their fills are booked: a fill that comes after is late. */
export function endOrders(scene: Scene, listing: Listing): void {
  for (const [ours, theirs] of pairsOf(scene, listing)) {
    if (isClosed(ours)) noteZombie(scene, ours, theirs);
    else if (isAtWork(theirs)) answerRequests(scene, ours, theirs);
    else if (ours.filled >= theirs.filled) end(scene, ours, theirs);
    else scene.out.leaveOpen(`order ${ours.request.id} has fills to come`);
  }
}

/** The broker's orders, each with the one of ours that it is. */
export function* pairsOf(
  { facts }: Scene,
  { orders, ours }: Listing,
): Generator<[Order, BrokerOrder]> {
  for (const theirs of orders ?? []) {
    const id = ours.known(theirs.brokerId);
    const order = id === undefined ? undefined : facts.order(id);
    if (order !== undefined) yield [order, theirs];
  }
}

/** What ended without a fill elsewhere is no concern of the books. */
function introduce({ account, out }: Scene, { ours }: Listing, theirs: BrokerOrder): void {
  if (!isAtWork(theirs) && theirs.filled === 0) return;
  const { brokerId, instrument, product, side, qty, terms, tif } = theirs;
  const id = externalOrderId(account, brokerId);
  const asked = { instrument, product, side, qty, terms, tif };
  const request: OrderRequest = { ...requestHead(id, account), ...asked };
  out.report(id, { type: 'external', brokerId, request });
  ours.set(brokerId, id);
}

/** What all orders of the external book have in common. */
export function requestHead(
  id: OrderRequest['id'],
  account: OrderRequest['account'],
): Pick<
  OrderRequest,
  'id' | 'account' | 'book' | 'strategy' | 'position' | 'reduceOnly' | 'link' | 'algo' | 'tag'
> {
  return {
    id,
    account,
    book: EXTERNAL_BOOK,
    strategy: null,
    position: null,
    reduceOnly: false,
    link: null,
    algo: null,
    tag: null,
  };
}

function acknowledge({ out }: Scene, ours: Order, theirs: BrokerOrder): void {
  if (isClosed(ours)) return;
  const { id } = ours.request;
  const accepted = { type: 'accepted', brokerId: theirs.brokerId } as const;
  const wasTaken = theirs.state !== 'rejected';
  if (ours.brokerId === null && wasTaken && canTransition(ours, accepted).ok) {
    out.report(id, accepted);
  }
  const isNews = theirs.state === 'triggered' && ours.settled !== 'TRIGGERED';
  if (isNews && ours.filled === 0) out.report(id, { type: 'triggered' });
}

/** Another quantity or other terms: the answer to an amendment, or somebody's elsewhere. */
function amend(scene: Scene, ours: Order, theirs: BrokerOrder): void {
  const isOver = !isAtWork(theirs) && theirs.filled === 0;
  if (isClosed(ours) || isOver || isAsThere(ours, theirs)) return;
  const { id } = ours.request;
  const { qty, terms } = theirs;
  const isAsked = ours.pending !== null && ours.updatedAt <= scene.asOf;
  const isAnswer = isAsked || theirs.filled > ours.qty;
  if (isAnswer || isOld(scene, `terms ${id}`, `${ours.updatedAt}`)) {
    scene.out.report(id, { type: 'updated', qty, terms });
  } else scene.out.leaveOpen(`order ${id} has other terms at the broker`);
}

function isAsThere({ qty, terms }: Order, theirs: BrokerOrder): boolean {
  return qty === theirs.qty && hasSameTerms(terms, theirs.terms);
}

function end({ out }: Scene, ours: Order, { state, reason }: BrokerOrder): void {
  const { id } = ours.request;
  if (state === 'expired') out.report(id, { type: 'expired' });
  else if (state === 'canceled') out.report(id, { type: 'canceled', reason });
  else if (state === 'rejected') endRejected(out, ours, reason ?? 'the broker gave no reason');
}

/** An order of which a part has filled was not rejected: what is left of it ended. */
function endRejected(out: Scene['out'], ours: Order, reason: string): void {
  const { id } = ours.request;
  const rejected = { type: 'rejected', reason } as const;
  const mayBe = ours.filled === 0 && canTransition(ours, rejected).ok;
  out.report(id, mayBe ? rejected : { type: 'canceled', reason });
}

/**
 * The broker works the order as if nothing had been asked of it. A request whose answer is lost may
 * still be on its way; after the grace window it has not arrived.
 */
function answerRequests(scene: Scene, ours: Order, theirs: BrokerOrder): void {
  const { id } = ours.request;
  const wanted = ours.pending === 'cancel' ? 'cancel' : 'amend';
  if (ours.pending === null || !ours.inDoubt.includes(wanted)) return;
  if (wanted === 'amend' && !isAsThere(ours, theirs)) return;
  const { watch, asOf, policy, out } = scene;
  const difference = { key: `request ${id}`, value: `${wanted} ${standingOf(ours)}` };
  if (!watch.isOld(difference, asOf, policy.graceWindow)) {
    out.leaveOpen(`order ${id}: ${wanted} is under way`);
    return;
  }
  const reason = 'it never reached the broker, who works the order as it was';
  const type = wanted === 'cancel' ? 'cancelRejected' : 'modifyRejected';
  out.report(id, { type, reason });
}

/** A closed order does not open again; whoever works it all the same must be told to stop. */
function noteZombie(scene: Scene, ours: Order, theirs: BrokerOrder): void {
  const { id } = ours.request;
  if (!isAtWork(theirs) || !isOld(scene, `closed ${id}`, ours.state)) return;
  if (reopen(scene, ours, theirs)) return;
  const detail = `${ours.state} here, ${theirs.state} there as ${theirs.brokerId}`;
  scene.out.note('ORDER_WORKING_THERE', id, detail);
  scene.out.leaveOpen(`order ${id} is ${detail}`);
}

/**
 * An order that only its fills had closed, because its larger quantity was never heard of. Nothing but
 * a bust opens an order again, so its last fill is taken back and booked anew: the books end the same.
 */
function reopen({ out }: Scene, ours: Order, { qty, terms }: BrokerOrder): boolean {
  const { id } = ours.request;
  const last = ours.fills.at(-1);
  const isByFills = ours.state === 'FILLED' && ours.settled === 'FILLED';
  if (!isByFills || last === undefined || qty <= ours.filled) return false;
  const { flags, ...fill } = last;
  out.report(id, { type: 'busted', trade: fill.trade });
  out.report(id, { type: 'updated', qty, terms });
  if (flags.includes('reconciled')) out.report(id, { type: 'inferred', fill, request: null });
  else out.report(id, { type: 'filled', fill });
  return true;
}

function isOld({ watch, asOf, policy }: Scene, key: string, value: string): boolean {
  return watch.isOld({ key, value }, asOf, policy.raceWindow);
}
