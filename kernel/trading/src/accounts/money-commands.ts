import { assertNever } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';

import { transferCash } from './account-path.ts';
import { bookAction } from '../positions/action-path.ts';
import { bookCharges } from './charges-path.ts';
import { correctCash } from './correct-path.ts';
import { expireInstrument } from '../positions/expiry-path.ts';
import { bookLoan } from './loan-path.ts';
import { movePosition } from '../positions/move-path.ts';
import { postReserved, reserveCash, voidReserved } from './reservation-path.ts';
import { setAccountFloor, setAccountStatus } from './terms-path.ts';
import type { TradingParts } from '../trading-parts.ts';

/** A command about money, or about the account that has it, rather than about orders. */
export type MoneyCommand = Extract<
  CommandBody,
  {
    readonly type:
      | 'transfer'
      | 'correctCash'
      | 'movePosition'
      | 'reserve'
      | 'postReserved'
      | 'voidReserved'
      | 'bookCharges'
      | 'bookAction'
      | 'bookLoan'
      | 'expire'
      | 'setStatus'
      | 'setFloor';
  }
>;

const moneyCommands: Readonly<Record<MoneyCommand['type'], true>> = {
  transfer: true,
  correctCash: true,
  movePosition: true,
  reserve: true,
  postReserved: true,
  voidReserved: true,
  bookCharges: true,
  bookAction: true,
  bookLoan: true,
  expire: true,
  setStatus: true,
  setFloor: true,
};

/** Whether a command is about money. */
export function isMoneyCommand(body: CommandBody): body is MoneyCommand {
  return body.type in moneyCommands;
}

/** Takes a command about money in. */
export function obeyMoneyCommand(parts: TradingParts, command: Command, body: MoneyCommand): void {
  switch (body.type) {
    case 'transfer':
      transferCash(parts, command, body);
      break;
    case 'correctCash':
      correctCash(parts, command, body);
      break;
    case 'movePosition':
      movePosition(parts, command, body);
      break;
    case 'reserve':
      reserveCash(parts, command, body);
      break;
    case 'postReserved':
      postReserved(parts, command, body);
      break;
    case 'voidReserved':
      voidReserved(parts, command, body);
      break;
    case 'bookCharges':
      bookCharges(parts, command, body);
      break;
    case 'bookAction':
      bookAction(parts, command, body);
      break;
    case 'bookLoan':
      bookLoan(parts, command, body);
      break;
    case 'expire':
      expireInstrument(parts, command, body);
      break;
    case 'setStatus':
      setAccountStatus(parts, command, body);
      break;
    case 'setFloor':
      setAccountFloor(parts, command, body);
      break;
    default:
      assertNever(body);
  }
}
