import type { OrderId, Refusal } from 'argosy/core';
import type { Command, CommandBody, NewOrder, OrderRequest } from 'argosy/domain';
import { checkList } from 'argosy/orders';

import { placeOrder } from '../emulation/place-order.ts';
import { OrderContext } from '../orders/order-context.ts';
import { mayWaitForCover } from './await-cover.ts';
import { releaseHold } from '../orders/place-hold.ts';
import { refuseCommand } from '../refuse-command.ts';
import { denyOrder } from '../orders/send-order.ts';
import { checkName } from '../orders/check-name.ts';
import { refusalOfNew } from '../orders/submit-path.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Takes a list of orders in, all or none: those without a parent go out at once, the others wait
 * without a hold. One refusal denies the whole list, so that nothing is entered whose exit would be
 * turned away for a reason that is known already.
 */
export function submitList(
  parts: TradingParts,
  command: Command,
  { orders }: Extract<CommandBody, { readonly type: 'submitList' }>,
): void {
  const requests = orders.map(({ request }) => request);
  const nameless = checkNames(parts, command, requests);
  if (nameless !== null) {
    for (const { id } of requests) refuseCommand(parts, id, nameless);
    return;
  }
  const { emitter } = parts;
  for (const { request, touch } of orders) {
    emitter.emitOrder(request.id, { type: 'initialized', request, touch });
  }
  const waiting = new Set<OrderId>();
  const refused = findRefused(parts, { command, orders, waiting });
  if (refused !== null) {
    denyAll(parts, requests, refused);
    return;
  }
  for (const request of requests) {
    if (request.link?.parent === null && !waiting.has(request.id)) placeOrder(parts, request);
  }
}

function checkNames(
  parts: TradingParts,
  command: Command,
  requests: readonly OrderRequest[],
): Refusal | null {
  const list = checkList(requests);
  if (!list.ok) return list.refusal;
  for (const request of requests) {
    const nameless = checkName(parts, command, request);
    if (nameless !== null) return nameless;
  }
  return null;
}

type Refused = { readonly id: OrderId; readonly refusal: Refusal };

/** A list as it is looked at, and those of it that are to wait for what the others bring. */
type Looked = {
  readonly command: Command;
  readonly orders: readonly NewOrder[];
  readonly waiting: Set<OrderId>;
};

/**
 * The first order that is refused; what was set aside before it is given back with the denial. Where all that
 * would go out wait for each other, nothing would ever come of it.
 */
function findRefused(parts: TradingParts, looked: Looked): Refused | null {
  const { orders, waiting } = looked;
  let first: Refused | null = null;
  let roots = 0;
  for (const { request } of orders) {
    if (request.link?.parent === null) roots += 1;
    const refusal = refusalOf(parts, looked, request);
    if (refusal === null) continue;
    first ??= { id: request.id, refusal };
    if (!mayWaitForCover(parts, request, refusal)) return { id: request.id, refusal };
    waiting.add(request.id);
  }
  return waiting.size === roots ? first : null;
}

function refusalOf(
  parts: TradingParts,
  { command: { origin: actor } }: Looked,
  request: OrderRequest,
): Refusal | null {
  const { now } = parts.emitter;
  const isWaiting = request.link?.parent !== null;
  const moment = { now, isWaiting, actor, confirmation: null };
  const context = OrderContext.ofSubmit(parts, request, moment);
  return refusalOfNew(parts, context, isWaiting);
}

function denyAll(
  parts: TradingParts,
  requests: readonly OrderRequest[],
  { id: culprit, refusal }: Refused,
): void {
  const others = { code: 'LIST_DENIED', reason: `${culprit} is ${refusal.code}` };
  for (const request of requests) {
    denyOrder(parts, request, request.id === culprit ? refusal : others);
    releaseHold(parts, parts.fold.orders.get(request.id));
  }
}
