import type { Command, CommandBody, Order, StateScope } from 'argosy/domain';
import { assertNever, type AccountId } from 'argosy/core';

import { mayKill } from '../authority.ts';
import { cancelOpen } from './cancel-open.ts';
import { commandRefusal } from '../errors.ts';
import { windDownExecutions } from '../executions/wind-down.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * The kill switch: the scope is HALTED before anything else, then every order that works in it is
 * cancelled, whoever sent it. Pressed again it cancels once more what the broker did not let go. The
 * state is an event like any other, so it outlives a restart until somebody free sets another one.
 */
export function killScope(
  parts: TradingParts,
  command: Command,
  { account, scope, reason }: Extract<CommandBody, { readonly type: 'kill' }>,
): void {
  const { fold, emitter, config } = parts;
  if (fold.accounts.find(account) === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  if (!mayKill(config, command, scope)) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `kill ${scope.kind}`));
    return;
  }
  const state = 'HALTED';
  if (fold.accounts.stateOf(account, scope) !== state) {
    emitter.emit({ kind: 'account', account, scope, state, reason });
  }
  windDownExecutions(parts, (execution) => isWithin(execution, account, scope), reason);
  const working = fold.orders
    .open()
    .filter((order) => order.pending !== 'cancel' && isWithin(order, account, scope));
  for (const order of working) cancelOpen(parts, order, reason);
}

/** Whether an order lies in a scope. */
export function isWithin(
  { request }: Pick<Order, 'request'>,
  account: AccountId,
  scope: StateScope,
): boolean {
  if (scope.kind === 'firm' || scope.kind === 'storage') return true;
  if (request.account !== account) return false;
  switch (scope.kind) {
    case 'account':
    case 'reconciliation':
      return true;
    case 'book':
      return request.book === scope.book;
    case 'strategy':
      return request.strategy === scope.strategy;
    case 'instrument':
      return request.instrument === scope.instrument;
    default:
      return assertNever(scope);
  }
}
