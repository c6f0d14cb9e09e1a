import { ArgosyError, type Refusal } from 'argosy/core';

/** The codes of `commandRefusals`. */
export type CommandRefusalCode =
  | 'BAD_ORDER_ID'
  | 'FOREIGN_ORIGIN'
  | 'ORDER_UNKNOWN'
  | 'ORDER_NOT_OPEN'
  | 'ORDER_FOREIGN'
  | 'REQUEST_PENDING'
  | 'NOT_AMENDABLE'
  | 'BAD_EXECUTION'
  | 'LIST_INCOMPLETE'
  | 'LIST_SIZED'
  | 'MOVE_NOWHERE'
  | 'MOVE_UNFIT'
  | 'POSITION_UNKNOWN'
  | 'POSITION_RESERVED'
  | 'REPLAYED'
  | 'ACCOUNT_UNKNOWN'
  | 'NOT_EXPIRED'
  | 'SETTLEMENT_PRICE_UNKNOWN'
  | 'BAD_LIMIT'
  | 'BAD_COMMAND'
  | 'NOT_PERMITTED';

/** Every code a command can be refused with before an order is touched; it shows as an anomaly. */
export const commandRefusals: Readonly<Record<CommandRefusalCode, string>> = {
  BAD_ORDER_ID: 'the order id is not one that this system makes',
  FOREIGN_ORIGIN: 'the order id or the strategy is not its sender’s own',
  ORDER_UNKNOWN: 'no such order is known, or no longer',
  ORDER_NOT_OPEN: 'the order is closed',
  ORDER_FOREIGN: 'the order belongs to another strategy',
  REQUEST_PENDING: 'an earlier amendment or cancellation waits for its answer',
  NOT_AMENDABLE: 'an order in this state cannot be amended',
  BAD_EXECUTION: 'a parent order cannot be worked so',
  LIST_INCOMPLETE:
    'an order of a list came without its list, and is like none that still works in it',
  LIST_SIZED: 'the list decides the quantity of this order; its prices may be changed',
  MOVE_NOWHERE: 'a move leads to where the position is already',
  MOVE_UNFIT: 'the account or the book cannot take the position so',
  POSITION_UNKNOWN: 'no such position was ever held, or no such instrument trades here',
  POSITION_RESERVED: 'more is to be moved than is held and no open order sells',
  REPLAYED: 'a command of this id was obeyed already, and nothing is done again',
  ACCOUNT_UNKNOWN: 'no such account trades here',
  NOT_EXPIRED: 'the instrument has not ended, or has no end',
  SETTLEMENT_PRICE_UNKNOWN: 'nothing says what it settles at: no price of what it is on is known',
  BAD_LIMIT: 'such a limit cannot be set there, or not to this value or time',
  BAD_COMMAND: 'an id of the command is not 1 to 128 printable characters',
  NOT_PERMITTED:
    'a strategy may tighten its account’s state, not loosen it or the firm’s, kills only itself, sets no limit, confirms no order and moves no money',
};

/** The codes of `tradingErrors`. */
export type TradingErrorCode =
  | 'DUPLICATE_ACCOUNT'
  | 'DUPLICATE_BALANCE'
  | 'NEGATIVE_BALANCE'
  | 'DUPLICATE_BOOK'
  | 'BAD_ALLOTMENT'
  | 'BAD_LEVERAGE'
  | 'BAD_CARRY'
  | 'BAD_MAINTENANCE'
  | 'BAD_SETTLEMENT'
  | 'CALENDAR_MISSING'
  | 'BAD_BOUND'
  | 'STATE_MISMATCH';

/** Every code this room throws when it is set up with bad values. */
export const tradingErrors: Readonly<Record<TradingErrorCode, string>> = {
  DUPLICATE_ACCOUNT: 'an account is configured twice',
  DUPLICATE_BALANCE: 'an account opens with two balances of one currency',
  NEGATIVE_BALANCE: 'an account cannot open with less than nothing',
  DUPLICATE_BOOK: 'an account lists a book twice',
  BAD_ALLOTMENT: 'a book is allotted more than nothing',
  BAD_LEVERAGE: 'only a margin account has leverage, above zero',
  BAD_CARRY: 'what nights cost is told in whole millionths a year, at an instant within a day',
  BAD_MAINTENANCE:
    'only a margin account keeps margin: parts of it above zero, the call’s the larger',
  BAD_SETTLEMENT: 'when trades settle is told in trading days of a calendar that was given',
  CALENDAR_MISSING: 'an instrument names a calendar that was not given',
  BAD_BOUND: 'a bound must be a whole number above zero',
  STATE_MISMATCH: 'a saved state does not fit this machine',
};

/** A refusal with the particulars of the case. */
export function commandRefusal(code: CommandRefusalCode, reason: string): Refusal {
  return { code, reason };
}

/** Makes an error of the room's table with the particulars of the case. */
export function tradingError(code: TradingErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${tradingErrors[code]}: ${detail}`);
}
