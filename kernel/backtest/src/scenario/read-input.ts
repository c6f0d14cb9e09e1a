import {
  formatScaled,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  unwrap,
  type Price,
  type Timestamp,
} from 'argosy/core';
import {
  barSpanMicros,
  leastPriceOf,
  parseBarSpec,
  toBarSpecText,
  type BookLevel,
  type Input,
  type Instrument,
  type InstrumentTable,
  type MarketData,
  type QueueChange,
} from 'argosy/domain';

import { failReading, type Fields } from '../reading/fields.ts';
import { readCommand } from './read-command.ts';
import type { OrderBook } from './read-order.ts';
import { readReport } from './read-report.ts';

/** What a line may bring in. */
export const inputKinds = [
  'quote',
  'trade',
  'bar',
  'status',
  'book',
  'queue',
  'mark',
  'index',
  'funding',
  'command',
  'report',
  'time',
] as const;
/** The word a line says it with. */
export type ScenarioInput = (typeof inputKinds)[number];

/** A funding rate is counted in billionths. */
const FUNDING_PLACES = 9;

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
  kind: Exclude<MarketData['kind'], 'adjustment'>,
  at: Timestamp,
  body: Fields,
  { table }: OrderBook,
): MarketData {
  const instrument = knownInstrument(body, table);
  const price = (name: string): Price => readPrice(body, name, instrument);
  const qty = (name: string, otherwise?: string) =>
    body.quantity(name, instrument.sizePrecision, otherwise);
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
  if (kind === 'book') {
    const levels = (name: string) => readLevels(body, name, instrument);
    const isSnapshot = body.flag('snapshot');
    return { ...datum, kind, isSnapshot, bids: levels('bids'), asks: levels('asks') };
  }
  if (kind === 'queue') return { ...datum, kind, change: readChange(body, instrument) };
  if (kind === 'mark' || kind === 'index') return { ...datum, kind, price: price('price') };
  if (kind === 'funding') {
    const ratePpb = body.decimal('rate', FUNDING_PLACES);
    return { ...datum, kind, ratePpb, price: body.has('price') ? price('price') : null };
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

/** What one order of a book does: `{ "action": "add", "order": 7, "side": "buy", "price": …, "qty": … }`. */
function readChange(body: Fields, instrument: Instrument): QueueChange {
  const action = body.word('action', ['add', 'change', 'trade', 'remove', 'clear']);
  if (action === 'clear') return { action };
  const order = body.whole('order');
  if (action === 'remove') return { action, order };
  const qty = body.quantity('qty', instrument.sizePrecision);
  if (action === 'trade') return { action, order, qty };
  const price = readPrice(body, 'price', instrument);
  if (action === 'change') return { action, order, price, qty };
  return { action, order, side: body.word('side', ['buy', 'sell']), price, qty };
}

/** What a book shows at some of its prices: `[{ "price": "100.05", "qty": "5" }, …]`. */
function readLevels(body: Fields, name: string, instrument: Instrument): readonly BookLevel[] {
  return body.list(name).map((level) => {
    const price = readPrice(level, 'price', instrument);
    const qty = toQuantity(level.decimal('qty', instrument.sizePrecision));
    level.finish();
    return { price, qty };
  });
}

/** A price that the instrument can have, as a run asks it of every row. */
function readPrice(body: Fields, name: string, instrument: Instrument): Price {
  const units = body.decimal(name, instrument.pricePrecision);
  const least = leastPriceOf(instrument);
  if (units >= least) return toPrice(units);
  const [found, expected] = [units, least].map((one) =>
    formatScaled(one, instrument.pricePrecision),
  );
  return failReading(`${found} is below ${expected}`, body.placeOf(name));
}

function knownInstrument(body: Fields, table: InstrumentTable): Instrument {
  const id = body.made('instrument', toInstrumentId);
  return table.find(id) ?? failReading(`unknown ${id}`, body.placeOf('instrument'));
}
