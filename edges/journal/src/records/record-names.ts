import { assertNever, type AccountId, type OrderId } from 'argosy/core';
import type { CommandBody, Input, TradingEvent } from 'argosy/domain';
import type { JournalEntry } from 'argosy/shard';

/** What a record belongs to; those who follow the journal choose by it. */
export type RecordNames = {
  readonly stream: JournalEntry['kind'];
  /** Null for what concerns no single account. */
  readonly account: AccountId | null;
  /** Where the shard trades, as its operator named it. */
  readonly region: string;
};

/** Whose an order is; null where that is not known any more. */
export type AccountOf = (order: OrderId) => AccountId | null;

/** The account an entry concerns. */
export function accountOfEntry(entry: JournalEntry, accountOf: AccountOf): AccountId | null {
  return entry.kind === 'input'
    ? accountOfInput(entry.input, accountOf)
    : accountOfEvent(entry.event, accountOf);
}

function accountOfInput(input: Input, accountOf: AccountOf): AccountId | null {
  if (input.kind === 'report') return input.account;
  return input.kind === 'command' ? accountOfCommand(input.body, accountOf) : null;
}

function accountOfCommand(body: CommandBody, accountOf: AccountOf): AccountId | null {
  switch (body.type) {
    case 'submit':
      return body.request.account;
    case 'submitList':
      return body.orders[0]?.request.account ?? null;
    case 'amend':
    case 'cancel':
      return accountOf(body.order);
    case 'cancelAll':
    case 'setState':
    case 'transfer':
    case 'correctCash':
    case 'movePosition':
    case 'reserve':
    case 'postReserved':
    case 'voidReserved':
      return body.account;
    default:
      return assertNever(body);
  }
}

function accountOfEvent(event: TradingEvent, accountOf: AccountOf): AccountId | null {
  switch (event.kind) {
    case 'order':
      return event.change.type === 'initialized'
        ? event.change.request.account
        : accountOf(event.order);
    case 'position':
      return event.key.account;
    case 'anomaly':
      return event.order === null ? null : accountOf(event.order);
    case 'entry':
    case 'hold':
    case 'reservation':
    case 'account':
      return event.account;
    default:
      return assertNever(event);
  }
}
