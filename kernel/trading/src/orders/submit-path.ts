import type { Refusal, Timestamp } from 'argosy/core';
import type { Command, CommandBody, OrderRequest, Touch } from 'argosy/domain';
import { isOpen, isSibling, LIST_MAX } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { mayConfirm, type Sender } from '../authority.ts';
import { placeOrder, refusalOfPlacing } from '../emulation/place-order.ts';
import { commandRefusal } from '../errors.ts';
import { listMembers } from '../lists/list-members.ts';
import { refusalOfParts } from '../executions/divided-order.ts';
import { isToBeSliced, refusalOfSlicing, sliceOrder } from '../executions/sliced-order.ts';
import { checkName } from './check-name.ts';
import { OrderContext } from './order-context.ts';
import { placeHold, refusalOfHold } from './place-hold.ts';
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
  const nameless = checkSubmitted(parts, command, { request, confirmation });
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
  const refusal = refusalOfNew(parts, context, isWaiting);
  if (refusal !== null) denyOrder(parts, request, refusal);
  else if (!isWaiting) placeOrder(parts, request);
}

/** An order by itself that is only looked at, as of an instant, with the market as it is then. */
export type LookedAt = {
  readonly request: OrderRequest & { readonly link: null };
  readonly touch: Touch;
  readonly now: Timestamp;
};

/** What would become of an order. */
export type Verdict = {
  /** Why it would not even be one; null where it would. */
  readonly refused: Refusal | null;
  /** Why it would be denied; null where it would not. */
  readonly denied: Refusal | null;
  readonly context: OrderContext;
};

/**
 * What would become of an order if it were submitted now: the same steps, without a word said. Only that an
 * account which the command itself would let open again (P-18) still reduces.
 */
export function judgeOrder(
  parts: TradingParts,
  sender: Sender,
  { request, touch, now }: LookedAt,
): Verdict {
  const confirmation = null;
  const moment = { now, isWaiting: false, actor: sender.origin, confirmation };
  const context = OrderContext.ofSubmit(parts, request, moment);
  const refused = checkSubmitted(parts, sender, { request, confirmation });
  if (refused !== null) return { refused, denied: null, context };
  const denied = isToBeSliced(parts, request)
    ? refusalOfSlicing(parts, context, touch)
    : (checkOrder(context, 'submit') ??
      refusalOfParts(parts, request) ??
      refusalOfHold(parts, context) ??
      refusalOfPlacing(parts, request));
  return { refused, denied, context };
}

function checkSubmitted(
  parts: TradingParts,
  sender: Sender,
  {
    request,
    confirmation,
  }: { readonly request: OrderRequest; readonly confirmation: string | null },
): Refusal | null {
  return (
    checkName(parts, sender, request) ??
    checkJoining(parts, request) ??
    checkConfirmed(parts, sender, confirmation)
  );
}

/** Why a new order may not go out, or be put to wait for its list; one that may go sets aside what it needs. */
export function refusalOfNew(
  parts: TradingParts,
  context: OrderContext,
  isWaiting: boolean,
): Refusal | null {
  const refusal =
    checkOrder(context, isWaiting ? 'wait' : 'submit') ?? refusalOfParts(parts, context.request);
  return refusal ?? (isWaiting ? null : placeHold(parts, context));
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
