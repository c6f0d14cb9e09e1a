import { assertNever, type AccountId, type OrderId } from 'argosy/core';
import type { CommandBody, Input, StateScope, TradingEvent } from 'argosy/domain';
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
  if ('request' in body) return body.request.account;
  if (body.type === 'submitList') return body.orders[0]?.request.account ?? null;
  if (body.type === 'amend' || body.type === 'cancel') return accountOf(body.order);
  if ('scope' in body && isOfAll(body.scope)) return null;
  // What could not be read is nobody's, and what ends does so for everybody.
  return body.type === 'unreadable' || body.type === 'expire' ? null : body.account;
}

function accountOfEvent(event: TradingEvent, accountOf: AccountOf): AccountId | null {
  switch (event.kind) {
    case 'order':
      return event.change.type === 'initialized'
        ? event.change.request.account
        : accountOf(event.order);
    case 'execution':
      return event.change.type === 'began'
        ? event.change.request.account
        : accountOf(event.execution);
    case 'account':
    case 'limit':
      return isOfAll(event.scope) ? null : event.account;
    case 'position':
      return event.key.account;
    case 'anomaly':
      return event.order === null ? null : accountOf(event.order);
    case 'entry':
    case 'hold':
    case 'reservation':
    case 'status':
    case 'floor':
    case 'equity':
    case 'margin':
      return event.account;
    default:
      return assertNever(event);
  }
}

/** What lies on every account belongs to none, whichever it names. */
function isOfAll({ kind }: StateScope): boolean {
  return kind === 'firm' || kind === 'storage';
}
