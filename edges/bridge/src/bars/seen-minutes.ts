import { MICROS_PER_MINUTE } from 'argosy/core';
import type { InstrumentIndex, Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { ColumnRing } from '../cache/column-ring.ts';

/** What prices did within a minute. */
export type MinuteRow = {
  readonly opensAt: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
};

/** A stretch of whole minutes, [from, until). */
export type MinuteSpan = { readonly from: number; readonly until: number };

/** How many minutes are kept of each instrument: a day of an exchange, or half of one that never closes. */
export const SEEN_MINUTES_MAX = 720;
/** How often listening may be broken off before the oldest stretch is forgotten. */
const SPANS_MAX = 64;

const OPENS_AT = 0;
const OPEN = 1;
const HIGH = 2;
const LOW = 3;
const CLOSE = 4;
const VOLUME = 5;
const COLUMNS = 6;

/**
 * What trades, and the levels of indices, came to minute by minute, as they were heard. A price belongs to the minute in
 * which it became known: so a minute that is over never changes, whatever comes late. It knows which minutes were
 * heard whole, since of one without a trade nothing is kept.
 *
 * @example
 * seen.take(trade, instrument);
 * seen.rows(instrument, from, until); // the minutes that opened within, the oldest first
 */
export class SeenMinutes {
  readonly #rings: (ColumnRing | undefined)[] = [];
  readonly #spans: MinuteSpan[] = [];
  /** From when on minutes are heard whole; null while nobody listens. */
  #heardFrom: number | null = null;
  #isListening = true;
  /** The minute in which something came first; null before. */
  #first: number | null = null;
  #now: number;
  #minute: number;

  /** Begins at an instant: nothing of before is known. */
  constructor(now: Timestamp) {
    this.#now = now;
    this.#minute = minuteOf(now);
  }

  /** The minute under way: those before it are over for good. */
  get minute(): number {
    return this.#minute;
  }

  /** The first minute of which anything is kept, whole or not; null where nothing came yet. */
  get first(): number | null {
    return this.#first === null ? null : Math.max(this.#first, this.#oldest);
  }

  /** How far time has come here. */
  get now(): number {
    return this.#now;
  }

  /** The stretches whose minutes were heard whole and are over, the oldest first; what is no longer kept is none of them. */
  get spans(): readonly MinuteSpan[] {
    const oldest = this.#oldest;
    const current = { from: this.#heardFrom ?? this.#minute, until: this.#minute };
    return [...this.#spans, current].flatMap(({ from, until }) =>
      until > Math.max(from, oldest) ? [{ from: Math.max(from, oldest), until }] : [],
    );
  }

  /** Takes a datum in; what is no trade and no level only says what time it is. */
  take(datum: MarketData, instrument: InstrumentIndex): void {
    this.advance(datum.availableAt);
    // Who begins to listen within a minute has not heard all of it.
    if (this.#isListening) {
      this.#heardFrom ??= Math.ceil(this.#now / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
    }
    this.#first ??= this.#minute;
    if (datum.kind === 'trade') this.#note(instrument, datum.price, datum.qty);
    else if (datum.kind === 'index') this.#note(instrument, datum.price, 0);
  }

  /** Time has come so far; it never goes back. */
  advance(at: number): void {
    if (at <= this.#now) return;
    this.#now = at;
    if (at - this.#minute >= MICROS_PER_MINUTE) this.#minute = minuteOf(at);
  }

  /** Something may be left out from here on: minutes do not count as heard until `resume`. Safe to call twice. */
  pause(): void {
    this.#isListening = false;
    if (this.#heardFrom === null) return;
    if (this.#heardFrom < this.#minute) {
      this.#spans.push({ from: this.#heardFrom, until: this.#minute });
      if (this.#spans.length > SPANS_MAX) this.#spans.shift();
    }
    this.#heardFrom = null;
  }

  /** Everything is heard again. Safe to call twice. */
  resume(): void {
    this.#isListening = true;
  }

  /** The minutes of an instrument that opened within [from, until), the oldest first; the one under way is one of them. */
  rows(instrument: InstrumentIndex, from: number, until: number): readonly MinuteRow[] {
    const ring = this.#rings[instrument];
    const found: MinuteRow[] = [];
    for (let ago = 0; ring !== undefined && ago < ring.size; ago += 1) {
      const opensAt = ring.get(ago, OPENS_AT);
      if (opensAt < from) break;
      if (opensAt < until) found.push(rowOf(ring, ago));
    }
    return found.toReversed();
  }

  get #oldest(): number {
    return this.#minute - SEEN_MINUTES_MAX * MICROS_PER_MINUTE;
  }

  #note(instrument: InstrumentIndex, price: number, qty: number): void {
    const ring = (this.#rings[instrument] ??= new ColumnRing(COLUMNS, SEEN_MINUTES_MAX));
    if (ring.size === 0 || ring.get(0, OPENS_AT) !== this.#minute) {
      ring.push();
      ring.set(OPENS_AT, this.#minute);
      ring.set(OPEN, price);
      ring.set(HIGH, price);
      ring.set(LOW, price);
      ring.set(VOLUME, 0);
    }
    if (price > ring.get(0, HIGH)) ring.set(HIGH, price);
    if (price < ring.get(0, LOW)) ring.set(LOW, price);
    ring.set(CLOSE, price);
    ring.set(VOLUME, ring.get(0, VOLUME) + qty);
  }
}

function minuteOf(at: number): number {
  return Math.floor(at / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
}

function rowOf(ring: ColumnRing, ago: number): MinuteRow {
  return {
    opensAt: ring.get(ago, OPENS_AT),
    open: ring.get(ago, OPEN),
    high: ring.get(ago, HIGH),
    low: ring.get(ago, LOW),
    close: ring.get(ago, CLOSE),
    volume: ring.get(ago, VOLUME),
  };
}
