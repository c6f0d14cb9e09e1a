import type { MarketData } from 'argosy/domain';
import { toTimestamp, type Timestamp } from 'argosy/core';
import { ReplayFeed, type ReplaySource } from '@argosy/bridge';

import { ROWS_AT_ONCE, type PulledFeed } from '../adapter/sim-adapter.ts';

/** A recording as a market whose time goes by: its rows come when the time that they were known at has come. */
export class RecordedFeed implements PulledFeed {
  readonly #replay: ReplayFeed;
  #into: (row: MarketData) => void = () => {};
  #nextAt: number;
  #lastAt: number;

  /** Begins at an instant: rows of before are passed over. */
  constructor(source: ReplaySource, from: Timestamp) {
    this.#nextAt = from;
    this.#lastAt = from;
    this.#replay = new ReplayFeed({
      source,
      from,
      take: (rows) => {
        for (const row of rows) {
          this.#lastAt = row.availableAt;
          this.#into(row);
        }
      },
    });
    this.#replay.play(from);
  }

  /** When the next row comes, as of the last look; Infinity behind the end. */
  get nextAt(): number {
    return this.#nextAt;
  }

  /** When the last one came. */
  get lastAt(): number {
    return this.#lastAt;
  }

  /** Whether nothing comes any more. */
  get hasEnded(): boolean {
    return this.#replay.state === 'ended';
  }

  take(now: Timestamp, into: (row: MarketData) => void): Timestamp {
    this.#into = into;
    let taken = 0;
    for (let released = 1; released > 0; taken += released) {
      if (taken >= ROWS_AT_ONCE) return toTimestamp(this.#lastAt);
      const progress = this.#replay.advance(now);
      ({ released } = progress);
      this.#nextAt = now + (progress.nextInMicros ?? Number.POSITIVE_INFINITY);
    }
    return now;
  }

  /** Goes on at a later instant: rows of before are passed over. */
  skipTo(at: Timestamp): void {
    this.#replay.seek(at, at);
    this.#nextAt = at;
    this.#lastAt = at;
  }

  /** Frees the recording; nothing comes any more. */
  close(): void {
    this.#replay.close();
    this.#nextAt = Number.POSITIVE_INFINITY;
  }
}
