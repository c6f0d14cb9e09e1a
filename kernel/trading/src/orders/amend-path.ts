import type { OriginCode, Refusal } from 'argosy/core';
import {
  firedTerms,
  isConditional,
  type Command,
  type CommandBody,
  type Order,
  type OrderChange,
  type OrderTerms,
} from 'argosy/domain';
import { canTransition, isClosed, isOfOrder, isSizedByList } from 'argosy/orders';
import { checkOrder, type CheckStage } from 'argosy/risk';

import { mayTouch } from '../authority.ts';
import { amendEmulated } from '../emulation/amend-emulated.ts';
import { refusalOfTaking } from '../emulation/only-making.ts';
import { commandRefusal } from '../errors.ts';
import { amendExecution, amendParts } from '../executions/execution-path.ts';
import { OrderContext } from './order-context.ts';
import { placeHold } from './place-hold.ts';
import { refuseCommand, refusalText } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

type AmendCommand = Extract<CommandBody, { readonly type: 'amend' }>;

/** What an order is to become, and the checks it has to pass first; null for none. */
export type Amendment = Change & { readonly stage: CheckStage | null };
/** What an order is to become, and who wants it; null where it follows by itself. */
type Change = Pick<Order, 'qty' | 'terms'> & { readonly actor: OriginCode | null };

/**
 * Takes an amendment in. An order has one request on its way at a time; one that waits for its
 * parent is changed here and now.
 */
export function amendOrder(parts: TradingParts, command: Command, body: AmendCommand): void {
  const { order: id } = body;
  const order = parts.fold.orders.find(id);
  const execution = parts.fold.executions.find(id);
  if (execution !== undefined && !isOfOrder(execution)) {
    amendExecution(parts, command, { execution, qty: body.qty, terms: body.terms });
    return;
  }
  if (order === undefined) {
    refuseCommand(parts, id, commandRefusal('ORDER_UNKNOWN', id));
    return;
  }
  const { qty, terms } = { qty: body.qty ?? order.qty, terms: termsAsked(order, body.terms) };
  const actor = command.origin;
  const stuck = checkAmendable(parts, command, { order, change: { qty, terms } });
  if (stuck !== null) refuseCommand(parts, id, stuck);
  else if (isWaiting(order)) amendWaiting(parts, order, { qty, terms, actor });
  else {
    const refusal = sendAmendment(parts, order, { qty, terms, stage: 'amend', actor });
    // Nothing is asked of a broker for an order that waits here, so nothing shows that it was refused.
    if (refusal !== null && order.state === 'EMULATED') refuseCommand(parts, id, refusal);
  }
}

/**
 * What an amendment asks for by now: of an order that has waited here and gone, the terms that those it
 * names would have become, for its owner may not have heard of it yet.
 */
function termsAsked({ request, terms }: Order, asked: OrderTerms | null): OrderTerms {
  if (asked === null) return terms;
  const hasFired = isConditional(request.terms) && !isConditional(terms);
  if (!hasFired || asked.type !== request.terms.type) return asked;
  return firedTerms(asked, request.side) ?? asked;
}

/**
 * Sends an amendment. What it needs more is set aside before it leaves; what it needs less is given
 * back once the broker has confirmed. A refused amendment shows as one that was asked for and
 * refused, so that its sender hears of it; the refusal is given back. An order that waits here for its
 * price is changed here and now, one that is out in parts once they allow it.
 */
export function sendAmendment(
  parts: TradingParts,
  order: Order,
  { qty, terms, stage, actor }: Amendment,
): Refusal | null {
  const { emitter } = parts;
  const { id, account } = order.request;
  const refusal = stage === null ? null : checkAndHold(parts, order, { qty, terms, stage, actor });
  if (order.state === 'EMULATED') {
    if (refusal === null) amendEmulated(parts, order, { qty, terms });
    return refusal;
  }
  emitter.emitOrder(id, { type: 'pendingUpdate', qty, terms });
  if (refusal !== null) {
    emitter.emitOrder(id, { type: 'modifyRejected', reason: refusalText(refusal) });
  } else if (order.state === 'IN_PARTS') amendParts(parts, id, { qty, terms });
  else emitter.send({ type: 'amend', account, order: id, qty, terms });
  return refusal;
}

function checkAndHold(
  parts: TradingParts,
  order: Order,
  { stage, ...change }: Change & { readonly stage: CheckStage },
): Refusal | null {
  const { now } = parts.emitter;
  const context = OrderContext.ofAmend(parts, order, { now, stage, ...change });
  const refusal = checkOrder(context, stage);
  if (refusal !== null) return refusal;
  // What a list asks for leaves the price alone: there is nothing to look at anew.
  const taking = stage === 'amend' ? refusalOfTaking(parts, order.request, change.terms) : null;
  if (taking !== null) return taking;
  if (order.state !== 'IN_PARTS') return placeHold(parts, context);
  // The part that is out may still fill at the limit of before.
  const terms = worseOf(order, change.terms);
  return placeHold(parts, OrderContext.ofAmend(parts, order, { now, stage, ...change, terms }));
}

/** Of the terms that an order has and those that it is to have the ones that cost more. */
function worseOf({ terms: before, request }: Order, after: OrderTerms): OrderTerms {
  if (before.type !== 'limit' || after.type !== 'limit' || request.side === 'sell') return after;
  return before.limit > after.limit ? before : after;
}

function amendWaiting(parts: TradingParts, order: Order, { actor, ...change }: Change): void {
  const { emitter } = parts;
  const { id } = order.request;
  const context = OrderContext.ofAmend(parts, order, {
    now: emitter.now,
    stage: 'wait',
    actor,
    ...change,
  });
  const refusal = checkOrder(context, 'wait');
  if (refusal === null) emitter.emitOrder(id, { type: 'updated', ...change });
  else refuseCommand(parts, id, refusal);
}

function checkAmendable(
  { config, fold }: TradingParts,
  command: Command,
  { order, change }: { readonly order: Order; readonly change: Pick<Order, 'qty' | 'terms'> },
): Refusal | null {
  const { id } = order.request;
  if (isClosed(order)) return commandRefusal('ORDER_NOT_OPEN', `${id} is ${order.state}`);
  if (!mayTouch(config, command, order)) return commandRefusal('ORDER_FOREIGN', id);
  if (change.qty !== order.qty && isSizedByList(order.request)) {
    return commandRefusal('LIST_SIZED', `${id} has ${order.qty} units, asked ${change.qty}`);
  }
  if (isWaiting(order) || order.state === 'EMULATED') return null;
  if (order.pending !== null || fold.orders.isAmending(id)) {
    return commandRefusal('REQUEST_PENDING', `${id} is ${order.state}`);
  }
  const pending: OrderChange = { type: 'pendingUpdate', ...change };
  const verdict = canTransition(order, pending);
  return verdict.ok ? null : commandRefusal('NOT_AMENDABLE', verdict.refusal.reason);
}

function isWaiting({ state, request }: Order): boolean {
  return state === 'INITIALIZED' && request.link !== null;
}
