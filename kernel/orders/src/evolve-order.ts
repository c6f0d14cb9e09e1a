import {
  InvariantError,
  assert,
  brand,
  checkedAdd,
  type OrderId,
  type Quantity,
  type TradeId,
} from 'argosy/core';
import type { Doubt, Fill, Order, OrderChange, OrderEvent, Touch } from 'argosy/domain';

import { isClosedState } from './order-view.ts';
import { standingAfter } from './standing.ts';
import { canTransition } from './transitions.ts';

/**
 * The order that an `initialized` event begins.
 *
 * @example
 * let order = createOrder(initialized);
 * for (const event of later) order = evolveOrder(order, event);
 */
export function createOrder(event: OrderEvent): Order {
  const { change } = event;
  if (change.type !== 'initialized') {
    throw new InvariantError(`order ${event.order} begins with ${change.type}`);
  }
  const { request, touch } = change;
  assertOwn(request.id, event);
  return {
    request,
    state: 'INITIALIZED',
    pending: null,
    settled: 'INITIALIZED',
    inDoubt: [],
    qty: request.qty,
    terms: request.terms,
    brokerId: null,
    filled: brand<Quantity>(0),
    filledValue: 0n,
    fills: [],
    touches: { decision: touch, send: null },
    initializedAt: event.at,
    updatedAt: event.at,
    closedAt: null,
    reason: null,
  };
}

/**
 * Folds an event into its order. The event must be one that `canTransition` lets pass: a refusal
 * here is a bug of whoever made the event, and throws.
 */
export function evolveOrder(order: Order, event: OrderEvent): Order {
  const { change } = event;
  assertOwn(order.request.id, event);
  const verdict = canTransition(order, change);
  if (!verdict.ok) throw new InvariantError(verdict.refusal.reason);
  const told = withFacts(order, change);
  const { state, settled, pending } = standingAfter(told, change);
  const closedAt = isClosedState(state) ? (order.closedAt ?? event.at) : null;
  return { ...told, state, settled, pending, updatedAt: event.at, closedAt };
}

/** What a change tells besides the state. */
function withFacts(order: Order, change: OrderChange): Order {
  if (change.type === 'filled') return withFill(order, change.fill);
  if (change.type === 'submitted') return withSendTouch(order, change.touch);
  if (change.type === 'accepted') return { ...order, brokerId: change.brokerId };
  if (change.type === 'updated') return { ...order, qty: change.qty, terms: change.terms };
  if (change.type === 'denied') return { ...order, reason: `${change.code}: ${change.reason}` };
  if ('reason' in change) return { ...order, reason: change.reason };
  if (change.type === 'busted') return withoutFill(order, change.trade);
  if (change.type === 'doubted') return withDoubt(order, change.request);
  if (change.type === 'resolved') return withoutDoubt(order, change.request);
  return order;
}

function withFill(order: Order, fill: Fill): Order {
  assert(fill.qty > 0, 'a fill has a quantity above zero');
  return {
    ...order,
    filled: brand<Quantity>(checkedAdd(order.filled, fill.qty)),
    filledValue: order.filledValue + valueOf(fill),
    fills: [...order.fills, fill],
  };
}

function withoutFill(order: Order, trade: TradeId): Order {
  const index = order.fills.findIndex((fill) => fill.trade === trade);
  const fill = order.fills[index];
  assert(fill !== undefined, 'a busted fill is among the fills');
  return {
    ...order,
    filled: brand<Quantity>(order.filled - fill.qty),
    filledValue: order.filledValue - valueOf(fill),
    fills: order.fills.toSpliced(index, 1),
  };
}

function withSendTouch(order: Order, send: Touch): Order {
  return { ...order, touches: { decision: order.touches.decision, send } };
}

function withDoubt(order: Order, request: Doubt): Order {
  if (order.inDoubt.includes(request)) return order;
  return { ...order, inDoubt: [...order.inDoubt, request] };
}

function withoutDoubt(order: Order, request: Doubt): Order {
  return { ...order, inDoubt: order.inDoubt.filter((doubt) => doubt !== request) };
}

/** Price times quantity; a bigint product is slower and rarely needed. */
function valueOf(fill: Fill): bigint {
  const product = fill.price * fill.qty;
  return Number.isSafeInteger(product) ? BigInt(product) : BigInt(fill.price) * BigInt(fill.qty);
}

function assertOwn(order: OrderId, event: OrderEvent): void {
  if (event.order !== order) {
    throw new InvariantError(`an event of order ${event.order} meets order ${order}`);
  }
}
