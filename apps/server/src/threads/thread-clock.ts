import { toTimestamp, type Timestamp } from 'argosy/core';

/** Between two things that are heard, time is counted on for so long at most, unless told. */
const AHEAD_MILLIS_MAX = 1_000;
const MICROS_PER_MILLI = 1_000;

/**
 * What time it is for the machines, as another thread can know it: from what they say, and a little on. Time of a
 * demo may run fast, and leaves nights out.
 */
export class ThreadClock {
  readonly #pace: Float64Array;
  readonly #elapsed: () => number;
  readonly #aheadMax: number;
  #last: number;
  #heardAt: number;

  /** the first of `pace` is how much of it passes while a microsecond of the wall clock does; `elapsed` counts milliseconds. */
  constructor(
    first: number,
    pace: Float64Array,
    elapsed: () => number,
    aheadMillisMax: number = AHEAD_MILLIS_MAX,
  ) {
    this.#last = first;
    this.#pace = pace;
    this.#elapsed = elapsed;
    this.#aheadMax = aheadMillisMax;
    this.#heardAt = elapsed();
  }

  /** Something was said at an instant. */
  hear(at: number): void {
    if (at < this.#last) return;
    this.#last = at;
    this.#heardAt = this.#elapsed();
  }

  /** What time it is; it never goes back behind what was heard. */
  now(): Timestamp {
    const millis = Math.min(this.#aheadMax, this.#elapsed() - this.#heardAt);
    return toTimestamp(Math.floor(this.#last + millis * MICROS_PER_MILLI * (this.#pace[0] ?? 1)));
  }
}
