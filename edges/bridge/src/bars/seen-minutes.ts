import { brand, MICROS_PER_MINUTE, type InstrumentIndex, type Timestamp } from 'argosy/core';
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

/** A minute of an instrument. */
export type InstrumentMinute = { readonly instrument: InstrumentIndex; readonly row: MinuteRow };

/** What was heard of everything in a minute; up to `until` nothing followed it. */
export type HeardMinute = MinuteSpan & {
  /** Whether all of it was heard. */
  readonly isWhole: boolean;
  readonly rows: readonly InstrumentMinute[];
};

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
  #resumedAt = 0;
  /** The minute in which something came first; null before. */
  #first: number | null = null;
  readonly #onMinute: (minute: HeardMinute) => void;
  #now: number;
  #minute: number;

  /** Begins at an instant: nothing of before is known. `onMinute` hears of each minute that is over. */
  constructor(now: Timestamp, onMinute: (minute: HeardMinute) => void = () => {}) {
    this.#now = now;
    this.#minute = minuteOf(now);
    this.#onMinute = onMinute;
  }

  /** What was heard before this began, in order of time; what is not over yet is left out. */
  restore(minutes: readonly HeardMinute[]): void {
    for (const { from, until, isWhole, rows } of minutes) {
      if (until > this.#minute) break;
      this.#first ??= from;
      for (const { instrument, row } of rows) this.#push(instrument, row);
      if (isWhole) this.#addSpan({ from, until });
    }
  }

  /** The minute under way: those before it are over for good. */
  get minute(): number {
    return this.#minute;
  }

  /** Whether the minute under way was heard from its beginning, and is. */
  get hearsMinute(): boolean {
    return this.#heardFrom !== null && this.#heardFrom <= this.#minute;
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
      const from = Math.max(this.#now, this.#resumedAt);
      this.#heardFrom ??= Math.ceil(from / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
    }
    this.#first ??= this.#minute;
    if (datum.kind === 'trade') this.#note(instrument, datum.price, datum.qty);
    else if (datum.kind === 'index') this.#note(instrument, datum.price, 0);
  }

  /** Time has come so far; it never goes back. */
  advance(at: number): void {
    if (at <= this.#now) return;
    this.#now = at;
    if (at - this.#minute >= MICROS_PER_MINUTE) this.#turnTo(minuteOf(at));
  }

  /** Something may be left out from here on: minutes do not count as heard until `resume`. Safe to call twice. */
  pause(): void {
    this.#isListening = false;
    if (this.#heardFrom === null) return;
    if (this.#heardFrom < this.#minute) {
      this.#addSpan({ from: this.#heardFrom, until: this.#minute });
    }
    this.#heardFrom = null;
  }

  /** Everything that comes from an instant on is heard again. Safe to call twice. */
  resume(from: Timestamp): void {
    if (!this.#isListening) this.#resumedAt = from;
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

  #turnTo(until: number): void {
    const from = this.#minute;
    const isWhole = this.#heardFrom !== null && this.#heardFrom <= from;
    const rows = this.#rings.flatMap((ring, place): InstrumentMinute[] => {
      const isOfIt = ring !== undefined && ring.size > 0 && ring.get(0, OPENS_AT) === from;
      return isOfIt ? [{ instrument: brand<InstrumentIndex>(place), row: rowOf(ring, 0) }] : [];
    });
    this.#minute = until;
    if (isWhole || rows.length > 0) this.#onMinute({ from, until, isWhole, rows });
  }

  #addSpan({ from, until }: MinuteSpan): void {
    const last = this.#spans.at(-1);
    if (last?.until === from) this.#spans[this.#spans.length - 1] = { from: last.from, until };
    else this.#spans.push({ from, until });
    if (this.#spans.length > SPANS_MAX) this.#spans.shift();
  }

  #push(instrument: InstrumentIndex, row: MinuteRow): ColumnRing {
    const ring = (this.#rings[instrument] ??= new ColumnRing(COLUMNS, SEEN_MINUTES_MAX));
    ring.push();
    ring.set(OPENS_AT, row.opensAt);
    ring.set(OPEN, row.open);
    ring.set(HIGH, row.high);
    ring.set(LOW, row.low);
    ring.set(CLOSE, row.close);
    ring.set(VOLUME, row.volume);
    return ring;
  }

  #note(instrument: InstrumentIndex, price: number, qty: number): void {
    const opensAt = this.#minute;
    const known = this.#rings[instrument];
    const ring =
      known !== undefined && known.size > 0 && known.get(0, OPENS_AT) === opensAt
        ? known
        : this.#push(instrument, {
            opensAt,
            open: price,
            high: price,
            low: price,
            close: price,
            volume: 0,
          });
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
