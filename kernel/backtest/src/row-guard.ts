import type { InstrumentIndex } from 'argosy/core';
import type { Bar, BarSpecText, InstrumentTable, MarketData, Quote, Trade } from 'argosy/domain';

import { backtestError } from './errors.ts';
import type { SourceContent } from './source.ts';

/** The last moment a 53-bit count of microseconds reaches that a calendar can print: the year 2255. */
const TIME_MAX = 9_007_199_254_740_991;

/**
 * Looks at every row before it may enter a run: known and declared, in order, whole numbers,
 * consistent. A mistake names the source, the row and the field.
 */
export class RowGuard {
  readonly #name: string;
  readonly #instruments: InstrumentTable;
  readonly #declared: ReadonlySet<string>;
  readonly #lastCloses = new Map<BarSpecText, Bar>();
  #lastAt = Number.NEGATIVE_INFINITY;
  #row = 0;
  #lastId: string | null = null;
  #lastKind: string | null = null;
  #lastIndex: InstrumentIndex | undefined;

  constructor(name: string, instruments: InstrumentTable, contents: readonly SourceContent[]) {
    this.#name = name;
    this.#instruments = instruments;
    this.#declared = new Set(contents.map(contentText));
  }

  /** How many rows have passed. */
  get rows(): number {
    return this.#row;
  }

  /** Lets a row pass and gives its instrument's index, or throws. */
  pass(datum: MarketData): InstrumentIndex {
    this.#row += 1;
    const index = this.#indexOf(datum);
    this.#checkTimes(datum);
    if (datum.kind === 'quote') this.#checkQuote(datum);
    else if (datum.kind === 'trade') this.#checkTrade(datum);
    else if (datum.kind === 'bar') this.#checkBar(datum);
    return index;
  }

  #indexOf(datum: MarketData): InstrumentIndex {
    const { instrument, kind } = datum;
    const isSame = instrument === this.#lastId && kind === this.#lastKind && kind !== 'bar';
    if (isSame && this.#lastIndex !== undefined) return this.#lastIndex;
    const index = this.#instruments.indexOf(instrument);
    if (index === undefined) {
      throw backtestError('UNKNOWN_INSTRUMENT', this.#where('instrument', instrument));
    }
    if (!this.#declared.has(contentText(datum))) {
      throw backtestError('UNDECLARED_DATA', this.#where(kind, contentText(datum)));
    }
    this.#lastId = instrument;
    this.#lastKind = kind;
    this.#lastIndex = index;
    return index;
  }

  #checkTimes({ availableAt, eventAt }: MarketData): void {
    if (!Number.isSafeInteger(availableAt) || availableAt > TIME_MAX) {
      throw this.#bad('availableAt', availableAt);
    }
    if (!Number.isSafeInteger(eventAt) || eventAt > availableAt)
      throw this.#bad('eventAt', eventAt);
    if (availableAt < this.#lastAt) {
      const detail = `${this.#where('availableAt', availableAt)} after ${this.#lastAt}`;
      throw backtestError('UNSORTED_DATA', detail);
    }
    this.#lastAt = availableAt;
  }

  #checkQuote({ bid, ask, bidQty, askQty }: Quote): void {
    if (!Number.isSafeInteger(bid)) throw this.#bad('bid', bid);
    if (!Number.isSafeInteger(ask)) throw this.#bad('ask', ask);
    if (!isQuantity(bidQty)) throw this.#bad('bidQty', bidQty);
    if (!isQuantity(askQty)) throw this.#bad('askQty', askQty);
  }

  #checkTrade({ price, qty }: Trade): void {
    if (!Number.isSafeInteger(price)) throw this.#bad('price', price);
    if (!isQuantity(qty)) throw this.#bad('qty', qty);
  }

  #checkBar(bar: Bar): void {
    const { open, high, low, close, volume, opensAt, closesAt, availableAt, spec } = bar;
    for (const [field, price] of Object.entries({ open, high, low, close })) {
      if (!Number.isSafeInteger(price)) throw this.#bad(field, price);
    }
    if (!isQuantity(volume)) throw this.#bad('volume', volume);
    if (high < Math.max(open, close, low)) throw this.#bad('high', high);
    if (low > Math.min(open, close)) throw this.#bad('low', low);
    if (!(opensAt < closesAt)) throw this.#bad('opensAt', opensAt);
    if (closesAt > availableAt) throw this.#bad('closesAt', closesAt);
    const before = this.#lastCloses.get(spec);
    if (before !== undefined && opensAt < before.closesAt && bar.revision <= before.revision) {
      const detail = `${this.#where('opensAt', opensAt)}, the last ${spec} closes at ${before.closesAt}`;
      throw backtestError('OVERLAPPING_BARS', detail);
    }
    this.#lastCloses.set(spec, bar);
  }

  #bad(field: string, found: number): Error {
    return backtestError('BAD_DATA', this.#where(field, found));
  }

  #where(field: string, found: string | number): string {
    return `source ${this.#name}, row ${this.#row}, ${field}: found ${found}`;
  }
}

/** A stream's identity in text. */
export function contentText(content: SourceContent | MarketData): string {
  return content.kind === 'bar' ? `bar ${content.spec}` : `${content.kind} ${content.instrument}`;
}

function isQuantity(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
