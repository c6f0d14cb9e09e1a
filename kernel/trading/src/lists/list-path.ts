import type { OrderId, Refusal } from 'argosy/core';
import type { Command, CommandBody, NewOrder, OrderRequest } from 'argosy/domain';
import { checkList } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { placeOrder } from '../emulation/place-order.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold, releaseHold } from '../orders/place-hold.ts';
import { refuseCommand } from '../refuse-command.ts';
import { denyOrder } from '../orders/send-order.ts';
import { checkName } from '../orders/check-name.ts';
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
  const refused = findRefused(parts, command, orders);
  if (refused !== null) {
    denyAll(parts, requests, refused);
    return;
  }
  for (const request of requests) if (request.link?.parent === null) placeOrder(parts, request);
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

/** The first order that is refused; what was set aside before it is given back with the denial. */
function findRefused(
  parts: TradingParts,
  { origin: actor }: Command,
  orders: readonly NewOrder[],
): Refused | null {
  const { now } = parts.emitter;
  for (const { request } of orders) {
    const isWaiting = request.link?.parent !== null;
    const context = OrderContext.ofSubmit(parts, request, {
      now,
      isWaiting,
      actor,
      confirmation: null,
    });
    const refusal = isWaiting
      ? checkOrder(context, 'wait')
      : (checkOrder(context, 'submit') ?? placeHold(parts, context));
    if (refusal !== null) return { id: request.id, refusal };
  }
  return null;
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
