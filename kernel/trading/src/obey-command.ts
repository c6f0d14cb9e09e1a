import { assertNever } from 'argosy/core';
import { boundCommand, type Command } from 'argosy/domain';

import { setAccountState } from './accounts/account-path.ts';
import { amendOrder } from './orders/amend-path.ts';
import { cancelAllOrders, cancelOrder } from './orders/cancel-path.ts';
import { executeParent } from './executions/execution-path.ts';
import { killScope } from './orders/kill-path.ts';
import { setLimit } from './limit-path.ts';
import { submitList } from './lists/list-path.ts';
import { isMoneyCommand, obeyMoneyCommand } from './accounts/money-commands.ts';
import { refuseFlawed, refuseUnreadable } from './refuse-command.ts';
import { submitOrder } from './orders/submit-path.ts';
import type { TradingParts } from './trading-parts.ts';

/** Takes a command to its path. */
export function obeyCommand(parts: TradingParts, given: Command): void {
  const command = boundCommand(given);
  const { body } = command;
  if (refuseFlawed(parts, body)) return;
  if (isMoneyCommand(body)) {
    obeyMoneyCommand(parts, command, body);
    return;
  }
  switch (body.type) {
    case 'submit':
    case 'submitConfirmed':
      submitOrder(parts, command, body);
      break;
    case 'submitList':
      submitList(parts, command, body);
      break;
    case 'execute':
      executeParent(parts, command, body);
      break;
    case 'amend':
      amendOrder(parts, command, body);
      break;
    case 'cancel':
      cancelOrder(parts, command, body.order);
      break;
    case 'cancelAll':
      cancelAllOrders(parts, command, body);
      break;
    case 'kill':
      killScope(parts, command, body);
      break;
    case 'setLimit':
      setLimit(parts, command, body);
      break;
    case 'setState':
      setAccountState(parts, command, body);
      break;
    case 'unreadable':
      refuseUnreadable(parts, body);
      break;
    default:
      assertNever(body);
  }
}
