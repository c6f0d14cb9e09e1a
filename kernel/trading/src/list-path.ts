import { assert, assertNever, type OrderId, type Refusal } from 'argosy/core';
import {
  triggerOf,
  type Command,
  type CommandBody,
  type NewOrder,
  type Order,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';
import { checkList, computeListActions, isOpen, type ListAction } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { sendAmendment } from './amend-path.ts';
import { cancelOpen } from './cancel-path.ts';
import { listMembers, lotOf } from './list-members.ts';
import { OrderContext } from './order-context.ts';
import { placeHold, releaseHold } from './place-hold.ts';
import { refuseCommand } from './refuse-command.ts';
import { checkName, denyOrder, sendOrder } from './submit-path.ts';
import type { TradingParts } from './trading-parts.ts';

/** How many times one list may ask for something in one turn; far above what a list needs. */
const LIST_ROUNDS_MAX = 1000;

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
  for (const request of requests) if (request.link?.parent === null) sendOrder(parts, request);
}

/** Does what the lists ask for that something has happened to in this turn. */
export function settleLists(parts: TradingParts): void {
  const { lists } = parts.fold;
  for (let rounds = 0; ; rounds += 1) {
    const list = lists.takeTouched();
    if (list === null) return;
    assert(rounds < LIST_ROUNDS_MAX, `list ${list} asks for something without end`);
    settle(parts, list);
  }
}

function settle(parts: TradingParts, list: OrderId): void {
  const members = listMembers(parts, list);
  if (!members.some(({ order }) => isOpen(order))) {
    parts.fold.lists.drop(list);
    return;
  }
  for (const action of computeListActions(members, lotOf(parts))) act(parts, action);
}

function act(parts: TradingParts, action: ListAction): void {
  const order = parts.fold.orders.get(action.order);
  switch (action.type) {
    case 'release':
      releaseOrder(parts, order, action.qty);
      break;
    case 'resize':
      sendAmendment(parts, order, {
        qty: action.qty,
        terms: order.terms,
        stage: action.qty > order.qty ? 'resize' : null,
        actor: null,
      });
      break;
    case 'cancel':
      cancelOpen(parts, order, action.reason);
      break;
    default:
      assertNever(action);
  }
}

/**
 * Sends a child out, looked at again as if it were new. A stop whose trigger the market has passed
 * while it waited goes as what it would have become, because a stop on the wrong side of the market
 * is refused almost everywhere, and the position it protects is there.
 */
function releaseOrder(parts: TradingParts, waiting: Order, qty: Order['qty']): void {
  const { fold, emitter } = parts;
  const { id } = waiting.request;
  const terms = awakenedTerms(parts, waiting);
  if (qty !== waiting.qty || terms !== waiting.terms) {
    emitter.emitOrder(id, { type: 'updated', qty, terms });
  }
  const order = fold.orders.get(id);
  const context = OrderContext.ofRelease(parts, order, emitter.now);
  const refusal = checkOrder(context, 'release') ?? placeHold(parts, context);
  if (refusal === null) sendOrder(parts, { ...order.request, qty, terms });
  else denyOrder(parts, order.request, refusal);
}

function awakenedTerms(parts: TradingParts, { request, terms }: Order): OrderTerms {
  const trigger = triggerOf(terms);
  const index = parts.config.instruments.indexOf(request.instrument);
  if (trigger === null || index === undefined) return terms;
  const { last2 } = parts.touches.prices(index);
  const isPassed = request.side === 'buy' ? last2 >= 2 * trigger : last2 <= 2 * trigger;
  if (!isPassed) return terms;
  return terms.type === 'stopLimit' ? { type: 'limit', limit: terms.limit } : { type: 'market' };
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
