import type { Refusal } from 'argosy/core';
import type { Command, CommandBody, Order, OrderChange } from 'argosy/domain';
import { canTransition, isClosed } from 'argosy/orders';
import { checkAmend } from 'argosy/risk';

import { mayTouch } from './authority.ts';
import { commandRefusal } from './errors.ts';
import { OrderContext } from './order-context.ts';
import { placeHold } from './place-hold.ts';
import { refuseCommand, refusalText } from './refuse-command.ts';
import type { TradingParts } from './trading-parts.ts';

type Amendment = Extract<CommandBody, { readonly type: 'amend' }>;

/**
 * Takes an amendment in. What it needs more is set aside before it leaves; what it needs less is
 * given back once the broker has confirmed. An order has one request on its way at a time. A
 * refused amendment shows as one that was asked for and refused, so that its sender hears of it.
 */
export function amendOrder(parts: TradingParts, command: Command, body: Amendment): void {
  const { fold, emitter } = parts;
  const { order: id, qty, terms } = body;
  const order = fold.orders.find(id);
  const change: OrderChange = { type: 'pendingUpdate', qty, terms };
  if (order === undefined) {
    refuseCommand(parts, id, commandRefusal('ORDER_UNKNOWN', id));
    return;
  }
  const stuck = checkAmendable(parts, command, { order, change });
  if (stuck !== null) {
    refuseCommand(parts, id, stuck);
    return;
  }
  const context = OrderContext.ofAmend(parts, order, { now: emitter.now, qty, terms });
  const refusal = checkAmend(context) ?? placeHold(parts, context);
  emitter.emitOrder(id, change);
  if (refusal === null) {
    emitter.send({ type: 'amend', account: order.request.account, order: id, qty, terms });
    return;
  }
  emitter.emitOrder(id, { type: 'modifyRejected', reason: refusalText(refusal) });
}

function checkAmendable(
  { config, fold }: TradingParts,
  command: Command,
  { order, change }: { readonly order: Order; readonly change: OrderChange },
): Refusal | null {
  const { id } = order.request;
  if (isClosed(order)) return commandRefusal('ORDER_NOT_OPEN', `${id} is ${order.state}`);
  if (!mayTouch(config, command, order)) return commandRefusal('ORDER_FOREIGN', id);
  if (order.pending !== null || fold.orders.isAmending(id)) {
    return commandRefusal('REQUEST_PENDING', `${id} is ${order.state}`);
  }
  const verdict = canTransition(order, change);
  return verdict.ok ? null : commandRefusal('NOT_AMENDABLE', verdict.refusal.reason);
}
