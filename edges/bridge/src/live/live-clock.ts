import { toTimestamp, type Timestamp } from 'argosy/core';

/** The time a live shard lives in; a test brings its own. */
export type LiveTime = {
  /** What the clock on the wall says, in microseconds. */
  readonly wall: () => number;
  /** Counts microseconds; it neither goes back nor jumps. */
  readonly elapsed: () => number;
  /** Runs something so many microseconds later, and gives back what calls it off. */
  readonly after: (delayUs: number, run: () => void) => () => void;
  /** Runs something once what is under way has returned. */
  readonly soon: (run: () => void) => void;
};

/**
 * The instants of a shard's inputs. The wall is asked once, at the beginning, and never gives an instant before
 * what was numbered earlier; from then on it is counted. So time neither goes back nor stands still, whatever
 * becomes of the machine's clock.
 */
export class LiveClock {
  readonly #elapsed: () => number;
  readonly #begun: { readonly at: number; readonly elapsed: number };

  /** `numbered`: the instant of the last input of an earlier life. */
  constructor({ wall, elapsed }: Pick<LiveTime, 'wall' | 'elapsed'>, numbered: number) {
    this.#elapsed = elapsed;
    this.#begun = { at: Math.max(numbered, wall()), elapsed: elapsed() };
  }

  /** What time it is. */
  now(): Timestamp {
    return toTimestamp(Math.floor(this.#begun.at + this.#elapsed() - this.#begun.elapsed));
  }
}
