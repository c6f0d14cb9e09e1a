import {
  InvariantError,
  assert,
  brand,
  checkedAdd,
  type OrderId,
  type Quantity,
} from 'argosy/core';
import type { Doubt, Fill, Order, OrderChange, OrderEvent } from 'argosy/domain';

import { isClosedState } from './order-view.ts';
import { standingAfter } from './standing.ts';
import { canTransition } from './transitions.ts';

/** An order in the making: copied once for each event, and nobody else's before it is given away. */
type Draft = { -readonly [Field in keyof Order]: Order[Field] };

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
  const next: Draft = { ...order };
  tellFacts(next, change);
  const { state, settled, pending } = standingAfter(next, change);
  next.state = state;
  next.settled = settled;
  next.pending = pending;
  next.updatedAt = event.at;
  next.closedAt = isClosedState(state) ? (order.closedAt ?? event.at) : null;
  return next;
}

/** What a change tells besides the state. */
function tellFacts(order: Draft, change: OrderChange): void {
  if (change.type === 'filled' || change.type === 'partFilled') addFill(order, change.fill);
  else if (change.type === 'submitted') {
    order.touches = { decision: order.touches.decision, send: change.touch };
  } else if (change.type === 'accepted') order.brokerId = change.brokerId;
  else if (change.type === 'updated') {
    order.qty = change.qty;
    order.terms = change.terms;
  } else if (change.type === 'denied') order.reason = `${change.code}: ${change.reason}`;
  else if ('reason' in change) order.reason = change.reason;
  else if (change.type === 'busted') takeFillOut(order, ({ trade }) => trade === change.trade);
  else if (change.type === 'partBusted') takePartOut(order, change.fill);
  else if (change.type === 'doubted') addDoubt(order, change.request);
  else if (change.type === 'resolved') {
    order.inDoubt = order.inDoubt.filter((doubt) => doubt !== change.request);
  }
}

function addFill(order: Draft, fill: Fill): void {
  assert(fill.qty > 0, 'a fill has a quantity above zero');
  order.filled = brand<Quantity>(checkedAdd(order.filled, fill.qty));
  order.filledValue += valueOf(fill);
  order.fills = [...order.fills, fill];
}

/** Parts may have trades of one name: it is the one that was as large and as dear. */
function takePartOut(order: Draft, { trade, qty, price }: Fill): void {
  const isSame = (fill: Fill): boolean => fill.trade === trade;
  const isIt = (fill: Fill): boolean => isSame(fill) && fill.qty === qty && fill.price === price;
  takeFillOut(order, order.fills.some(isIt) ? isIt : isSame);
}

function takeFillOut(order: Draft, isBusted: (fill: Fill) => boolean): void {
  const index = order.fills.findIndex(isBusted);
  const fill = order.fills[index];
  assert(fill !== undefined, 'a busted fill is among the fills');
  order.filled = brand<Quantity>(order.filled - fill.qty);
  order.filledValue -= valueOf(fill);
  order.fills = order.fills.toSpliced(index, 1);
}

function addDoubt(order: Draft, request: Doubt): void {
  if (!order.inDoubt.includes(request)) order.inDoubt = [...order.inDoubt, request];
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
