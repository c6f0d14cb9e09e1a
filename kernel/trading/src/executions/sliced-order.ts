import type { Refusal } from 'argosy/core';
import type { Command, OrderRequest, Touch } from 'argosy/domain';
import { checkOrder } from 'argosy/risk';

import { refusalOfTaking } from '../emulation/only-making.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold, refusalOfHold } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';
import { beginExecution, checkParent, type ParentBody } from './execution-path.ts';
import { isToBeDivided } from './divided-order.ts';
import { refusalOfRoom } from './execution-room.ts';
import { partsPlanOf } from './parts-plan.ts';

/** An order that is asked for, with the market as its sender saw it, and who confirms what a check minds. */
type Asked = {
  readonly request: OrderRequest;
  readonly touch: Touch;
  readonly confirmation: string | null;
};

/**
 * Whether an order is sent part by part as a parent from the beginning: nobody follows what becomes of it as one
 * order, and it waits for nothing.
 */
export function isToBeSliced(parts: TradingParts, request: OrderRequest): boolean {
  return request.link === null && isToBeDivided(parts, request);
}

/**
 * Has an order work as a parent whose children are what it shows, one after the other. It passes every check
 * and sets aside what it needs as the whole that it is; each child passes the checks again when it goes out.
 */
export function sliceOrder(parts: TradingParts, command: Command, asked: Asked): void {
  const { request, touch, confirmation } = asked;
  const body = { request, touch, plan: partsPlanOf(parts, request) };
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
  const body = { request, touch, plan: partsPlanOf(parts, request) };
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
