import type { OrderId } from 'argosy/core';
import type { Command, CommandBody, Order } from 'argosy/domain';
import { isClosed, isOfOrder } from 'argosy/orders';

import { mayTouch } from '../authority.ts';
import { cancelOpen } from './cancel-open.ts';
import { commandRefusal } from '../errors.ts';
import { windDownExecutions } from '../executions/wind-down.ts';
import { cancelExecution } from '../executions/execution-path.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Cancels an order. No check of risk stands in the way of a cancel, in no state of the account. */
export function cancelOrder(parts: TradingParts, command: Command, id: OrderId): void {
  const order = parts.fold.orders.find(id);
  const execution = parts.fold.executions.find(id);
  if (execution !== undefined && !isOfOrder(execution)) cancelExecution(parts, command, execution);
  else if (order === undefined) refuseCommand(parts, id, commandRefusal('ORDER_UNKNOWN', id));
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
  const isOfThese = ({ request }: Pick<Order, 'request'>): boolean =>
    request.account === account &&
    request.book === book &&
    (instrument === null || request.instrument === instrument);
  windDownExecutions(
    parts,
    (execution) => isOfThese(execution) && mayTouch(parts.config, command, execution),
    'all orders of its book are canceled',
  );
  const open = instrument === null ? orders.open() : working.of(account, instrument);
  const wanted = [...open].filter((order) => isOfThese(order) && order.pending !== 'cancel');
  for (const order of wanted) {
    if (mayTouch(parts.config, command, order)) cancelOpen(parts, order);
  }
}
