import {
  assertNever,
  brand,
  toInstrumentId,
  toTradeId,
  type Price,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import type {
  Adjustment,
  BookLevel,
  Datum,
  InstrumentStatus,
  MarketData,
  QueueChange,
} from 'argosy/domain';
import type { SourceContent } from 'argosy/backtest';

import { ColumnBuilder, type ColumnBatch } from './column-batch.ts';
import { columnsOf, typeOf } from './columns.ts';
import { historyError } from './history-errors.ts';

type Value = number | string | null;

/** Rows of one series as columns; `numbers` are those of a tape, where they were on one. */
export function toColumns(
  kind: MarketData['kind'],
  rows: Iterable<MarketData>,
  numbers: readonly number[] = [],
): ColumnBatch {
  const builder = marketBuilder(kind);
  let at = 0;
  for (const row of rows) {
    pushRow(builder, row, numbers[at] ?? 0);
    at += 1;
  }
  return builder.finish();
}

/** A builder for rows of a kind. */
export function marketBuilder(kind: MarketData['kind']): ColumnBuilder {
  return new ColumnBuilder(columnsOf(kind, null).map((one) => ({ ...one, type: typeOf(one) })));
}

/** Adds a row under its number to columns of its kind. */
export function pushRow(builder: ColumnBuilder, row: MarketData, number: number): void {
  const { eventAt, nanos, availableAt, sourceSequence } = row;
  builder.push([eventAt, nanos, availableAt, sourceSequence, number, ...valuesOf(row)]);
}

/** Makes rows of a batch again; what cannot be one is told as damage. */
export function rowMaker(series: SourceContent, batch: ColumnBatch): (at: number) => MarketData {
  const own = ownMaker(series, batch);
  const [eventAt, nanos] = [batch.numbers('event_us'), batch.numbers('nanos')];
  const [availableAt, sequence] = [batch.numbers('available_us'), batch.numbers('sequence')];
  const { instrument } = series;
  return (at) => {
    const datum = {
      instrument,
      eventAt: brand<Timestamp>(eventAt[at] ?? 0),
      nanos: nanos[at] ?? 0,
      availableAt: brand<Timestamp>(availableAt[at] ?? 0),
      sourceSequence: sequence[at] ?? 0,
    };
    return own(datum, at);
  };
}

function valuesOf(row: MarketData): readonly Value[] {
  switch (row.kind) {
    case 'quote':
      return [row.bid, row.ask, row.bidQty, row.askQty];
    case 'trade':
      return [row.price, row.qty, row.aggressor, row.tradeId];
    case 'bar': {
      const { opensAt, closesAt, open, high, low, close, volume, bid, ask, revision } = row;
      return [opensAt, closesAt, open, high, low, close, volume, bid, ask, revision];
    }
    case 'status':
      return [row.state];
    case 'book':
      return [row.isSnapshot ? 1 : 0, ...levelTexts(row.bids), ...levelTexts(row.asks)];
    case 'adjustment': {
      const { cause, detail, into, numerator, addend, denominator, restates } = row;
      const share = [numerator, addend, denominator].map(String);
      return [cause, detail, into, ...share, restates ? 1 : 0];
    }
    case 'queue':
      return queueValues(row.change);
    case 'mark':
    case 'index':
      return [row.price];
    case 'funding':
      return [row.ratePpb, row.price];
    default:
      return assertNever(row);
  }
}

function queueValues(change: QueueChange): readonly Value[] {
  const { action } = change;
  switch (action) {
    case 'add':
      return [action, change.order, change.side, change.price, change.qty];
    case 'change':
      return [action, change.order, null, change.price, change.qty];
    case 'trade':
      return [action, change.order, null, null, change.qty];
    case 'remove':
      return [action, change.order, null, null, null];
    case 'clear':
      return [action, null, null, null, null];
    default:
      return assertNever(change);
  }
}

function levelTexts(levels: readonly BookLevel[]): readonly string[] {
  return [levels.map(({ price }) => price).join(), levels.map(({ qty }) => qty).join()];
}

type OwnMaker = (datum: Datum, at: number) => MarketData;

function ownMaker(series: SourceContent, batch: ColumnBatch): OwnMaker {
  switch (series.kind) {
    case 'quote':
      return quoteMaker(batch);
    case 'trade':
      return tradeMaker(batch);
    case 'bar':
      return barMaker(series, batch);
    case 'status': {
      const state = batch.texts('state');
      return (datum, at) => ({ kind: 'status', ...datum, state: stateOf(state[at]) });
    }
    case 'book':
      return bookMaker(batch);
    case 'adjustment':
      return adjustmentMaker(batch);
    case 'queue': {
      const changeAt = changeMaker(batch);
      return (datum, at) => ({ kind: 'queue', ...datum, change: changeAt(at) });
    }
    case 'mark':
    case 'index': {
      const price = priceReader(batch, 'price');
      const { kind } = series;
      return (datum, at) => ({ kind, ...datum, price: price(at) });
    }
    case 'funding': {
      const [rate, price] = [batch.numbers('rate_ppb'), optionalPrice(batch, 'price')];
      return (datum, at) => ({
        kind: 'funding',
        ...datum,
        ratePpb: rate[at] ?? 0,
        price: price(at),
      });
    }
    default:
      return assertNever(series);
  }
}

function quoteMaker(batch: ColumnBatch): OwnMaker {
  const [bid, ask] = [priceReader(batch, 'bid'), priceReader(batch, 'ask')];
  const [bidQty, askQty] = [quantityReader(batch, 'bid_qty'), quantityReader(batch, 'ask_qty')];
  return ({ instrument, eventAt, nanos, availableAt, sourceSequence }, at) => ({
    kind: 'quote',
    instrument,
    eventAt,
    nanos,
    availableAt,
    sourceSequence,
    bid: bid(at),
    ask: ask(at),
    bidQty: bidQty(at),
    askQty: askQty(at),
  });
}

function tradeMaker(batch: ColumnBatch): OwnMaker {
  const [price, qty] = [priceReader(batch, 'price'), quantityReader(batch, 'qty')];
  const [aggressor, tradeId] = [batch.texts('aggressor'), batch.texts('trade_id')];
  return (datum, at) => ({
    kind: 'trade',
    ...datum,
    price: price(at),
    qty: qty(at),
    aggressor: aggressor[at] === null ? null : sideOf(aggressor[at]),
    tradeId: toTradeId(tradeId[at] ?? ''),
  });
}

function barMaker(
  { spec }: Extract<SourceContent, { readonly kind: 'bar' }>,
  batch: ColumnBatch,
): OwnMaker {
  const [opensAt, closesAt] = [batch.numbers('opens_us'), batch.numbers('closes_us')];
  const [open, high] = [priceReader(batch, 'open'), priceReader(batch, 'high')];
  const [low, close] = [priceReader(batch, 'low'), priceReader(batch, 'close')];
  const [bid, ask] = [optionalPrice(batch, 'bid'), optionalPrice(batch, 'ask')];
  const [volume, revision] = [quantityReader(batch, 'volume'), batch.numbers('revision')];
  return ({ instrument, eventAt, nanos, availableAt, sourceSequence }, at) => ({
    kind: 'bar',
    instrument,
    eventAt,
    nanos,
    availableAt,
    sourceSequence,
    spec,
    opensAt: brand<Timestamp>(opensAt[at] ?? 0),
    closesAt: brand<Timestamp>(closesAt[at] ?? 0),
    open: open(at),
    high: high(at),
    low: low(at),
    close: close(at),
    volume: volume(at),
    bid: bid(at),
    ask: ask(at),
    revision: revision[at] ?? 0,
  });
}

function bookMaker(batch: ColumnBatch): OwnMaker {
  const isSnapshot = batch.numbers('is_snapshot');
  const bids = levelsReader(batch, 'bid');
  const asks = levelsReader(batch, 'ask');
  return (datum, at) => ({
    kind: 'book',
    ...datum,
    isSnapshot: isSnapshot[at] === 1,
    bids: bids(at),
    asks: asks(at),
  });
}

function adjustmentMaker(batch: ColumnBatch): OwnMaker {
  const [cause, detail] = [batch.texts('cause'), batch.texts('detail')];
  const [into, restates] = [batch.texts('into_instrument'), batch.numbers('restates')];
  const share = ['numerator', 'addend', 'denominator'].map((name) => batch.texts(name));
  return (datum, at): Adjustment => {
    const [numerator = 0n, addend = 0n, denominator = 1n] = share.map((one) =>
      BigInt(one[at] ?? 0),
    );
    const target = into[at] ?? null;
    return {
      kind: 'adjustment',
      ...datum,
      cause: cause[at] === 'roll' ? 'roll' : 'action',
      detail: detail[at] ?? '',
      into: target === null ? null : toInstrumentId(target),
      numerator,
      addend,
      denominator,
      restates: restates[at] === 1,
    };
  };
}

function changeMaker(batch: ColumnBatch): (at: number) => QueueChange {
  const [action, side] = [batch.texts('action'), batch.texts('side')];
  const [order, price] = [batch.numbers('order_id'), priceReader(batch, 'price')];
  const qty = quantityReader(batch, 'qty');
  return (at) => {
    const id = order[at] ?? 0;
    const named = action[at] ?? '';
    switch (named) {
      case 'add':
        return { action: 'add', order: id, side: sideOf(side[at]), price: price(at), qty: qty(at) };
      case 'change':
        return { action: 'change', order: id, price: price(at), qty: qty(at) };
      case 'trade':
        return { action: 'trade', order: id, qty: qty(at) };
      case 'remove':
        return { action: 'remove', order: id };
      case 'clear':
        return { action: 'clear' };
      default:
        throw unreadable('an action of a queue', named);
    }
  };
}

function levelsReader(
  batch: ColumnBatch,
  side: 'bid' | 'ask',
): (at: number) => readonly BookLevel[] {
  const [prices, quantities] = [batch.texts(`${side}_prices`), batch.texts(`${side}_qtys`)];
  const listOf = (text: string | null | undefined): readonly number[] => {
    return text === null || text === undefined || text === '' ? [] : text.split(',').map(Number);
  };
  return (at) => {
    const sizes = listOf(quantities[at]);
    return listOf(prices[at]).map((price, level) => {
      return { price: brand<Price>(price), qty: brand<Quantity>(sizes[level] ?? 0) };
    });
  };
}

function priceReader(batch: ColumnBatch, name: string): (at: number) => Price {
  const values = batch.numbers(name);
  return (at) => brand<Price>(values[at] ?? 0);
}

function optionalPrice(batch: ColumnBatch, name: string): (at: number) => Price | null {
  const values = batch.numbers(name);
  return (at) => {
    const value = values[at] ?? NaN;
    return Number.isNaN(value) ? null : brand<Price>(value);
  };
}

function quantityReader(batch: ColumnBatch, name: string): (at: number) => Quantity {
  const values = batch.numbers(name);
  return (at) => brand<Quantity>(values[at] ?? 0);
}

function sideOf(text: string | null | undefined): 'buy' | 'sell' {
  if (text === 'buy' || text === 'sell') return text;
  throw unreadable('a side', text);
}

function stateOf(text: string | null | undefined): InstrumentStatus['state'] {
  if (text === 'preOpen' || text === 'open' || text === 'halted' || text === 'closed') return text;
  throw unreadable('a state of an instrument', text);
}

function unreadable(expected: string, found: string | null | undefined): Error {
  return historyError('HISTORY_DAMAGED', `expected ${expected}, found ${String(found)}`);
}
