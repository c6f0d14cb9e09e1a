import { assertNever } from 'argosy/core';
import type { Doubt, Order, OrderState } from 'argosy/domain';

import { pairsOf } from './order-section.ts';
import type { Listing, Scene } from './round.ts';
import { standingOf } from './standing.ts';

/** What becomes of an order that the broker, asked for it by name, does not know. */
export type Verdict = 'rejected' | 'canceled' | 'unresolved' | 'ignore';

/** The table of it, by the state the order has here. */
export const verdicts: Readonly<Record<OrderState, Verdict>> = {
  INITIALIZED: 'ignore',
  EMULATED: 'ignore',
  RELEASED: 'ignore',
  IN_PARTS: 'ignore',
  SUBMITTED: 'rejected',
  ACCEPTED: 'rejected',
  TRIGGERED: 'rejected',
  PARTIALLY_FILLED: 'canceled',
  PENDING_UPDATE: 'unresolved',
  PENDING_CANCEL: 'unresolved',
  FILLED: 'ignore',
  CANCELED: 'ignore',
  EXPIRED: 'ignore',
  REJECTED: 'ignore',
  DENIED: 'ignore',
};

/** A request beside a partial fill keeps an order as open as one beside any other state. */
function verdictOn(order: Order): Verdict {
  if (order.pending === null || order.state === 'IN_PARTS') return verdicts[order.state];
  return hadNoAnswer(order) ? verdicts.SUBMITTED : 'unresolved';
}

/** Nobody has ever said that the broker has the order, whatever was asked of it since. */
function hadNoAnswer({ brokerId, filled }: Order): boolean {
  return brokerId === null && filled === 0;
}

/** Says of every request that has no outcome that its answer is lost; it is never sent again. */
export function doubtSilent(scene: Scene): void {
  for (const order of ownOpen(scene)) {
    const requests = awaited(order).filter((request) => !order.inDoubt.includes(request));
    if (requests.length === 0 || !isSilent(scene, order)) continue;
    for (const request of requests) {
      scene.out.report(order.request.id, { type: 'unanswered', request });
    }
  }
}

/**
 * The broker has said nothing of it for so long. What can be asked again while no answer comes, a cancel
 * or anything of an order that never had one, counts from when it was first seen to wait.
 */
function isSilent({ policy, now, isStarting, watch }: Scene, order: Order): boolean {
  if (isStarting || now - order.updatedAt >= policy.answerTimeout) return true;
  if (!hadNoAnswer(order) && order.pending !== 'cancel') return false;
  const silence = { key: `silent ${order.request.id}`, value: standingOf(order) };
  return watch.isOld(silence, now, policy.answerTimeout);
}

/** Asks by name for orders that the broker has not listed for several rounds: as many as it may. */
export function askForMissing(
  scene: Scene,
  listing: Listing,
  isUnresolved: (order: Order) => boolean,
): void {
  const { policy, out } = scene;
  if (listing.orders === null) return;
  const found = new Set([...pairsOf(scene, listing)].map(([{ request }]) => request.id));
  for (const order of ownOpen(scene)) {
    const { id } = order.request;
    if (found.has(id) || verdictOn(order) === 'ignore' || isUnresolved(order)) continue;
    if (isYoung(scene, order)) {
      if (scene.isStarting || order.inDoubt.length > 0) out.leaveOpen(`order ${id} is young`);
      continue;
    }
    const rounds = scene.watch.roundsOf(`missing ${id}`, standingOf(order), scene.asOf);
    out.leaveOpen(`order ${id} is missing in round ${rounds}`);
    const mayAsk = out.queries.length < policy.targetedQueriesMax;
    if (rounds < policy.missingRounds || !mayAsk) continue;
    out.queries.push({ type: 'order', order: id, brokerId: order.brokerId });
  }
}

/** Passes the verdict on an order that the broker, asked for it by name, does not know. */
export function judgeMissing({ out }: Scene, order: Order): Verdict {
  const { id } = order.request;
  const verdict = verdictOn(order);
  switch (verdict) {
    case 'rejected':
      out.report(id, { type: 'rejected', reason: reasonOf(order) });
      break;
    case 'canceled':
      out.report(id, { type: 'canceled', reason: 'the broker does not know it any more' });
      break;
    case 'unresolved':
      out.note('ORDER_UNRESOLVED', id, `${order.state}, ${order.pending} pending`);
      break;
    case 'ignore':
      break;
    default:
      assertNever(verdict);
  }
  return verdict;
}

function reasonOf(order: Order): string {
  return hadNoAnswer(order)
    ? 'it never reached the broker'
    : 'the broker does not know it any more';
}

/** What may still be on its way, or was listed before it came to be; it counts from when it was missed. */
function isYoung({ asOf, policy, watch }: Scene, order: Order): boolean {
  const window = hadNoAnswer(order) ? policy.graceWindow : policy.raceWindow;
  const absence = { key: `absent ${order.request.id}`, value: standingOf(order) };
  const isLong = watch.isOld(absence, asOf, window);
  return !isLong && asOf - order.updatedAt < window;
}

/** The requests of an order that the broker has not answered. */
function awaited(order: Order): readonly Doubt[] {
  const { state, pending } = order;
  if (verdicts[state] === 'ignore') return [];
  const requests: Doubt[] = [];
  if (hadNoAnswer(order)) requests.push('submit');
  if (pending === 'cancel') requests.push('cancel');
  if (pending === 'update') requests.push('amend');
  return requests;
}

function ownOpen({ facts, account }: Scene): readonly Order[] {
  return facts.openOrders().filter(({ request }) => request.account === account);
}
