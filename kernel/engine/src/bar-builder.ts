import {
  MICROS_PER_DAY,
  toPrice,
  toQuantity,
  toTimestamp,
  type InstrumentId,
  type Price,
  type Timestamp,
} from 'argosy/core';
import { barSpanMicros, type Bar, type BarSpec, type BarSpecText } from 'argosy/domain';

/**
 * Builds time bars of one specification. A bar covers [opensAt, closesAt), aligned to the local
 * midnight; an interval without a price makes no bar.
 *
 * @example
 * builder.add(at, price, qty);
 * if (builder.closesAt <= now) onBar(builder.close());
 */
export class BarBuilder {
  readonly spec: BarSpecText;
  readonly #instrument: InstrumentId;
  readonly #span: number;
  readonly #alignment: number;
  #opensAt = 0;
  #closesAt = Number.POSITIVE_INFINITY;
  #open = 0;
  #high = 0;
  #low = 0;
  #last = 0;
  #volume = 0;
  #built = 0;

  /** `offset` is the exchange's distance from UTC, so that days and hours begin where its clock says. */
  constructor(text: BarSpecText, spec: BarSpec, offset: number) {
    this.spec = text;
    this.#instrument = spec.instrument;
    this.#span = barSpanMicros(spec);
    this.#alignment = ((offset % MICROS_PER_DAY) + MICROS_PER_DAY) % MICROS_PER_DAY;
  }

  /** When the bar being built is complete; Infinity while there is none. */
  get closesAt(): number {
    return this.#closesAt;
  }

  /** Takes a price in; the caller has closed every bar that was due before. */
  add(at: Timestamp, price: number, qty: number): void {
    if (this.#closesAt === Number.POSITIVE_INFINITY) {
      this.#begin(at, price);
    } else {
      if (price > this.#high) this.#high = price;
      if (price < this.#low) this.#low = price;
    }
    this.#last = price;
    this.#volume += qty;
  }

  /** The finished bar; the builder is empty afterwards. */
  close(): Bar {
    const closesAt = toTimestamp(this.#closesAt);
    this.#closesAt = Number.POSITIVE_INFINITY;
    this.#built += 1;
    return {
      kind: 'bar',
      instrument: this.#instrument,
      spec: this.spec,
      eventAt: closesAt,
      nanos: 0,
      availableAt: closesAt,
      sourceSequence: this.#built,
      opensAt: toTimestamp(this.#opensAt),
      closesAt,
      open: toPrice(this.#open),
      high: toPrice(this.#high),
      low: toPrice(this.#low),
      close: toPrice(this.#last),
      volume: toQuantity(this.#volume),
      bid: null,
      ask: null,
      revision: 0,
    };
  }

  #begin(at: number, price: number): void {
    const local = at + this.#alignment;
    this.#opensAt = local - (local % this.#span) - this.#alignment;
    this.#closesAt = this.#opensAt + this.#span;
    this.#open = price;
    this.#high = price;
    this.#low = price;
    this.#volume = 0;
  }
}

/** The price a quote gives a bar of one side, in whole price units; a mid between two is rounded down. */
export function quotePrice(side: 'BID' | 'ASK' | 'MID', bid: Price, ask: Price): number {
  if (side === 'BID') return bid;
  if (side === 'ASK') return ask;
  return Math.floor((bid + ask) / 2);
}
