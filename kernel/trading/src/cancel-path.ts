import { assert, type OrderId } from 'argosy/core';
import type { Command, CommandBody, Order } from 'argosy/domain';
import { canTransition, isClosed } from 'argosy/orders';

import { mayTouch } from './authority.ts';
import { commandRefusal } from './errors.ts';
import { releaseHold } from './place-hold.ts';
import { refuseCommand } from './refuse-command.ts';
import type { TradingParts } from './trading-parts.ts';

/** Cancels an order. No check of risk stands in the way of a cancel, in no state of the account. */
export function cancelOrder(parts: TradingParts, command: Command, id: OrderId): void {
  const order = parts.fold.orders.find(id);
  if (order === undefined) refuseCommand(parts, id, commandRefusal('ORDER_UNKNOWN', id));
  else if (isClosed(order)) {
    refuseCommand(parts, id, commandRefusal('ORDER_NOT_OPEN', `${id} is ${order.state}`));
  } else if (!mayTouch(parts.config, command, order)) {
    refuseCommand(parts, id, commandRefusal('ORDER_FOREIGN', id));
  } else cancelOpen(parts, order);
}

/**
 * Cancels every open order of a book that the sender may touch, in the order they came, but those
 * of which a cancel is on its way.
 */
export function cancelAllOrders(
  parts: TradingParts,
  command: Command,
  { account, book, instrument }: Extract<CommandBody, { readonly type: 'cancelAll' }>,
): void {
  const { orders, working } = parts.fold;
  const open = instrument === null ? orders.open() : working.of(account, instrument);
  const wanted = [...open].filter(
    ({ request, pending }) =>
      request.account === account && request.book === book && pending !== 'cancel',
  );
  for (const order of wanted) {
    if (mayTouch(parts.config, command, order)) cancelOpen(parts, order);
  }
}

/** An order that never left is closed here and now; any other is the broker's to cancel. */
export function cancelOpen(parts: TradingParts, order: Order, reason: string | null = null): void {
  const { emitter } = parts;
  const { id, account } = order.request;
  if (isLocal(order)) {
    emitter.emitOrder(id, { type: 'canceled', reason });
    releaseHold(parts, order);
    return;
  }
  const change = { type: 'pendingCancel' } as const;
  assert(canTransition(order, change).ok, `order ${id} in ${order.state} cannot be cancelled`);
  emitter.emitOrder(id, change);
  emitter.send({ type: 'cancel', account, order: id });
}

function isLocal({ state }: Order): boolean {
  return state === 'INITIALIZED' || state === 'EMULATED' || state === 'RELEASED';
}
