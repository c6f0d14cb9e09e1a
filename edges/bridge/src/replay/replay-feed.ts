import { brand, ok, refuse, type Result, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { bridgeErrors } from '../errors.ts';

/** A pass over recorded rows in order of `availableAt`; sources of the history are such. */
export interface ReplayRows {
  /** The next rows; null when there are none left. None for now is an empty list. */
  next(): readonly MarketData[] | null;
  /** Frees what the pass holds; safe to call twice, and before the end. */
  close(): void;
}

/** Where recorded rows come from. */
export interface ReplaySource {
  /** A pass that begins at an instant; rows of before are passed over, if there are any. */
  open(from: Timestamp): ReplayRows;
}

/** How slowly a recorded day may go, as a multiple of its own time. */
export const REPLAY_SPEED_MIN = 0.1;
/** How fast. */
export const REPLAY_SPEED_MAX = 100;
/** How many rows go in one call, unless told. */
export const REPLAY_BATCH_MAX = 1_000;

/** What a replay needs. */
export type ReplayOptions = {
  readonly source: ReplaySource;
  /** Where it begins, and begins again. */
  readonly from: Timestamp;
  /** Takes rows as they are due, in order; the list is its to keep. */
  readonly take: (rows: readonly MarketData[]) => void;
  readonly batchMax?: number;
};

/** How a replay stands. It begins paused, and once more behind its end it stays there until a seek. */
export type ReplayState = 'paused' | 'playing' | 'ended';

/** What a call has done, and how long nothing is due: null where nothing will be by itself. */
export type ReplayProgress = { readonly released: number; readonly nextInMicros: number | null };

/** How many rows of before are passed over in one look: a seek far ahead does not hold its thread. */
const SKIPPED_MAX = 10_000;
/** How long to wait where the source has no rows for now. */
const LOOK_AGAIN_MICROS = 5_000;

/**
 * A recorded day as a feed, at the speed one likes. Time is handed in: whoever owns it calls `advance` when it said
 * something would be due. The rows keep the times they were recorded with.
 *
 * @example
 * const replay = new ReplayFeed({ source, from: open, take: (rows) => feed.offer(rows, clock()) });
 * replay.setSpeed(10, clock());
 * replay.play(clock());
 * setTimer(replay.advance(clock()).nextInMicros);
 */
export class ReplayFeed {
  readonly #options: ReplayOptions;
  readonly #batchMax: number;
  #rows: ReplayRows;
  /** Rows of before are passed over. */
  #from: number;
  #batch: readonly MarketData[] = [];
  #place = 0;
  #state: ReplayState = 'paused';
  #speed = 1;
  /** The instant of the recording it has come to; while it plays, as of `#since`. */
  #position: number;
  #since = 0;

  constructor(options: ReplayOptions) {
    this.#options = options;
    this.#batchMax = options.batchMax ?? REPLAY_BATCH_MAX;
    this.#from = options.from;
    this.#position = options.from;
    this.#rows = options.source.open(options.from);
  }

  get state(): ReplayState {
    return this.#state;
  }

  get speed(): number {
    return this.#speed;
  }

  /** The instant of the recording it has come to. */
  positionAt(now: Timestamp): Timestamp {
    const played = this.#state === 'playing' ? Math.max(0, now - this.#since) * this.#speed : 0;
    return brand<Timestamp>(Math.floor(this.#position + played));
  }

  /** Goes on from where it stands. */
  play(now: Timestamp): void {
    if (this.#state !== 'paused') return;
    this.#since = now;
    this.#state = 'playing';
  }

  /** Stands still. */
  pause(now: Timestamp): void {
    if (this.#state !== 'playing') return;
    this.#position = this.positionAt(now);
    this.#state = 'paused';
  }

  /** Goes faster or slower from now on. */
  setSpeed(speed: number, now: Timestamp): Result<number> {
    if (!(speed >= REPLAY_SPEED_MIN && speed <= REPLAY_SPEED_MAX)) {
      const bounds = `expected ${REPLAY_SPEED_MIN} to ${REPLAY_SPEED_MAX}`;
      return refuse('BAD_OPTION', `${bridgeErrors.BAD_OPTION}: a speed of ${speed}, ${bounds}`);
    }
    this.#position = this.positionAt(now);
    this.#since = now;
    this.#speed = speed;
    return ok(speed);
  }

  /** Goes to an instant, earlier or later; it plays on if it played, and is paused if it had ended. */
  seek(at: Timestamp, now: Timestamp): void {
    this.#rows.close();
    this.#rows = this.#options.source.open(at);
    this.#batch = [];
    this.#place = 0;
    this.#from = at;
    this.#position = at;
    this.#since = now;
    if (this.#state === 'ended') this.#state = 'paused';
  }

  /** While paused: lets so many rows go, whenever they were, and stands at the last of them; how many went. */
  step(rows = 1): number {
    if (this.#state !== 'paused') return 0;
    const released: MarketData[] = [];
    for (let row = this.#peek(); isRow(row) && released.length < rows; row = this.#peek()) {
      released.push(row);
      this.#place += 1;
      this.#position = Math.max(this.#position, row.availableAt);
    }
    if (released.length > 0) this.#options.take(released);
    return released.length;
  }

  /** While it plays: lets go what is due, so many at a time. */
  advance(now: Timestamp): ReplayProgress {
    if (this.#state !== 'playing') return { released: 0, nextInMicros: null };
    const until = this.positionAt(now);
    const due: MarketData[] = [];
    let row = this.#peek();
    while (isRow(row) && row.availableAt <= until && due.length < this.#batchMax) {
      due.push(row);
      this.#place += 1;
      row = this.#peek();
    }
    if (row === null) this.#end(until);
    if (due.length > 0) this.#options.take(due);
    return { released: due.length, nextInMicros: this.#nextIn(row, until) };
  }

  /** Frees the source; it has ended. Safe to call twice. */
  close(): void {
    this.#rows.close();
    this.#batch = [];
    this.#place = 0;
    this.#state = 'ended';
  }

  #nextIn(row: MarketData | null | undefined, until: number): number | null {
    if (row === null) return null;
    if (row === undefined) return LOOK_AGAIN_MICROS;
    return Math.max(0, Math.ceil((row.availableAt - until) / this.#speed));
  }

  #end(until: number): void {
    this.#position = until;
    this.#state = 'ended';
  }

  /** The next row that is not of before; null at the end, undefined where the source has none for now. */
  #peek(): MarketData | null | undefined {
    for (let skipped = 0; skipped < SKIPPED_MAX;) {
      const row = this.#batch[this.#place];
      if (row === undefined) {
        const batch = this.#rows.next();
        if (batch === null) return null;
        this.#batch = batch;
        this.#place = 0;
        if (batch.length === 0) return undefined;
      } else if (row.availableAt < this.#from) {
        this.#place += 1;
        skipped += 1;
      } else return row;
    }
    return undefined;
  }
}

function isRow(row: MarketData | null | undefined): row is MarketData {
  return row !== null && row !== undefined;
}
