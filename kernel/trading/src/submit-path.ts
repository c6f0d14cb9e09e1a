import { assert, parseOrderId, type ParsedOrderId, type Refusal, type Result } from 'argosy/core';
import type { Command, CommandBody, OrderRequest, Touch } from 'argosy/domain';
import { checkOrderId, checkSubmit } from 'argosy/risk';

import { mayCreate, type Sender } from './authority.ts';
import { commandRefusal } from './errors.ts';
import { OrderContext } from './order-context.ts';
import { placeHold } from './place-hold.ts';
import { refuseCommand } from './refuse-command.ts';
import type { TradingParts } from './trading-parts.ts';

/**
 * Takes a new order in: its id, then every check, then the hold, and only then the broker. This is
 * the one place from which a new order leaves.
 */
export function submitOrder(
  parts: TradingParts,
  command: Command,
  { request, touch }: Extract<CommandBody, { readonly type: 'submit' }>,
): void {
  const { fold, emitter } = parts;
  const { id, account } = request;
  const parsed = parseOrderId(id);
  const isIdSeen = fold.orders.find(id) !== undefined || fold.seenIds.isSeen(id);
  const context = OrderContext.ofSubmit(parts, request, { now: emitter.now, isIdSeen });
  const nameless = checkName(parts, command, { request, parsed }) ?? checkOrderId(context);
  if (nameless !== null) {
    refuseCommand(parts, id, nameless);
    return;
  }
  emitter.emitOrder(id, { type: 'initialized', request, touch });
  const refusal = checkSubmit(context) ?? placeHold(parts, context);
  if (refusal !== null) {
    emitter.emitOrder(id, { type: 'denied', code: refusal.code, reason: refusal.reason });
    return;
  }
  emitter.emitOrder(id, { type: 'submitted', touch: touchNow(parts, request) });
  emitter.send({ type: 'submit', account, order: id, request });
}

/** An id that does not parse, or is not its sender's to use, names no order. */
function checkName(
  { config }: TradingParts,
  sender: Sender,
  named: { readonly request: OrderRequest; readonly parsed: Result<ParsedOrderId> },
): Refusal | null {
  const { request, parsed } = named;
  if (!parsed.ok) return commandRefusal('BAD_ORDER_ID', parsed.refusal.reason);
  const { origin } = parsed.value;
  if (mayCreate(config, sender, { origin, strategy: request.strategy })) return null;
  const { strategy } = request;
  const owner = strategy ?? 'nobody';
  return commandRefusal('FOREIGN_ORIGIN', `${request.id} of ${owner}, sent by ${sender.origin}`);
}

function touchNow({ config, touches, emitter }: TradingParts, { instrument }: OrderRequest): Touch {
  const index = config.instruments.indexOf(instrument);
  assert(index !== undefined, `instrument ${instrument} passed the checks`);
  return touches.touch(index, emitter.now);
}
