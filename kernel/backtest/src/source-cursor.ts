import { Hash128, type InstrumentIndex } from 'argosy/core';
import {
  barSpanMicros,
  hashMarketData,
  parseBarSpec,
  type Bar,
  type InstrumentTable,
  type MarketData,
} from 'argosy/domain';

import { backtestError } from './errors.ts';
import { RowGuard } from './row-guard.ts';
import type { Source, SourceIdentity, SourceReader } from './source.ts';

/** Hears of a bar before it opens, so that the venue can walk through it at its own instants. */
export type BarAnnouncement = (bar: Bar, index: InstrumentIndex) => void;

/** What a cursor is made of. */
export type CursorOptions = {
  readonly source: Source;
  readonly instruments: InstrumentTable;
  readonly announce: BarAnnouncement;
};

/**
 * One pass over a source, a row at a time. It reads ahead by the longest bar the source declares,
 * because a bar's opening lies that far before the row that tells of it.
 */
export class SourceCursor {
  readonly name: string;
  readonly #source: Source;
  readonly #instruments: InstrumentTable;
  readonly #reader: SourceReader;
  readonly #guard: RowGuard;
  readonly #announce: BarAnnouncement;
  readonly #lookahead: number;
  readonly #contentHash = new Hash128();
  #ownHash: string | null = null;
  #rows: readonly MarketData[] = [];
  #indexes: InstrumentIndex[] = [];
  #next = 0;
  #head: MarketData | null = null;
  #headIndex: InstrumentIndex | -1 = -1;
  #admitted = 0;
  #admittedAt = Number.NEGATIVE_INFINITY;
  #isEnded = false;

  constructor({ source, instruments, announce }: CursorOptions) {
    this.name = source.name;
    this.#source = source;
    this.#instruments = instruments;
    this.#reader = source.open();
    this.#guard = new RowGuard(source.name, instruments, source.contents);
    this.#announce = announce;
    this.#lookahead = longestBar(source);
    this.#start();
  }

  /** The row the cursor stands on; null behind the last one. */
  get head(): MarketData | null {
    return this.#head;
  }

  /** The instrument of the row the cursor stands on. */
  get headIndex(): InstrumentIndex | -1 {
    return this.#headIndex;
  }

  /** Steps to the next row. */
  advance(): void {
    this.#next += 1;
    this.#admit();
  }

  /** The source this is a pass over. */
  get source(): Source {
    return this.#source;
  }

  /** How many rows lie behind the one the cursor stands on. */
  get passed(): number {
    return this.#guard.rows - (this.#admitted - this.#next);
  }

  /** Reads the rows behind the one the cursor stands on once more, guarded like the first time. */
  *readPassed(): IterableIterator<MarketData> {
    const count = this.passed;
    const guard = new RowGuard(this.name, this.#instruments, this.#source.contents);
    for (const row of firstRows(this.#source, count)) {
      guard.pass(row);
      yield row;
    }
    if (guard.rows === count) return;
    const detail = `${count} rows the first time, ${guard.rows} when read again for history`;
    throw backtestError('NOT_REPEATABLE', `source ${this.name}: ${detail}`);
  }

  /** What identifies the rows read so far. */
  identity(): SourceIdentity {
    return { name: this.name, hash: this.#hash(), rows: this.#guard.rows };
  }

  /** What the rows read so far have that is allowed and seldom meant, in words. */
  notes(): readonly string[] {
    return [...this.#guard.notes(), ...(this.#reader.notes?.() ?? [])];
  }

  /** How many rows are held: those of the batch under way and those read ahead. */
  get held(): number {
    return this.#rows.length;
  }

  /** Frees the source. */
  close(): void {
    this.#ownHash ??= this.#reader.hash();
    this.#reader.close();
  }

  #hash(): string {
    if (!this.#reader.hashesItself) return `argosy128:${this.#contentHash.digest()}`;
    return this.#ownHash ?? 'incomplete';
  }

  /** The first row may be bad; nobody else could free the source then. */
  #start(): void {
    try {
      this.#admit();
    } catch (error) {
      this.#reader.close();
      throw error;
    }
  }

  #admit(): void {
    while (this.#next >= this.#rows.length && !this.#isEnded) this.#read();
    const head = this.#rows[this.#next];
    this.#head = head ?? null;
    if (head === undefined) {
      this.#headIndex = -1;
      return;
    }
    // Nothing of a row is used before the guard has seen it.
    if (this.#admitted <= this.#next) this.#admitRow(head);
    this.#headIndex = this.#indexes[this.#next] ?? -1;
    if (this.#lookahead > 0) this.#admitAhead(head);
  }

  #admitAhead(head: MarketData): void {
    const until = head.availableAt + this.#lookahead;
    while (this.#admittedAt <= until) {
      const row = this.#rows[this.#admitted];
      if (row !== undefined) this.#admitRow(row);
      else if (this.#isEnded) return;
      else this.#read();
    }
  }

  #admitRow(row: MarketData): void {
    const index = this.#guard.pass(row);
    if (!this.#reader.hashesItself) hashMarketData(this.#contentHash, row);
    this.#indexes[this.#admitted] = index;
    this.#admitted += 1;
    this.#admittedAt = row.availableAt;
    if (row.kind === 'bar' && row.revision === 0) this.#announce(row, index);
  }

  #read(): void {
    const batch = this.#reader.next();
    if (batch === null) {
      this.#isEnded = true;
      this.#ownHash = this.#reader.hash();
      return;
    }
    if (!Array.isArray(batch)) {
      const detail = `source ${this.name}: expected a list of rows at once, found ${typeof batch}`;
      throw backtestError('BAD_DATA', detail);
    }
    const left = this.#rows.length - this.#next;
    this.#rows = left <= 0 ? batch : this.#rows.slice(this.#next).concat(batch);
    this.#indexes = left <= 0 ? [] : this.#indexes.slice(this.#next);
    this.#admitted -= this.#next;
    this.#next = 0;
  }
}

/** The first rows of a source; it is freed when the walk ends. */
function* firstRows(source: Source, count: number): Generator<MarketData> {
  if (count === 0) return;
  const reader = source.open();
  try {
    let left = count;
    for (let rows = reader.next(); rows !== null; rows = reader.next()) {
      yield* rows.length > left ? rows.slice(0, left) : rows;
      left -= rows.length;
      if (left <= 0) return;
    }
  } finally {
    reader.close();
  }
}

function longestBar(source: Source): number {
  let longest = 0;
  for (const content of source.contents) {
    if (content.kind !== 'bar') continue;
    const spec = parseBarSpec(content.spec);
    if (spec.ok) longest = Math.max(longest, barSpanMicros(spec.value));
  }
  return longest;
}
