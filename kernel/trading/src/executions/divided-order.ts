import { assert, toPrice, toQuantity, type Refusal } from 'argosy/core';
import {
  hasSameTerms,
  type Fill,
  type Order,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';
import { isClosed, isShownInParts, openQty, type Execution, type OpenChild } from 'argosy/orders';
import { emulationUnder } from 'argosy/risk';

import { refusalOfTaking } from '../emulation/only-making.ts';
import { turnAway } from '../emulation/turn-away.ts';
import { commandRefusal } from '../errors.ts';
import { noteMissingExit } from '../lists/missing-exit.ts';
import { releaseHold, reviseHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';
import { excessOfChildren } from './child-count.ts';
import { leastQty } from './child-qty.ts';
import { refusalOfRoom } from './execution-room.ts';
import { partsPlanOf } from './parts-plan.ts';
import { windDown } from './wind-down.ts';

/** Whether an order on these terms leaves part by part: its venue would show all of it. */
export function isToBeDivided({ config }: TradingParts, request: OrderRequest): boolean {
  // Nearly every order shows all of itself: nothing else is looked up for it.
  if (!isShownInParts(request)) return false;
  const plan = emulationUnder(config.limits, request, request.terms);
  return typeof plan === 'object' && plan.way === 'sliced';
}

/**
 * Why an order that will leave part by part, once its list or its price lets it go, could never do so: its parts
 * would be too small, or too many. One that its venue shows in parts is the venue's to look at.
 */
export function refusalOfParts(parts: TradingParts, request: OrderRequest): Refusal | null {
  if (!isShownInParts(request) || !mayBeDivided(parts, request)) return null;
  const { id, instrument } = request;
  const listed = parts.config.instruments.find(instrument);
  if (listed === undefined) return null;
  const plan = partsPlanOf(parts, request);
  const least = leastQty(listed);
  const shown = request.instructions?.display ?? least;
  const flaw =
    shown < least
      ? `it shows ${shown}, less than ${least}`
      : excessOfChildren(parts, { request, plan }, 0);
  return flaw === null ? null : commandRefusal('BAD_EXECUTION', `${id}: ${flaw}`);
}

/**
 * Has an order go out part by part that holds what it needs: it stays the one order that its list and its owner
 * know, and a parent of its id sends its parts. What only makes is turned away where its first part would take.
 */
export function divideOrder(parts: TradingParts, request: OrderRequest): void {
  const { fold, emitter } = parts;
  const { id, qty, terms } = request;
  const refusal = refusalOfDividing(parts, request);
  if (refusal !== null) {
    turnAway(parts, request, refusal);
    return;
  }
  const order = fold.orders.get(id);
  const { request: asked } = order;
  emitter.emitOrder(id, { type: 'divided' });
  const plan = partsPlanOf(parts, request);
  const touch = order.touches.decision;
  emitter.emit({
    kind: 'execution',
    execution: id,
    change: { type: 'began', request: asked, plan, touch },
  });
  if (asked.qty === qty && hasSameTerms(asked.terms, terms)) return;
  emitter.emit({ kind: 'execution', execution: id, change: { type: 'amended', qty, terms } });
}

/** Why an order could not go out part by part now; null where it could. */
export function refusalOfDividing(parts: TradingParts, request: OrderRequest): Refusal | null {
  return refusalOfRoom(parts) ?? refusalOfTaking(parts, request, request.terms);
}

/** The order that one is a part of, while both are kept; else itself. */
export function wholeOf({ fold }: TradingParts, order: Order): Order {
  const whole = fold.executions.wholeOf(order.request.id);
  return whole === undefined ? order : (fold.orders.find(whole.id) ?? order);
}

/** Counts a fill of a part in the whole, before the fill is booked. */
export function countPart({ emitter }: TradingParts, whole: Order, fill: Fill): void {
  emitter.emitOrder(whole.request.id, { type: 'partFilled', fill });
}

/** Takes the fill of a part back from the whole; what that opens again holds what it needs. */
export function uncountPart(parts: TradingParts, whole: Order, fill: Fill): void {
  const { emitter, fold } = parts;
  const { id } = whole.request;
  if (!whole.fills.some(({ trade }) => trade === fill.trade)) return;
  emitter.emitOrder(id, { type: 'partBusted', fill });
  const after = fold.orders.get(id);
  if (!isClosed(after)) reviseHold(parts, after, 'raise');
}

/**
 * Answers the amendment of an order that is out in parts, once none of them stands in its way: none works for
 * more than it is to have, or at another limit. Says whether it has.
 */
export function answerAmendment(parts: TradingParts, execution: Execution): boolean {
  const { fold, emitter } = parts;
  const { id } = execution.request;
  const order = fold.orders.find(id);
  const asked = order?.pending === 'update' ? fold.orders.asked(id) : null;
  if (asked === null || isInTheWay(execution, asked.terms)) return false;
  // What has filled in the meantime is no less for it.
  const qty = toQuantity(Math.max(asked.qty, execution.filled));
  emitter.emitOrder(id, { type: 'updated', qty, terms: asked.terms });
  const after = fold.orders.get(id);
  if (isClosed(after)) releaseHold(parts, after);
  else reviseHold(parts, after, 'exact');
  return true;
}

/** Has no part follow of an order that has closed by something else than its parts; says whether that is news. */
export function followOrder(parts: TradingParts, execution: Execution): boolean {
  const { request, state, qty, filled } = execution;
  if (state !== 'working' || filled >= qty) return false;
  const order = parts.fold.orders.find(request.id);
  if (order !== undefined && !isClosed(order)) return false;
  windDown(parts, execution, 'its order has ended');
  return true;
}

/** Ends an order whose parts have all ended, as they did; of an exit that was not asked to, that is said. */
export function endWhole(
  parts: TradingParts,
  { request: { id }, outcome, reason }: Execution,
): void {
  const { fold, emitter } = parts;
  const order = fold.orders.find(id);
  if (order === undefined || isClosed(order)) return;
  assert(order.state === 'IN_PARTS', `order ${id} is ${order.state}, its parts have ended`);
  if (outcome === 'expired') emitter.emitOrder(id, { type: 'expired' });
  else emitter.emitOrder(id, { type: 'canceled', reason: reason === '' ? null : reason });
  const ended = fold.orders.get(id);
  releaseHold(parts, ended);
  if (order.pending === 'cancel' || !fold.exits.isExit(id)) return;
  const why = outcome === 'expired' ? 'it expired' : `its parts have ended: ${reason}`;
  noteMissingExit(parts, ended, why);
}

/** Whether it will leave part by part: as the limit order that it is, or becomes. */
function mayBeDivided(parts: TradingParts, request: OrderRequest): boolean {
  const { terms } = request;
  if (emulationUnder(parts.config.limits, request, terms) === 'native') return false;
  const resting: OrderTerms = terms.type === 'limit' ? terms : { type: 'limit', limit: toPrice(0) };
  return isToBeDivided(parts, { ...request, terms: resting });
}

function isInTheWay(execution: Execution, terms: OrderTerms): boolean {
  const { open, filled, qty } = execution;
  const isElsewhere = (child: OpenChild): boolean =>
    child.isBusy && !hasSameTerms(child.terms, terms);
  return open.length > 0 && (filled + openQty(execution) > qty || open.some(isElsewhere));
}
