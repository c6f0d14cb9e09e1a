import { InvariantError } from 'argosy/core';
import type { Order, OrderChange } from 'argosy/domain';

import { isClosedState } from './order-view.ts';
import { transitions, type Target } from './transitions.ts';

/**
 * The state of an order and what stands beside it. Always one of:
 * - settled = state: nothing is awaited, or a partial fill came while a request was pending;
 * - state PENDING_UPDATE or PENDING_CANCEL: settled is where a refusal of the request leads;
 * - state FILLED: settled is how the order had closed before late fills completed it, if it had;
 * - state IN_PARTS: settled is that too, and a request stands beside it.
 */
export type Standing = Pick<Order, 'state' | 'settled' | 'pending'>;

/** Where a legal change leaves an order that already holds what the change told. */
export function standingAfter(order: Order, change: OrderChange): Standing {
  const target = targetOf(order, change);
  if (change.type === 'updated' && isComplete(order)) return settledAt('FILLED');
  if (target === 'byFills') return standingByFills(order);
  if (target === 'byBust') return standingByBust(order);
  if (target === 'same') return standingAnswered(order, change);
  if (target === 'settled') return settledAt(order.settled);
  if (target === 'behind') return standingBehind(order, change);
  if (target === 'beside') return standingAsked(order, change);
  if (target === 'PENDING_UPDATE') return pendingFrom(order, 'update');
  if (target === 'PENDING_CANCEL') return pendingFrom(order, 'cancel');
  return settledAt(target);
}

/** A fill leaves a pending request beside the state; the last one ends it. */
function standingByFills(order: Order): Standing {
  const { state, settled, pending } = order;
  if (isClosedState(state)) {
    return isComplete(order) ? { state: 'FILLED', settled, pending: null } : settledAt(state);
  }
  if (isComplete(order)) return settledAt('FILLED');
  return workingAt(state === 'IN_PARTS' ? 'IN_PARTS' : 'PARTIALLY_FILLED', pending);
}

/** A bust opens again only an order that nothing but its fills had closed. */
function standingByBust(order: Order): Standing {
  const { state, settled, pending } = order;
  if (isClosedState(state)) {
    if (state === 'FILLED' && isComplete(order)) return { state, settled, pending };
    if (settled !== 'FILLED') return settledAt(settled);
  }
  if (wasInParts(order)) return workingAt('IN_PARTS', pending);
  const working = order.filled > 0 ? 'PARTIALLY_FILLED' : 'ACCEPTED';
  if (pending === null) return settledAt(working);
  if (state === 'PARTIALLY_FILLED' && order.filled > 0) return { state, settled, pending };
  return { state: pendingState(pending), settled: working, pending };
}

/** The state stays; the answer to a request that stood beside it takes the request away. */
function standingAnswered(order: Order, change: OrderChange): Standing {
  const { state, settled, pending } = order;
  const { type } = change;
  const isAmendAnswered = pending === 'update' && (type === 'updated' || type === 'modifyRejected');
  const isCancelAnswered = pending === 'cancel' && type === 'cancelRejected';
  return { state, settled, pending: isAmendAnswered || isCancelAnswered ? null : pending };
}

/** The broker's word on the order itself: the request is still unanswered, what it falls back to moves. */
function standingBehind(order: Order, change: OrderChange): Standing {
  const { state, settled, pending } = order;
  if (settled === 'PARTIALLY_FILLED') return { state, settled, pending };
  if (change.type === 'triggered') return { state, settled: 'TRIGGERED', pending };
  return { state, settled: settled === 'SUBMITTED' ? 'ACCEPTED' : settled, pending };
}

/** A request of an order that goes out in parts stands beside it: no broker has it. */
function standingAsked(order: Order, { type }: OrderChange): Standing {
  return workingAt(order.state, type === 'pendingCancel' ? 'cancel' : 'update');
}

/** Only what was never sent itself, and was in no broker's hands, has gone out in parts. */
function wasInParts({ state, touches, brokerId }: Order): boolean {
  return state === 'IN_PARTS' || (state === 'FILLED' && touches.send === null && brokerId === null);
}

function workingAt(state: Order['state'], pending: Order['pending']): Standing {
  return { state, settled: state, pending };
}

function pendingFrom(order: Order, pending: 'update' | 'cancel'): Standing {
  return { state: pendingState(pending), settled: order.settled, pending };
}

function pendingState(pending: 'update' | 'cancel'): 'PENDING_UPDATE' | 'PENDING_CANCEL' {
  return pending === 'update' ? 'PENDING_UPDATE' : 'PENDING_CANCEL';
}

function settledAt(state: Order['state']): Standing {
  return { state, settled: state, pending: null };
}

function isComplete(order: Order): boolean {
  return order.filled > 0 && order.filled >= order.qty;
}

function targetOf(order: Order, change: OrderChange): Target {
  const target = transitions[order.state][change.type];
  if (target === undefined) {
    throw new InvariantError(`order ${order.request.id} in ${order.state} met ${change.type}`);
  }
  return target;
}
