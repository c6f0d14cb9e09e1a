import { assert, parseOrderId, type OrderId, type Refusal } from 'argosy/core';
import type { Command, CommandBody, OrderRequest, Touch } from 'argosy/domain';
import { checkOrder, checkOrderId } from 'argosy/risk';

import { mayCreate, type Sender } from './authority.ts';
import { commandRefusal } from './errors.ts';
import { OrderContext } from './order-context.ts';
import { placeHold } from './place-hold.ts';
import { refuseCommand } from './refuse-command.ts';
import type { TradingParts } from './trading-parts.ts';

/** Takes a new order in: its id, then every check, then the hold, and only then the broker. */
export function submitOrder(
  parts: TradingParts,
  command: Command,
  { request, touch }: Extract<CommandBody, { readonly type: 'submit' }>,
): void {
  const { emitter } = parts;
  const { id, link } = request;
  const nameless =
    link === null
      ? checkName(parts, command, request)
      : commandRefusal('LIST_INCOMPLETE', `${id} of list ${link.list} came alone`);
  if (nameless !== null) {
    refuseCommand(parts, id, nameless);
    return;
  }
  emitter.emitOrder(id, { type: 'initialized', request, touch });
  const { now } = emitter;
  const context = OrderContext.ofSubmit(parts, request, { now, isWaiting: false });
  const refusal = checkOrder(context, 'submit') ?? placeHold(parts, context);
  if (refusal === null) sendOrder(parts, request);
  else emitter.emitOrder(id, { type: 'denied', code: refusal.code, reason: refusal.reason });
}

/** Sends an order that has passed every check. This is the one place from which a new order leaves. */
export function sendOrder(parts: TradingParts, request: OrderRequest): void {
  const { id, account } = request;
  parts.emitter.emitOrder(id, { type: 'submitted', touch: touchNow(parts, request) });
  parts.emitter.send({ type: 'submit', account, order: id, request });
}

/** An id that does not parse, was used before, or is not its sender's to use, names no order. */
export function checkName(
  parts: TradingParts,
  sender: Sender,
  request: OrderRequest,
): Refusal | null {
  const { id, strategy } = request;
  const parsed = parseOrderId(id);
  if (!parsed.ok) return commandRefusal('BAD_ORDER_ID', parsed.refusal.reason);
  const { origin } = parsed.value;
  if (!mayCreate(parts.config, sender, { origin, strategy })) {
    const owner = strategy ?? 'nobody';
    return commandRefusal('FOREIGN_ORIGIN', `${id} of ${owner}, sent by ${sender.origin}`);
  }
  return checkOrderId({ request, isIdSeen: isIdSeen(parts, id) });
}

function isIdSeen({ fold }: TradingParts, id: OrderId): boolean {
  return fold.orders.find(id) !== undefined || fold.seenIds.isSeen(id);
}

function touchNow({ config, touches, emitter }: TradingParts, { instrument }: OrderRequest): Touch {
  const index = config.instruments.indexOf(instrument);
  assert(index !== undefined, `instrument ${instrument} passed the checks`);
  return touches.touch(index, emitter.now);
}
