import {
  assertNever,
  parseOrderId,
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toOriginCode,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
  toTradeId,
  unwrap,
  type OriginCode,
  type Price,
  type Timestamp,
} from 'argosy/core';
import {
  barSpanMicros,
  parseBarSpec,
  toBarSpecText,
  toInputNumber,
  type CommandBody,
  type Instrument,
  type StateScope,
  type InstrumentTable,
  type MarketData,
  type OrderTerms,
  type Input,
  type Report,
  type Touch,
} from 'argosy/domain';

import { failScenario, type Fields } from './fields.ts';
import { readMoney } from './read-setup.ts';

/** Knows which instrument an order is for, so that its numbers can be read. */
export type OrderBook = {
  readonly table: InstrumentTable;
  readonly instrumentOf: Map<string, Instrument>;
};

/** What a line may bring in. */
export const inputKinds = ['quote', 'trade', 'bar', 'status', 'command', 'report', 'time'] as const;
/** The word a line says it with. */
export type ScenarioInput = (typeof inputKinds)[number];

const sides = ['buy', 'sell'] as const;
const reportTypes = [
  'accepted',
  'rejected',
  'canceled',
  'expired',
  'triggered',
  'updated',
  'modifyRejected',
  'cancelRejected',
  'filled',
  'busted',
  'unanswered',
] as const;
const commandTypes = ['submit', 'amend', 'cancel', 'cancelAll', 'setState', 'transfer'] as const;
const requests = ['submit', 'amend', 'cancel'] as const;

/** Reads the body of an input line. */
export function readInput(
  kind: ScenarioInput,
  at: Timestamp,
  body: Fields,
  book: OrderBook,
): Input {
  const input = readKind(kind, at, body, book);
  body.finish();
  return input;
}

function readKind(kind: ScenarioInput, at: Timestamp, body: Fields, book: OrderBook): Input {
  if (kind === 'time') return { kind, availableAt: at };
  if (kind === 'command') return readCommand(at, body, book);
  if (kind === 'report') return readReport(at, body, book);
  return readData(kind, at, body, book);
}

function readData(
  kind: MarketData['kind'],
  at: Timestamp,
  body: Fields,
  { table }: OrderBook,
): MarketData {
  const instrument = knownInstrument(body, table);
  const price = (name: string): Price => toPrice(body.decimal(name, instrument.pricePrecision));
  const qty = (name: string, otherwise?: string) =>
    toQuantity(body.decimal(name, instrument.sizePrecision, otherwise));
  const datum = {
    instrument: instrument.id,
    eventAt: body.instant('eventAt', at),
    nanos: 0,
    availableAt: at,
    sourceSequence: 0,
  };
  if (kind === 'quote') {
    const sizes = { bidQty: qty('bidQty', '1000'), askQty: qty('askQty', '1000') };
    return { ...datum, kind, bid: price('bid'), ask: price('ask'), ...sizes };
  }
  if (kind === 'trade') {
    const tradeId = body.made('id', toTradeId, 'T');
    return {
      ...datum,
      kind,
      price: price('price'),
      qty: qty('qty', '1'),
      aggressor: null,
      tradeId,
    };
  }
  if (kind === 'status') {
    return { ...datum, kind, state: body.word('state', ['preOpen', 'open', 'halted', 'closed']) };
  }
  const spec = body.made('spec', toBarSpecText, `${instrument.id}-1-MINUTE-LAST-EXTERNAL`);
  const span = barSpanMicros(unwrap(parseBarSpec(spec)));
  return {
    ...datum,
    kind,
    spec,
    opensAt: toTimestamp(at - span),
    closesAt: at,
    open: price('open'),
    high: price('high'),
    low: price('low'),
    close: price('close'),
    volume: qty('volume', '1000'),
    bid: body.has('bid') ? price('bid') : null,
    ask: body.has('ask') ? price('ask') : null,
    revision: 0,
  };
}

function knownInstrument(body: Fields, table: InstrumentTable): Instrument {
  const id = body.made('instrument', toInstrumentId);
  return table.find(id) ?? failScenario(`${body.placeOf('instrument')}: unknown ${id}`);
}

function readCommand(at: Timestamp, body: Fields, book: OrderBook): Input {
  const type = body.word('type', commandTypes);
  const command = type === 'submit' ? readSubmit(at, body, book) : readOther(type, body, book);
  return {
    kind: 'command',
    origin: originOf(body, command),
    strategy: null,
    readTo: toInputNumber(0),
    at,
    body: command,
  };
}

/** The sender is whoever the order's id names, unless told otherwise. */
function originOf(body: Fields, command: CommandBody): OriginCode {
  const id = command.type === 'submit' ? command.request.id : body.raw('order');
  const parsed = typeof id === 'string' ? parseOrderId(id) : null;
  const own = parsed?.ok === true ? parsed.value.origin : '0MAN';
  return body.made('origin', toOriginCode, own);
}

function readSubmit(at: Timestamp, body: Fields, book: OrderBook): CommandBody {
  const id = body.made('id', toOrderId);
  const instrumentId = body.made('instrument', toInstrumentId);
  // An unknown instrument is a case of its own; its numbers are read like the first one's.
  const instrument = book.table.find(instrumentId) ?? book.table.all[0];
  if (instrument === undefined) return failScenario('the setup has no instruments');
  if (!book.instrumentOf.has(id)) book.instrumentOf.set(id, instrument);
  const touch: Touch = { bid: null, ask: null, mid2: null, at };
  return {
    type: 'submit',
    touch,
    request: {
      id,
      account: body.made('account', toAccountId),
      book: body.made('book', toBookId),
      strategy: null,
      instrument: instrumentId,
      product: body.word('product', ['delivery', 'intraday', 'carryForward', 'margin'], 'delivery'),
      position: null,
      side: body.word('side', sides),
      qty: toQuantity(body.decimal('qty', instrument.sizePrecision)),
      terms: readTerms(body.object('terms'), instrument),
      tif: body.word('tif', ['DAY', 'GTC', 'IOC', 'FOK'], 'DAY'),
      reduceOnly: body.flag('reduceOnly'),
      link: null,
      algo: null,
      tag: body.textOrNull('tag'),
    },
  };
}

function readTerms(terms: Fields, { pricePrecision }: Instrument): OrderTerms {
  const type = terms.word('type', ['market', 'limit', 'stopMarket']);
  const read = (): OrderTerms => {
    if (type === 'market') return { type };
    if (type === 'limit') return { type, limit: toPrice(terms.decimal('limit', pricePrecision)) };
    return { type, trigger: toPrice(terms.decimal('trigger', pricePrecision)) };
  };
  const value = read();
  terms.finish();
  return value;
}

function instrumentOfOrder(body: Fields, book: OrderBook): Instrument {
  const id = body.made('order', toOrderId);
  const instrument = book.instrumentOf.get(id) ?? book.table.all[0];
  return instrument ?? failScenario(`${body.placeOf('order')}: unknown ${id}`);
}

function readOther(
  type: Exclude<(typeof commandTypes)[number], 'submit'>,
  body: Fields,
  book: OrderBook,
): CommandBody {
  switch (type) {
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
    case 'setState':
      return {
        type,
        account: body.made('account', toAccountId),
        scope: readScope(body),
        state: body.word('state', ['ACTIVE', 'REDUCING', 'HALTED']),
        reason: body.text('reason', 'scenario'),
      };
    case 'transfer':
      return {
        type,
        account: body.made('account', toAccountId),
        entry: body.text('entry'),
        amount: body.made('amount', readMoney),
      };
    default:
      return assertNever(type);
  }
}

function readChange(body: Fields, book: OrderBook) {
  const instrument = instrumentOfOrder(body, book);
  return {
    qty: toQuantity(body.decimal('qty', instrument.sizePrecision)),
    terms: readTerms(body.object('terms'), instrument),
  };
}

function readReport(at: Timestamp, body: Fields, book: OrderBook): Report {
  return {
    kind: 'report',
    account: body.made('account', toAccountId),
    order: body.made('order', toOrderId),
    eventAt: body.instant('eventAt', at),
    availableAt: at,
    body: readReportBody(body, at, book),
  };
}

function readReportBody(body: Fields, at: Timestamp, book: OrderBook): Report['body'] {
  const type = body.word('type', reportTypes);
  switch (type) {
    case 'accepted':
      return { type, brokerId: body.made('brokerId', toBrokerOrderId, 'B1') };
    case 'canceled':
      return { type, reason: body.textOrNull('reason') };
    case 'rejected':
    case 'modifyRejected':
    case 'cancelRejected':
      return { type, reason: body.text('reason') };
    case 'updated':
      return { type, ...readChange(body, book) };
    case 'filled':
      return { type, fill: readFill(body, at, book) };
    case 'busted':
      return { type, trade: body.made('trade', toTradeId) };
    case 'unanswered':
      return { type, request: body.word('request', requests) };
    case 'expired':
    case 'triggered':
      return { type };
    default:
      return assertNever(type);
  }
}

function readFill(body: Fields, at: Timestamp, book: OrderBook) {
  const instrument = instrumentOfOrder(body, book);
  const price = toPrice(body.decimal('price', instrument.pricePrecision));
  return {
    trade: body.made('trade', toTradeId),
    qty: toQuantity(body.decimal('qty', instrument.sizePrecision)),
    price,
    fee: body.made('fee', readMoney, `0 ${instrument.currency}`),
    liquidity: body.word('liquidity', ['maker', 'taker'], 'taker'),
    touch: { bid: null, ask: null, mid2: price * 2, at },
    at,
  };
}

/** What a state lies on: a book, a strategy or an instrument if one is named, else the account. */
function readScope(body: Fields): StateScope {
  if (body.has('book')) return { kind: 'book', book: body.made('book', toBookId) };
  if (body.has('strategy')) {
    return { kind: 'strategy', strategy: body.made('strategy', toStrategyId) };
  }
  if (!body.has('instrument')) return { kind: 'account' };
  return { kind: 'instrument', instrument: body.made('instrument', toInstrumentId) };
}
