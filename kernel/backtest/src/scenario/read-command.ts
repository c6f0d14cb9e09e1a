import {
  assertNever,
  parseOrderId,
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toOriginCode,
  toPositionId,
  toStrategyId,
  type OriginCode,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import { toInputNumber, type Command, type CommandBody, type PositionPlace } from 'argosy/domain';

import { failReading, type Fields } from '../reading/fields.ts';
import { products } from '../checks/account.ts';
import { readScope } from '../reading/read-commands.ts';
import { readLimitSetting } from '../reading/read-limit-command.ts';
import { readPlan } from '../reading/read-plan.ts';
import { moneyCommandTypes, readMoneyCommand } from './read-money-command.ts';
import { instrumentOfOrder, readOrder, type OrderBook } from './read-order.ts';
import { readTerms } from './read-terms.ts';
import { readLifeCommand } from './read-life-command.ts';

const commandTypes = [
  'submit',
  'submitList',
  'execute',
  'amend',
  'cancel',
  'cancelAll',
  'setState',
  'kill',
  'setLimit',
  ...moneyCommandTypes,
  'movePosition',
  'bookAction',
  'bookLoan',
  'expire',
] as const;

/** Reads a command; its sender is whoever the order's id names, unless told otherwise. */
export function readCommand(at: Timestamp, body: Fields, book: OrderBook): Command {
  const type = body.word('type', commandTypes);
  const command = readBody(type, body, { at, book });
  return {
    kind: 'command',
    origin: originOf(body, command),
    strategy: senderOf(body, command),
    readTo: toInputNumber(0),
    at,
    body: command,
  };
}

type Context = { readonly at: Timestamp; readonly book: OrderBook };

function readBody(
  type: (typeof commandTypes)[number],
  body: Fields,
  { at, book }: Context,
): CommandBody {
  switch (type) {
    case 'submit':
      return { type, ...readOrder(body, book, { at, list: null }) };
    case 'submitList':
      return readList(body, { at, book });
    case 'execute': {
      const order = readOrder(body, book, { at, list: null });
      const listed = book.instrumentOf.get(order.request.id) ?? failReading('no instrument');
      return { type, ...order, plan: readPlan(body.object('plan'), listed) };
    }
    case 'amend':
      return { type, order: body.made('order', toOrderId), ...readChange(body, book) };
    case 'cancel':
      return { type, order: body.made('order', toOrderId) };
    case 'cancelAll':
      return {
        type,
        account: body.made('account', toAccountId),
        book: body.made('book', toBookId),
        instrument: body.has('instrument') ? body.made('instrument', toInstrumentId) : null,
      };
    case 'kill':
      return {
        type,
        account: body.made('account', toAccountId),
        scope: readScope(body),
        reason: body.text('reason', 'scenario'),
      };
    case 'setLimit':
      return readLimit(body, book);
    case 'setState':
      return {
        type,
        account: body.made('account', toAccountId),
        scope: readScope(body),
        state: body.word('state', ['ACTIVE', 'REDUCING', 'HALTED']),
        reason: body.text('reason', 'scenario'),
      };
    case 'transfer':
    case 'reserve':
    case 'postReserved':
    case 'voidReserved':
    case 'bookCharges':
    case 'setStatus':
    case 'setFloor':
      return readMoneyCommand(type, body, book.scales);
    case 'movePosition':
      return readMove(body, book);
    case 'bookAction':
    case 'expire':
    case 'bookLoan':
      return readLifeCommand(type, body, book);
    default:
      return assertNever(type);
  }
}

function readLimit(body: Fields, { table, scales, accounts }: OrderBook): CommandBody {
  const account = body.made('account', toAccountId);
  const scope = readScope(body);
  const base = accounts.find(({ id }) => id === account)?.base ?? null;
  const units = { instruments: table.all, scales, base };
  const { limit, value, until = null } = readLimitSetting(body, scope, units);
  const reason = body.text('reason', 'scenario');
  return { type: 'setLimit', account, scope, limit, value, until, reason };
}

function readList(body: Fields, { at, book }: Context): CommandBody {
  const fields = body.list('orders');
  const list = fields[0]?.made('id', toOrderId) ?? failReading('orders: the list is empty');
  const orders = fields.map((order) => {
    const read = readOrder(order, book, { at, list });
    order.finish();
    return read;
  });
  return { type: 'submitList', orders };
}

function readChange(body: Fields, book: OrderBook) {
  const instrument = instrumentOfOrder(body, book);
  return {
    qty: body.has('qty') ? body.quantity('qty', instrument.sizePrecision) : null,
    terms: body.has('terms') ? readTerms(body.object('terms'), instrument) : null,
  };
}

function readMove(body: Fields, { table }: OrderBook): CommandBody {
  const instrument = body.made('instrument', toInstrumentId);
  const precision = table.find(instrument)?.sizePrecision ?? 0;
  return {
    type: 'movePosition',
    account: body.made('account', toAccountId),
    entry: body.text('entry'),
    instrument,
    qty: body.quantity('qty', precision),
    from: readPlace(body.object('from')),
    to: readPlace(body.object('to')),
  };
}

function readPlace(fields: Fields): PositionPlace {
  const position = fields.textOrNull('position');
  const place = {
    book: fields.made('book', toBookId),
    product: fields.word('product', products, 'delivery'),
    position: position === null ? null : toPositionId(position),
  };
  fields.finish();
  return place;
}

function originOf(body: Fields, command: CommandBody): OriginCode {
  const id = idOf(command) ?? body.raw('order');
  const parsed = typeof id === 'string' ? parseOrderId(id) : null;
  const own = parsed?.ok === true ? parsed.value.origin : '0MAN';
  return body.made('origin', toOriginCode, own);
}

function idOf(command: CommandBody): string | null {
  if (command.type === 'submit' || command.type === 'execute') return command.request.id;
  return command.type === 'submitList' ? (command.orders[0]?.request.id ?? null) : null;
}

/** A strategy sends its own orders; everything else is a person's unless the line says `sender`. */
function senderOf(body: Fields, command: CommandBody): StrategyId | null {
  if (body.has('sender')) return body.made('sender', toStrategyId);
  if (command.type === 'submit' || command.type === 'execute') return command.request.strategy;
  return command.type === 'submitList' ? (command.orders[0]?.request.strategy ?? null) : null;
}
