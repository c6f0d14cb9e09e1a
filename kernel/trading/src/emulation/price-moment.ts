import { assertNever, type InstrumentIndex } from 'argosy/core';
import type { Bar, MarketData } from 'argosy/domain';
import type { TriggerLine } from 'argosy/orders';

import type { TouchTable } from '../touch-table.ts';

/** What one piece of market data says of the lines that triggers look at; NaN where nothing. */
export type PriceMoment = Readonly<Record<TriggerLine, number>>;

/** A moment that says nothing. */
export const unsaid: PriceMoment = {
  last: Number.NaN,
  bid: Number.NaN,
  ask: Number.NaN,
  mid: Number.NaN,
  mark: Number.NaN,
  index: Number.NaN,
};
const none: readonly PriceMoment[] = [];

/**
 * What market data says, one moment after the other; call it once they are kept. Where an instrument has
 * no quotes its trades stand for them. Of a bar one learns at its end: the way it went is taken to have
 * led to the nearer extreme first.
 */
export function momentsOf(
  datum: MarketData,
  instrument: InstrumentIndex,
  touches: TouchTable,
): readonly PriceMoment[] {
  switch (datum.kind) {
    case 'quote':
      return [ofQuote(datum.bid, datum.ask)];
    case 'book':
    case 'queue': {
      const { bid, ask } = touches.prices(instrument);
      return touches.quotedAt(instrument) === datum.availableAt ? [ofQuote(bid, ask)] : none;
    }
    case 'trade':
      return [ofTrade(datum.price, hasQuotes(touches, instrument))];
    case 'bar':
      return datum.revision === 0 ? ofBar(datum, hasQuotes(touches, instrument)) : none;
    case 'mark':
      return [{ ...unsaid, mark: datum.price }];
    case 'index':
      return [{ ...unsaid, index: datum.price }];
    case 'status':
    case 'adjustment':
    case 'funding':
      return none;
    default:
      return assertNever(datum);
  }
}

/** The instrument whose prices are an index, and how fine the prices are that it is the index of. */
export type IndexScale = {
  readonly from: { readonly index: InstrumentIndex; readonly precision: number };
  readonly to: number;
};

/**
 * What market data of an underlying say of the index of what is written on it, in the units of that: what it was
 * traded at; where it has no trades, the middle of its quote.
 */
export function indexMomentsOf(
  datum: MarketData,
  { from, to }: IndexScale,
  touches: TouchTable,
): readonly PriceMoment[] {
  const finer = 10 ** Math.abs(to - from.precision);
  const ofPrice = (price: number): PriceMoment => {
    return { ...unsaid, index: to >= from.precision ? price * finer : price / finer };
  };
  if (datum.kind === 'trade' || datum.kind === 'index') return [ofPrice(datum.price)];
  if (datum.kind === 'bar') return datum.revision === 0 ? wayOf(datum).map(ofPrice) : none;
  if (datum.kind !== 'quote' || !Number.isNaN(touches.lastTrade(from.index).price)) return none;
  return [ofPrice((datum.bid + datum.ask) / 2)];
}

function ofQuote(bid: number, ask: number): PriceMoment {
  return { ...unsaid, bid, ask, mid: bid + ask };
}

/** A trade as a moment; where nothing is quoted it stands for both sides. */
export function ofTrade(price: number, isQuoted: boolean): PriceMoment {
  return isQuoted ? { ...unsaid, last: price } : { ...unsaid, last: price, bid: price, ask: price };
}

function ofBar(bar: Bar, isQuoted: boolean): readonly PriceMoment[] {
  const { bid, ask } = bar;
  const way = wayOf(bar).map((price) => ofTrade(price, isQuoted));
  return bid === null || ask === null ? way : [...way, ofQuote(bid, ask)];
}

/** The way a bar is taken to have gone. */
function wayOf({ open, high, low, close }: Bar): readonly number[] {
  const [first, second] = high - open < open - low ? [high, low] : [low, high];
  return [open, first, second, close];
}

/** Whether an instrument ever had a quote. */
export function hasQuotes(touches: TouchTable, instrument: InstrumentIndex): boolean {
  return !Number.isNaN(touches.prices(instrument).bid);
}
