import type { InstrumentId } from 'argosy/core';

/** How a time is written: a count since 1970, ISO 8601, or a calendar day. */
export type TimeUnit = 'us' | 'ms' | 's' | 'iso';
/** How a calendar day is written. */
export type DayFormat = 'YYYY-MM-DD' | 'M/D/YYYY';
/** The instrument of a row: named in a column, or the same for the whole file. */
export type InstrumentColumn = { readonly column: string } | { readonly id: InstrumentId };

/** The best bid and ask; sizes that a file does not have (null) are read as nothing. */
export type QuoteLayout = {
  readonly kind: 'quote';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  readonly bid: string;
  readonly ask: string;
  readonly bidQty: string | null;
  readonly askQty: string | null;
};

/** Trades; where a file has no trade ids, the line number is one. */
export type TradeLayout = {
  readonly kind: 'trade';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  readonly price: string;
  readonly qty: string;
  /** A column of `buy`, `sell` or blank. */
  readonly aggressor: string | null;
  readonly tradeId: string | null;
};

/**
 * Updates of order books, a line for each price they name. Lines follow each other until one has `1`
 * in its `last`; where a file has no such column (null), each line is an update by itself.
 */
export type BookLayout = {
  readonly kind: 'book';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  /** A column of `bid` or `ask`. */
  readonly side: string;
  readonly price: string;
  /** What the price shows from then on; 0 where that is nothing. */
  readonly qty: string;
  /** A column of `1` where the book begins anew with the update, else `0`. */
  readonly snapshot: string;
  /** A column of `1` on the last line of an update, else `0`. */
  readonly last: string | null;
};

/** What orders of books do, a line for each step; a step leaves blank what it does not need. */
export type QueueLayout = {
  readonly kind: 'queue';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  /** A column of `add`, `change`, `trade`, `remove` or `clear`. */
  readonly action: string;
  /** A whole number for each order. */
  readonly order: string;
  /** A column of `buy` or `sell`. */
  readonly side: string;
  readonly price: string;
  readonly qty: string;
};

/** Prices that positions are reckoned by, of a perpetual or what it is on. */
export type ReferenceLayout = {
  readonly kind: 'mark' | 'index';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  readonly price: string;
};

/** What longs and shorts of a perpetual pay each other. */
export type FundingLayout = {
  readonly kind: 'funding';
  readonly instrument: InstrumentColumn;
  readonly time: string;
  readonly timeUnit: TimeUnit;
  /** A part of the position's value, not a percentage: `0.0001`. */
  readonly rate: string;
  /** What positions are valued at; where a file does not say (null, or blank), at the last mark. */
  readonly price: string | null;
};

/** What a bar's time columns mean. The end that is not written follows from the bar's span. */
export type BarTime =
  | {
      readonly is: 'both';
      readonly opensAt: string;
      readonly closesAt: string;
      readonly unit: TimeUnit;
    }
  | { readonly is: 'open' | 'close'; readonly column: string; readonly unit: TimeUnit }
  | { readonly is: 'day'; readonly column: string; readonly format: DayFormat };

/** Bars of one specification. */
export type BarLayout = {
  readonly kind: 'bar';
  readonly instrument: InstrumentColumn;
  /** The specification after the instrument: `1-MINUTE-LAST-EXTERNAL`. */
  readonly spec: string;
  readonly time: BarTime;
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
  /** Null where the file has none, as with an index: read as nothing. */
  readonly volume: string | null;
};

/** What the columns of a file mean. */
export type CsvLayout =
  | QuoteLayout
  | TradeLayout
  | BarLayout
  | BookLayout
  | QueueLayout
  | ReferenceLayout
  | FundingLayout;

const instrument: InstrumentColumn = { column: 'instrument' };

/**
 * The layout of a file whose header uses the names we write ourselves, or null. A bar file does not
 * say its specification, so that has to be told.
 */
export function layoutOfHeader(header: readonly string[], spec: string | null): CsvLayout | null {
  const has = (...names: readonly string[]): boolean =>
    names.every((name) => header.includes(name));
  if (!has('instrument')) return null;
  if (has('open', 'high', 'low', 'close')) return barLayout(has, spec);
  const time = has('event_time_us') ? 'event_time_us' : 'time';
  const timeUnit = time === 'time' ? 'iso' : 'us';
  if (!has(time)) return null;
  if (has('bid', 'ask', 'bid_qty', 'ask_qty')) {
    const sizes = { bidQty: 'bid_qty', askQty: 'ask_qty' };
    return { kind: 'quote', instrument, time, timeUnit, bid: 'bid', ask: 'ask', ...sizes };
  }
  if (!has('price', 'qty')) return referenceLayout(has, { instrument, time, timeUnit });
  if (has('action', 'order', 'side')) return queueLayout(time, timeUnit);
  if (has('side', 'snapshot')) {
    const columns = { side: 'side', price: 'price', qty: 'qty', snapshot: 'snapshot' };
    return {
      kind: 'book',
      instrument,
      time,
      timeUnit,
      ...columns,
      last: has('last') ? 'last' : null,
    };
  }
  const optional = (name: string): string | null => (has(name) ? name : null);
  const [aggressor, tradeId] = [optional('aggressor'), optional('trade_id')];
  return {
    kind: 'trade',
    instrument,
    time,
    timeUnit,
    price: 'price',
    qty: 'qty',
    aggressor,
    tradeId,
  };
}

/** A file says by the names of its prices what they are. */
function referenceLayout(
  has: (...names: readonly string[]) => boolean,
  common: Pick<ReferenceLayout, 'instrument' | 'time' | 'timeUnit'>,
): ReferenceLayout | FundingLayout | null {
  const price = has('mark_price') ? 'mark_price' : null;
  if (has('funding_rate')) return { kind: 'funding', ...common, rate: 'funding_rate', price };
  if (price !== null) return { kind: 'mark', ...common, price };
  return has('index_price') ? { kind: 'index', ...common, price: 'index_price' } : null;
}

/** The columns that a layout reads. */
export function columnsOf(layout: CsvLayout): readonly string[] {
  const own = 'column' in layout.instrument ? [layout.instrument.column] : [];
  return [...own, ...dataColumns(layout)].filter((column) => column !== null);
}

function dataColumns(layout: CsvLayout): readonly (string | null)[] {
  switch (layout.kind) {
    case 'quote':
      return [layout.time, layout.bid, layout.ask, layout.bidQty, layout.askQty];
    case 'trade':
      return [layout.time, layout.price, layout.qty, layout.aggressor, layout.tradeId];
    case 'book': {
      const { time, side, price, qty, snapshot, last } = layout;
      return [time, side, price, qty, snapshot, last];
    }
    case 'queue': {
      const { time, action, order, side, price, qty } = layout;
      return [time, action, order, side, price, qty];
    }
    case 'mark':
    case 'index':
      return [layout.time, layout.price];
    case 'funding':
      return [layout.time, layout.rate, layout.price];
    case 'bar': {
      const { time, open, high, low, close, volume } = layout;
      const times = time.is === 'both' ? [time.opensAt, time.closesAt] : [time.column];
      return [...times, open, high, low, close, volume];
    }
  }
}

function queueLayout(time: string, timeUnit: TimeUnit): QueueLayout {
  const columns = { action: 'action', order: 'order', side: 'side', price: 'price', qty: 'qty' };
  return { kind: 'queue', instrument, time, timeUnit, ...columns };
}

function barLayout(
  has: (...names: readonly string[]) => boolean,
  spec: string | null,
): BarLayout | null {
  const time = barTime(has);
  if (spec === null || time === null) return null;
  const prices = { open: 'open', high: 'high', low: 'low', close: 'close' };
  return {
    kind: 'bar',
    instrument,
    spec,
    time,
    ...prices,
    volume: has('volume') ? 'volume' : null,
  };
}

function barTime(has: (...names: readonly string[]) => boolean): BarTime | null {
  if (has('open_time_us', 'close_time_us')) {
    return { is: 'both', opensAt: 'open_time_us', closesAt: 'close_time_us', unit: 'us' };
  }
  if (has('open_time', 'close_time')) {
    return { is: 'both', opensAt: 'open_time', closesAt: 'close_time', unit: 'iso' };
  }
  return null;
}
