import { assert, type Refusal, type Timestamp } from 'argosy/core';
import {
  NO_DEADLINE,
  type Command,
  type ExecutionPlan,
  type OrderRequest,
  type Touch,
} from 'argosy/domain';
import { isShownInParts } from 'argosy/orders';
import { checkOrder, emulationUnder } from 'argosy/risk';

import { dayEndOf } from '../emulation/auction-times.ts';
import { refusalOfTaking } from '../emulation/only-making.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold, refusalOfHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';
import { beginExecution, checkParent, refusalOfRoom, type ParentBody } from './execution-path.ts';

/** An order that is asked for, with the market as its sender saw it, and who confirms what a check minds. */
type Asked = {
  readonly request: OrderRequest;
  readonly touch: Touch;
  readonly confirmation: string | null;
};

/** Whether an order is to show a part of itself at a venue that hides none: it is sent part by part. */
export function isToBeSliced({ config }: TradingParts, request: OrderRequest): boolean {
  // Nearly every order shows all of itself: nothing else is looked up for it.
  if (!isShownInParts(request)) return false;
  const plan = emulationUnder(config.limits, request, request.terms);
  return typeof plan === 'object' && plan.way === 'sliced';
}

/**
 * Has an order work as a parent whose children are what it shows, one after the other. It passes every check
 * and sets aside what it needs as the whole that it is; each child passes the checks again when it goes out.
 */
export function sliceOrder(parts: TradingParts, command: Command, asked: Asked): void {
  const { request, touch, confirmation } = asked;
  const body = { request, touch, plan: planOf(parts, request) };
  beginExecution(parts, command, body, () => {
    const whole = contextOf(parts, command, asked);
    return checkWhole(parts, whole, body) ?? placeHold(parts, whole);
  });
  if (confirmation !== null) parts.emitter.emitAnomaly('orderConfirmed', request.id, confirmation);
}

/** Why an order that would be sent in parts would be denied now; null where it would begin. */
export function refusalOfSlicing(
  parts: TradingParts,
  whole: OrderContext,
  touch: Touch,
): Refusal | null {
  const { request } = whole;
  const body = { request, touch, plan: planOf(parts, request) };
  return refusalOfRoom(parts) ?? checkWhole(parts, whole, body) ?? refusalOfHold(parts, whole);
}

function checkWhole(parts: TradingParts, whole: OrderContext, body: ParentBody): Refusal | null {
  const { request } = body;
  return (
    checkOrder(whole, 'submit') ??
    checkParent(parts, body) ??
    refusalOfTaking(parts, request, request.terms)
  );
}

function contextOf(
  parts: TradingParts,
  { origin: actor }: Command,
  { request, confirmation }: Asked,
): OrderContext {
  const { now } = parts.emitter;
  return OrderContext.ofSubmit(parts, request, { now, isWaiting: false, actor, confirmation });
}

function planOf(parts: TradingParts, request: OrderRequest): ExecutionPlan {
  const shown = request.instructions?.display ?? null;
  assert(shown !== null, `order ${request.id} shows a part of itself`);
  const endAt = endOf(parts, request);
  return { algorithm: { type: 'iceberg', shown }, startAt: null, endAt, atEnd: 'cancel' };
}

/** It ends as its order would: with its day, at its instant, or by its owner alone. */
function endOf({ config, emitter }: TradingParts, request: OrderRequest): Timestamp {
  const { tif, instructions, instrument } = request;
  // What nobody lists has no day; it is denied in a moment.
  if (tif === 'DAY' && config.instruments.find(instrument) === undefined) return NO_DEADLINE;
  if (tif === 'DAY') return dayEndOf(config, instrument, emitter.now);
  return tif === 'GTD' ? (instructions?.expiresAt ?? NO_DEADLINE) : NO_DEADLINE;
}
