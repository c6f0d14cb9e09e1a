import {
  assert,
  childOrderId,
  parseOrderId,
  toQuantity,
  TRADING_ORIGIN,
  type Refusal,
  type Timestamp,
} from 'argosy/core';
import {
  NO_DEADLINE,
  type Instrument,
  type MarketData,
  type OrderRequest,
  type OrderTerms,
  type Side,
} from 'argosy/domain';
import {
  icebergPart,
  isOpen,
  isOfOrder,
  isSlicedOrder,
  openQty,
  shownWhole,
  unsentQty,
  type Execution,
  type OpenChild,
} from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { cancelOpen } from '../orders/cancel-open.ts';
import { CHILDREN_MAX } from './child-count.ts';
import { childQty, leastQty, refusalOfRest } from './child-qty.ts';
import { candidatesOf } from './child-routes.ts';
import { refusalOfTaking } from '../emulation/only-making.ts';
import { placeOrder } from '../emulation/place-order.ts';
import { answerAmendment, followOrder } from './divided-order.ts';
import { endExecution } from './execution-end.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold } from '../orders/place-hold.ts';
import { holdRest } from './rest-hold.ts';
import { shrinkToPosition } from './shrink-to-position.ts';
import { denyOrder, touchNow } from '../orders/send-order.ts';
import type { TradingParts } from '../trading-parts.ts';

/** How many children in a row may be refused before a parent gives up. */
const REFUSALS_MAX = 5;
/** How many children of one parent may work at once. */
const OPEN_CHILDREN_MAX = 100;
/** How long to wait before a child whose cancel was refused is asked again, in microseconds. */
const RETRY = 1_000_000;
const BPS = 10_000n;

/**
 * Brings every parent to where it should be by now: the children that are due go out, those that are too
 * many end, and what is over is said to be. Called after whatever may have changed one. Says whether an order
 * that a parent works is another now, which others of its list may go by.
 */
export function settleExecutions(parts: TradingParts): boolean {
  const { fold, executions } = parts;
  if (fold.executions.size === 0) return false;
  let wakeAt = Number.POSITIVE_INFINITY;
  let hasChanged = false;
  for (const { request } of fold.executions.active()) {
    const order = fold.orders.find(request.id);
    // One child at a time: each changes what is due.
    for (let isGoingOn = true; isGoingOn;) isGoingOn = step(parts, fold.executions.get(request.id));
    wakeAt = Math.min(wakeAt, nextLook(parts, fold.executions.get(request.id)));
    hasChanged ||= order !== undefined && isOpen(order) && fold.orders.find(request.id) !== order;
  }
  executions.wake(wakeAt);
  return hasChanged;
}

/** Whether the clock, or what the market brings, has something for a parent. */
export function isExecutionDue(
  { fold, executions: desk }: TradingParts,
  datum: MarketData | null,
  now: Timestamp,
): boolean {
  const { executions } = fold;
  if (executions.size === 0) return false;
  const isNews = datum !== null && desk.noteMarket(datum, executions, now);
  return isNews || now >= desk.wakeAt;
}

/** What a command has changed may let parents go on that a check has held. */
export function forgiveHeld({ fold, executions }: TradingParts): void {
  if (fold.executions.size === 0) return;
  for (const execution of fold.executions.active()) {
    if (execution.held !== null) executions.waitNoLonger(execution);
  }
}

/** Does the next thing for a parent; false when there is nothing to do by now. */
function step(parts: TradingParts, execution: Execution): boolean {
  if (execution.state === 'ended') return false;
  if (shrinkToPosition(parts, execution)) return true;
  holdRest(parts, execution);
  endSurplus(parts, execution);
  if (isOfOrder(execution)) {
    // Its list is looked at before another part goes out.
    if (answerAmendment(parts, execution)) return false;
    if (followOrder(parts, execution)) return true;
  }
  if (execution.state === 'ending') return windUp(parts, execution);
  const why = whyOver(parts, execution);
  if (why === null) return sendDue(parts, execution);
  const [outcome, reason] = why;
  const { id } = execution.request;
  const isFilled = outcome === 'filled' && execution.open.length === 0;
  if (isFilled) endExecution(parts, id, why);
  else {
    parts.executions.waitNoLonger(execution);
    const change = { type: 'ending', outcome, reason } as const;
    parts.emitter.emit({ kind: 'execution', execution: id, change });
  }
  return !isFilled;
}

function whyOver(
  { emitter }: TradingParts,
  execution: Execution,
): readonly ['filled' | 'expired' | 'failed', string] | null {
  const { qty, filled, plan, refusals, children } = execution;
  if (filled >= qty) return ['filled', ''];
  if (emitter.now >= plan.endAt) return ['expired', 'its deadline is over'];
  if (refusals >= REFUSALS_MAX) return ['failed', `${refusals} children in a row were refused`];
  return children >= CHILDREN_MAX ? ['failed', `it has made ${children} children`] : null;
}

/** Ends what works beyond what the parent has left, or beyond its limit; the latest children first. */
function endSurplus(parts: TradingParts, execution: Execution): void {
  const { state, isSwept, qty, filled, terms, request } = execution;
  const isOver = state === 'ending' && !isSwept;
  let surplus = filled + openQty(execution) - qty;
  for (const child of execution.open) if (child.isBusy) surplus -= child.leaves;
  for (const child of execution.open.toReversed()) {
    const isBeyond = isBeyondLimit(child.terms, terms, request.side);
    if (child.isBusy || (!isOver && !isBeyond && surplus <= 0)) continue;
    surplus -= child.leaves;
    askToEnd(parts, execution, child);
  }
}

/** A broker that refuses to cancel is asked again, but not at once. */
function askToEnd(parts: TradingParts, execution: Execution, { order }: OpenChild): void {
  const { executions, emitter, fold } = parts;
  if (emitter.now < executions.askedAt(execution, order) + RETRY) return;
  executions.noteAsked(execution, order, emitter.now);
  cancelOpen(parts, fold.orders.get(order), execution.reason);
}

function isBeyondLimit(child: OrderTerms, parent: OrderTerms, side: Side): boolean {
  if (parent.type !== 'limit') return false;
  if (child.type !== 'limit') return true;
  return side === 'buy' ? child.limit > parent.limit : child.limit < parent.limit;
}

/** What is left at the deadline goes out once more where the plan says so; then it is over. */
function windUp(parts: TradingParts, execution: Execution): boolean {
  const { request, open, outcome, reason, qty, filled, plan, isSwept } = execution;
  if (open.length > 0) return false;
  const isSweep = outcome === 'expired' && plan.atEnd === 'sweep' && !isSwept;
  if (isSweep && sweep(parts, execution)) return true;
  // A bust may have taken back what had ended it.
  const otherwise = outcome === null || outcome === 'filled' ? 'canceled' : outcome;
  const end = filled >= qty ? 'filled' : otherwise;
  endExecution(parts, request.id, [end, end === 'filled' ? '' : (reason ?? '')]);
  return false;
}

function sweep(parts: TradingParts, execution: Execution): boolean {
  const { id } = execution.request;
  let hasSent = false;
  for (let left = execution; ; left = parts.fold.executions.get(id)) {
    const qty = unsentQty(left);
    if (qty === 0 || left.children >= CHILDREN_MAX + OPEN_CHILDREN_MAX) return hasSent;
    if (!sendNext(parts, left, { like: { ...left.request, tif: 'IOC' }, qty })) return hasSent;
    hasSent = true;
  }
}

/** Sends the next child if one is due; whether it did. */
function sendDue(parts: TradingParts, execution: Execution): boolean {
  const { emitter, executions } = parts;
  const { startAt, pauseUntil, open, request } = execution;
  const notBefore = Math.max(startAt, pauseUntil, executions.retryAt(execution));
  if (emitter.now < notBefore || open.length >= OPEN_CHILDREN_MAX) return false;
  const due = dueQty(parts, execution, listedOf(parts, execution));
  const qty = Math.min(unsentQty(execution), due);
  return qty > 0 && sendNext(parts, execution, { like: request, qty });
}

/** Sends a child to the first listing that takes one; where all refuse, the parent is held by the first. */
function sendNext(
  parts: TradingParts,
  execution: Execution,
  { like, qty }: { readonly like: OrderRequest; readonly qty: number },
): boolean {
  let refusal: Refusal | null = null;
  const unsent = unsentQty(execution);
  const hasOpen = execution.open.length > 0;
  for (const { instrument, qty: part } of candidatesOf(parts, execution, qty)) {
    const whole = childQty(instrument, { part, unsent });
    if (whole === 0) {
      // What works may yet come back, and be enough together with it.
      refusal ??= hasOpen ? null : refusalOfRest(instrument, unsent);
      continue;
    }
    const child = { ...like, instrument: instrument.id, qty: toQuantity(whole) };
    const refused = sendChild(parts, execution, child);
    if (refused === null) return true;
    refusal ??= refused;
    // Whatever was made of it, the parent is another by now.
    if (parts.fold.executions.get(like.id) !== execution) return false;
  }
  if (refusal !== null) hold(parts, execution, refusal);
  return false;
}

function hold(parts: TradingParts, execution: Execution, { code, reason }: Refusal): void {
  const { emitter, executions } = parts;
  executions.wait(execution, emitter.now);
  if (execution.held === code) return;
  const change = { type: 'held', code, reason } as const;
  emitter.emit({ kind: 'execution', execution: execution.request.id, change });
}

/** How much more should be out by now. */
function dueQty(parts: TradingParts, execution: Execution, instrument: Instrument): number {
  const { emitter, executions } = parts;
  const { algorithm } = execution.plan;
  const { qty, filled, open, children: place, request } = execution;
  const { lot } = instrument;
  if (algorithm.type === 'iceberg') {
    const of = { parent: request.id, place, lot, least: leastQty(instrument) };
    return open.length === 0 ? icebergPart(algorithm, of) : 0;
  }
  const out = filled + openQty(execution);
  if (algorithm.type === 'pov') {
    const volume = BigInt(executions.volumeOf(execution));
    const due = Number((volume * BigInt(algorithm.rateBps)) / BPS) - out;
    return due >= Math.min(algorithm.least, unsentQty(execution)) ? due : 0;
  }
  const schedule = executions.scheduleOf(execution);
  return (schedule?.dueBy(emitter.now, Math.floor(qty / lot)) ?? 0) * lot - out;
}

/** Sends a child that has passed every check an order of its own would have to; why it did not. */
function sendChild(parts: TradingParts, execution: Execution, like: OrderRequest): Refusal | null {
  const { emitter, executions } = parts;
  const { children, terms, request: parent } = execution;
  const isSliced = isSlicedOrder(execution);
  const shown = isSliced ? shownWhole(like) : like;
  const request = { ...shown, id: childOrderId(parent.id, children), terms, link: null };
  const parsed = parseOrderId(parent.id);
  const actor = parsed.ok ? parsed.value.origin : TRADING_ORIGIN;
  // Whoever asked for one order has confirmed the whole of it, where that was needed.
  const confirmation = isSliced ? parent.id : null;
  const moment = { now: emitter.now, isWaiting: false, actor, confirmation };
  // What the parent has set aside for it is the child's now; what a check refuses goes back.
  holdRest(parts, execution, request.qty);
  const context = OrderContext.ofSubmit(parts, request, moment);
  const asked = isSliced ? { ...parent, terms } : request;
  if (isOfOrder(execution)) return sendPart(parts, execution, { request, asked });
  const refusal = checkOrder(context, 'submit') ?? refusalOfTaking(parts, asked, terms);
  if (refusal !== null) {
    holdRest(parts, execution);
    return refusal;
  }
  const volume = toQuantity(executions.volumeOf(execution));
  const change = { type: 'sliced', qty: request.qty, volume } as const;
  emitter.emit({ kind: 'execution', execution: parent.id, change });
  emitter.emitOrder(request.id, { type: 'initialized', request, touch: touchNow(parts, request) });
  const shortOf = placeHold(parts, context);
  if (shortOf === null) {
    executions.waitNoLonger(execution);
    placeOrder(parts, request);
  } else {
    denyOrder(parts, request, shortOf);
    executions.wait(execution, emitter.now);
  }
  return shortOf;
}

/** Sends a part of an order that holds what it needs and is looked at again as the whole; why it did not. */
function sendPart(
  parts: TradingParts,
  execution: Execution,
  { request, asked }: { readonly request: OrderRequest; readonly asked: OrderRequest },
): Refusal | null {
  const { emitter, executions, fold } = parts;
  const { id } = asked;
  const context = OrderContext.ofRelease(parts, fold.orders.get(id), emitter.now);
  const refusal = checkOrder(context, 'release') ?? refusalOfTaking(parts, asked, asked.terms);
  if (refusal !== null) return refusal;
  const volume = toQuantity(0);
  const change = { type: 'sliced', qty: request.qty, volume } as const;
  emitter.emit({ kind: 'execution', execution: id, change });
  emitter.emitOrder(request.id, { type: 'initialized', request, touch: touchNow(parts, request) });
  executions.waitNoLonger(execution);
  placeOrder(parts, request);
  return null;
}

/** The next instant at which something may be due; Infinity where only the outside can say. */
function nextLook({ emitter, executions }: TradingParts, execution: Execution): number {
  const { state, plan, startAt, pauseUntil, open } = execution;
  if (state === 'ended') return Number.POSITIVE_INFINITY;
  const looks: number[] = [executions.retryAt(execution)];
  for (const { order, isBusy } of open) {
    if (!isBusy) looks.push(executions.askedAt(execution, order) + RETRY);
  }
  if (state === 'working') {
    const next = executions.scheduleOf(execution)?.nextAfter(emitter.now) ?? plan.endAt;
    looks.push(plan.endAt, startAt, pauseUntil, next);
  }
  return looks
    .filter((at) => at > emitter.now && at < NO_DEADLINE)
    .reduce((first, at) => Math.min(first, at), Number.POSITIVE_INFINITY);
}

function listedOf({ config }: TradingParts, { request }: Execution): Instrument {
  const listed = config.instruments.find(request.instrument);
  assert(listed !== undefined, `the instrument of execution ${request.id} passed the checks`);
  return listed;
}
