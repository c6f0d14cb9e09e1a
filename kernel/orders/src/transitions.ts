import { ok, refuse, type Result } from 'argosy/core';
import type { Order, OrderChange, OrderChangeType, OrderState } from 'argosy/domain';

import type { OrdersErrorCode } from './errors.ts';

/**
 * Where a change leads: a state by its name, or a rule.
 * - `same`: the state stays.
 * - `settled`: back to what the order was before the pending request.
 * - `beside`: the state stays, with the request beside it.
 * - `behind`: the request stays pending; what the order returns to moves on.
 * - `byFills`: filled, partially filled, or as closed as before, by the quantity.
 * - `byBust`: the same with a fill taken off, which may open a filled order again.
 */
export type Target = OrderState | 'same' | 'settled' | 'beside' | 'behind' | 'byFills' | 'byBust';

/** The changes that a state takes, and where each leads. A pair that is not here is refused. */
export type Row = Readonly<Partial<Record<OrderChangeType, Target>>>;

/** A doubt stands beside every state. */
const doubts = { doubted: 'same', resolved: 'same' } as const;

/** A fill is a fact, so an order takes it in whatever state it is at work or closed; and it can be taken back. */
const facts = {
  filled: 'byFills',
  busted: 'byBust',
  partFilled: 'byFills',
  partBusted: 'byBust',
} as const;

const closed = { ...doubts, ...facts } as const;

const requests = { pendingUpdate: 'PENDING_UPDATE', pendingCancel: 'PENDING_CANCEL' } as const;

/** The order state machine as data. */
export const transitions: Readonly<Record<OrderState, Row>> = {
  INITIALIZED: {
    ...doubts,
    denied: 'DENIED',
    emulated: 'EMULATED',
    released: 'RELEASED',
    submitted: 'SUBMITTED',
    accepted: 'ACCEPTED',
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    triggered: 'TRIGGERED',
    updated: 'same',
    divided: 'IN_PARTS',
  },
  EMULATED: {
    ...doubts,
    released: 'RELEASED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    updated: 'same',
  },
  RELEASED: {
    ...doubts,
    denied: 'DENIED',
    submitted: 'SUBMITTED',
    canceled: 'CANCELED',
    updated: 'same',
    divided: 'IN_PARTS',
  },
  // Its parts are at the broker, it is not: what is asked of it we answer ourselves, once its parts allow it.
  IN_PARTS: {
    ...facts,
    pendingUpdate: 'beside',
    pendingCancel: 'beside',
    modifyRejected: 'same',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    updated: 'same',
  },
  SUBMITTED: {
    ...doubts,
    ...requests,
    accepted: 'ACCEPTED',
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    updated: 'same',
    filled: 'byFills',
  },
  ACCEPTED: {
    ...doubts,
    ...requests,
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    triggered: 'TRIGGERED',
    updated: 'same',
    filled: 'byFills',
  },
  TRIGGERED: {
    ...doubts,
    ...requests,
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    updated: 'same',
    filled: 'byFills',
  },
  PENDING_UPDATE: {
    ...doubts,
    ...requests,
    accepted: 'behind',
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    triggered: 'behind',
    modifyRejected: 'settled',
    updated: 'settled',
    filled: 'byFills',
    busted: 'byBust',
  },
  PENDING_CANCEL: {
    ...doubts,
    pendingCancel: 'PENDING_CANCEL',
    accepted: 'behind',
    rejected: 'REJECTED',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    triggered: 'behind',
    cancelRejected: 'settled',
    // A cancel may cross an amendment: its answer still comes, and changes what a fill may take.
    modifyRejected: 'same',
    updated: 'same',
    filled: 'byFills',
    busted: 'byBust',
  },
  PARTIALLY_FILLED: {
    ...doubts,
    ...requests,
    accepted: 'same',
    canceled: 'CANCELED',
    expired: 'EXPIRED',
    modifyRejected: 'same',
    cancelRejected: 'same',
    updated: 'same',
    filled: 'byFills',
    busted: 'byBust',
  },
  DENIED: closed,
  REJECTED: closed,
  CANCELED: closed,
  EXPIRED: closed,
  FILLED: closed,
};

const allowed: Result<void> = ok(undefined);

/**
 * Whether an order can take a change. Whoever makes events asks first: a refusal is counted and
 * shown, and only a change that passes becomes an event.
 *
 * @example
 * const verdict = canTransition(order, { type: 'canceled', reason: null });
 * if (!verdict.ok) count(verdict.refusal);
 */
export function canTransition(order: Order, change: OrderChange): Result<void> {
  if (transitions[order.state][change.type] === undefined) {
    return refuseOrder(
      'ORDER_TRANSITION_REFUSED',
      order,
      `in ${order.state} takes no ${change.type}`,
    );
  }
  if (change.type === 'pendingUpdate' && order.pending === 'cancel') {
    return refuseOrder(
      'ORDER_TRANSITION_REFUSED',
      order,
      `in ${order.state} with a cancel pending takes no pendingUpdate`,
    );
  }
  const busted = bustedTrade(change);
  if (busted !== null && !order.fills.some(({ trade }) => trade === busted)) {
    return refuseOrder('ORDER_TRADE_UNKNOWN', order, `holds no fill of trade ${busted}`);
  }
  return allowed;
}

function bustedTrade(change: OrderChange): string | null {
  if (change.type === 'busted') return change.trade;
  return change.type === 'partBusted' ? change.fill.trade : null;
}

function refuseOrder(code: OrdersErrorCode, order: Order, what: string): Result<never> {
  return refuse(code, `order ${order.request.id} ${what}`);
}
