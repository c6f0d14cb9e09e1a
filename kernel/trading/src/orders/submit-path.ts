import type { Refusal } from 'argosy/core';
import type { Command, CommandBody, OrderRequest } from 'argosy/domain';
import { isOpen, isSibling, LIST_MAX } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { mayConfirm, type Sender } from '../authority.ts';
import { placeOrder } from '../emulation/place-order.ts';
import { commandRefusal } from '../errors.ts';
import { listMembers } from '../lists/list-members.ts';
import { isToBeSliced, sliceOrder } from '../executions/sliced-order.ts';
import { checkName } from './check-name.ts';
import { OrderContext } from './order-context.ts';
import { placeHold } from './place-hold.ts';
import { refuseCommand } from '../refuse-command.ts';
import { denyOrder } from './send-order.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Takes a new order in: its id, then every check, then the hold, and only then the broker. One that
 * names a list joins it, and goes out when the list says so.
 */
export function submitOrder(
  parts: TradingParts,
  command: Command,
  body: Extract<CommandBody, { readonly type: 'submit' | 'submitConfirmed' }>,
): void {
  const { request, touch } = body;
  const confirmation = body.type === 'submitConfirmed' ? body.confirmation : null;
  const { emitter } = parts;
  const { id, link } = request;
  const nameless =
    checkName(parts, command, request) ??
    checkJoining(parts, request) ??
    checkConfirmed(parts, command, confirmation);
  if (nameless !== null) {
    refuseCommand(parts, id, nameless);
    return;
  }
  if (isToBeSliced(parts, request)) {
    sliceOrder(parts, command, { request, touch, confirmation });
    return;
  }
  emitter.emitOrder(id, { type: 'initialized', request, touch });
  if (confirmation !== null) emitter.emitAnomaly('orderConfirmed', id, confirmation);
  const { now } = emitter;
  const isWaiting = link !== null;
  const context = OrderContext.ofSubmit(parts, request, {
    now,
    isWaiting,
    actor: command.origin,
    confirmation,
  });
  const refusal = isWaiting
    ? checkOrder(context, 'wait')
    : (checkOrder(context, 'submit') ?? placeHold(parts, context));
  if (refusal !== null) denyOrder(parts, request, refusal);
  else if (!isWaiting) placeOrder(parts, request);
}

/** Only a person confirms, and says under which id. */
function checkConfirmed(
  { config }: TradingParts,
  sender: Sender,
  confirmation: string | null,
): Refusal | null {
  if (confirmation === null) return null;
  if (mayConfirm(config, sender)) return null;
  return commandRefusal('NOT_PERMITTED', `${sender.origin} confirms ${confirmation}`);
}

/** An order that comes alone may join siblings that still work, as one that does just what they do. */
function checkJoining(parts: TradingParts, request: OrderRequest): Refusal | null {
  const { id, link } = request;
  if (link === null) return null;
  const members = listMembers(parts, link.list).map(({ order }) => order);
  const sibling = members.find((one) => isOpen(one) && isSibling(one.request, request));
  if (sibling !== undefined && members.length < LIST_MAX) return null;
  const why =
    sibling === undefined ? 'no open order like it is in it' : `it has ${LIST_MAX} orders`;
  return commandRefusal('LIST_INCOMPLETE', `${id} came alone to list ${link.list}: ${why}`);
}
