import {
  toBookId,
  toInstrumentId,
  toPrice,
  toStrategyId,
  type InstrumentId,
  type LedgerScales,
  type Money,
  type Quantity,
} from 'argosy/core';
import type { Instrument, StateScope } from 'argosy/domain';
import type { AccountConfig } from 'argosy/trading';

import { products, states } from '../checks/account.ts';
import { statuses } from '../checks/commands.ts';
import type { HandCommand, HandPlace, TimedCommand } from '../hand-command.ts';
import { readMoney } from './read-account.ts';
import { failReading, type Fields } from './fields.ts';
import { readAction } from './read-action.ts';
import { readLimitSetting } from './read-limit-command.ts';
import { readPlan } from './read-plan.ts';

const types = [
  'deposit',
  'withdraw',
  'setState',
  'kill',
  'setLimit',
  'setStatus',
  'setFloor',
  'bookAction',
  'movePosition',
  'convertProduct',
  'execute',
] as const;

/** What amounts and quantities are measured by. */
type Units = {
  readonly instruments: readonly Instrument[];
  readonly accounts: readonly Pick<AccountConfig, 'id' | 'base'>[];
  readonly scales: LedgerScales;
};

/** Reads what is done by hand, and when. */
export function readTimedCommand(fields: Fields, units: Units): TimedCommand {
  const at = fields.instant('at');
  const isUnknown = fields.isNotedWithin(fields.placeOf('type'));
  const body = isUnknown ? changeNothing(fields) : readBody(fields, units);
  fields.finish('type');
  return { at, ...body };
}

/** Stands where nobody knows what is to be done. */
function changeNothing(fields: Fields): HandCommand {
  return { type: 'setState', account: fields.text('account'), state: 'ACTIVE' };
}

function readBody(fields: Fields, units: Units): HandCommand {
  const type = fields.word('type', types);
  const account = fields.text('account');
  switch (type) {
    case 'setState':
      return {
        type,
        account,
        scope: readScope(fields),
        state: fields.word('state', states),
        reason: reasonOf(fields),
      };
    case 'kill':
      return { type, account, scope: readScope(fields), reason: reasonOf(fields) };
    case 'setLimit': {
      const scope = readScope(fields);
      const base = units.accounts.find(({ id }) => id === account)?.base ?? null;
      const setting = readLimitSetting(fields, scope, { ...units, base });
      return { type, account, scope, ...setting, reason: reasonOf(fields) };
    }
    case 'setStatus':
      return { type, account, status: fields.word('status', statuses), reason: reasonOf(fields) };
    case 'setFloor': {
      const floor = fields.made('floor', (text) => readMoney(text, units.scales));
      return { type, account, floor, reason: reasonOf(fields) };
    }
    case 'bookAction': {
      const instrument = fields.made('instrument', toInstrumentId);
      const find = (id: InstrumentId): Instrument | undefined =>
        units.instruments.find((one) => one.id === id);
      return {
        type,
        account,
        instrument,
        action: readAction(fields.object('action'), instrument, find),
      };
    }
    case 'movePosition': {
      const [from, to] = [readPlace(fields.object('from')), readPlace(fields.object('to'))];
      return { type, account, ...readHeld(fields, units), from, to };
    }
    case 'convertProduct': {
      const [from, to] = [fields.word('from', products), fields.word('to', products)];
      const place = { book: fields.text('book'), ...readPosition(fields) };
      return { type, account, ...place, ...readHeld(fields, units), from, to };
    }
    case 'execute':
      return readExecute(fields, units);
    case 'deposit':
    case 'withdraw':
    default:
      return {
        type,
        account,
        amount: fields.made('amount', (text) => readAmount(text, units)),
      };
  }
}

function readExecute(fields: Fields, units: Units): HandCommand {
  const held = readHeld(fields, units);
  const listed = units.instruments.find(({ id }) => id === held.instrument);
  const precision = listed?.pricePrecision ?? 0;
  return {
    type: 'execute',
    account: fields.text('account'),
    book: fields.text('book'),
    ...held,
    side: fields.word('side', ['buy', 'sell']),
    ...(fields.has('limit') ? { limit: toPrice(fields.decimal('limit', precision)) } : {}),
    ...(fields.has('product') ? { product: fields.word('product', products) } : {}),
    plan: readPlan(fields.object('plan'), { sizePrecision: listed?.sizePrecision ?? 0 }),
  };
}

function reasonOf(fields: Fields): string {
  return fields.text('reason', 'by hand');
}

/** How much comes in or goes out; which of the two is the type's to say. */
function readAmount(text: string, { scales }: Units): Money {
  const amount = readMoney(text, scales);
  return amount.amount > 0n ? amount : failReading(`expected an amount above 0, got ${text}`);
}

/** What a state lies on: the book, strategy or instrument that is named, the firm, or the account. */
export function readScope(fields: Fields): StateScope {
  if (fields.has('book')) return { kind: 'book', book: fields.made('book', toBookId) };
  if (fields.has('strategy')) {
    return { kind: 'strategy', strategy: fields.made('strategy', toStrategyId) };
  }
  if (fields.flag('firm')) return { kind: 'firm' };
  if (!fields.has('instrument')) return { kind: 'account' };
  return { kind: 'instrument', instrument: fields.made('instrument', toInstrumentId) };
}

function readHeld(
  fields: Fields,
  { instruments }: Units,
): { readonly instrument: InstrumentId; readonly qty: Quantity } {
  const instrument = fields.made('instrument', toInstrumentId);
  const precision = instruments.find(({ id }) => id === instrument)?.sizePrecision ?? 0;
  return { instrument, qty: fields.quantity('qty', precision) };
}

function readPlace(fields: Fields): HandPlace {
  const place = {
    book: fields.text('book'),
    ...(fields.has('product') ? { product: fields.word('product', products) } : {}),
    ...readPosition(fields),
  };
  fields.finish();
  return place;
}

function readPosition(fields: Fields): { readonly position?: string } {
  const position = fields.textOrNull('position');
  return position === null ? {} : { position };
}
