import { BinaryWriter, type InstrumentId, type Timestamp } from 'argosy/core';
import { inputCodec } from 'argosy/domain';

import { feedError } from './errors.ts';
import { fedKinds, type FeedRow } from './fed-row.ts';

type TimedRow = FeedRow & { readonly eventAt: Timestamp };

/** What is known of an instrument on the side that writes. */
type Entry = {
  /** The number of its last row. */
  sequence: number;
  /** Numbers that no row will have: of what a later value stood for. */
  skipped: number;
  /** The last row of each kind. */
  readonly latest: (TimedRow | null)[];
  /** Whether the last row of a kind waits. */
  readonly waits: boolean[];
};

/** A trade is no state of the market: it is told once. */
const TRADE = fedKinds.trade;
const KINDS: number = Object.keys(fedKinds).length;

/**
 * Rows on their way out: numbered without gaps by instrument, as bytes that are ready to leave. While nothing can leave
 * the last value of each instrument and kind waits, nothing else, and what it stood for is missing among the numbers.
 */
export class OutgoingRows {
  readonly #entries = new Map<InstrumentId, Entry>();
  readonly #body = new BinaryWriter();
  readonly #row = new BinaryWriter();
  /** Instruments of which something waits, the longest first. */
  #waiting = new Set<Entry>();
  #conflated = 0;

  /** How many bytes are ready to leave. */
  get bytes(): number {
    return this.#body.size;
  }

  /** Whether something waits. */
  get hasWaiting(): boolean {
    return this.#waiting.size > 0;
  }

  /** How many rows a later one has stood for, so far. */
  get conflated(): number {
    return this.#conflated;
  }

  /** Takes a row that can leave; one that cannot be written is refused, and nothing of it leaves. */
  add(row: FeedRow, now: Timestamp): void {
    const entry = this.#entryOf(row);
    const timed = timedRow(row, now);
    this.#encode(entry, timed, now);
    entry.latest[fedKinds[row.kind]] = timed;
  }

  /** Takes a row that cannot leave yet. */
  hold(row: FeedRow, now: Timestamp): void {
    const entry = this.#entryOf(row);
    const kind = fedKinds[row.kind];
    const timed = timedRow(row, now);
    this.#check(timed, now);
    if (entry.waits[kind] === true) {
      entry.skipped += 1;
      this.#conflated += 1;
    }
    entry.waits[kind] = true;
    entry.latest[kind] = timed;
    this.#waiting.add(entry);
  }

  /** Of who listens anew: where the market stands has to be told again. What was ready is gone with the line. */
  standAgain(): void {
    this.#body.reset();
    for (const entry of this.#entries.values()) {
      for (const [kind, row] of entry.latest.entries()) {
        if (row !== null && kind !== TRADE) entry.waits[kind] = true;
      }
      if (entry.waits.includes(true)) this.#waiting.add(entry);
    }
  }

  /** Makes what waits ready, up to so many bytes. */
  release(bytesMax: number, now: Timestamp): void {
    for (const entry of this.#waiting) {
      if (this.#body.size >= bytesMax) return;
      this.#waiting.delete(entry);
      for (let kind = 0; kind < KINDS; kind += 1) {
        const row = entry.latest[kind] ?? null;
        if (entry.waits[kind] !== true || row === null) continue;
        entry.waits[kind] = false;
        this.#encode(entry, row, now);
      }
    }
  }

  /** What is ready; it is gone from here. */
  take(): Uint8Array {
    return this.#body.take();
  }

  #entryOf({ instrument }: FeedRow): Entry {
    const known = this.#entries.get(instrument);
    if (known !== undefined) return known;
    const entry: Entry = {
      sequence: 0,
      skipped: 0,
      latest: Array.from({ length: KINDS }, () => null),
      waits: Array.from({ length: KINDS }, () => false),
    };
    this.#entries.set(instrument, entry);
    return entry;
  }

  #encode(entry: Entry, row: TimedRow, now: Timestamp): void {
    const sourceSequence = entry.sequence + entry.skipped + 1;
    this.#write(row, now, sourceSequence);
    entry.sequence = sourceSequence;
    entry.skipped = 0;
    this.#body.copy(this.#row, 0, this.#row.size);
  }

  /** What could not be written later is refused now. */
  #check(row: TimedRow, now: Timestamp): void {
    this.#write(row, now, 1);
  }

  #write(row: TimedRow, now: Timestamp, sourceSequence: number): void {
    if (row.kind === 'book' && !row.isSnapshot) {
      throw feedError('BAD_ROW', `a change of the book of ${row.instrument}: books come whole`);
    }
    this.#row.reset();
    inputCodec.encode(this.#row, { ...row, nanos: 0, availableAt: now, sourceSequence });
  }
}

function timedRow(row: FeedRow, now: Timestamp): TimedRow {
  return row.eventAt === undefined ? { ...row, eventAt: now } : { ...row, eventAt: row.eventAt };
}
