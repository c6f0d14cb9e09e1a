import { toTimestamp, type Timestamp } from 'argosy/core';

type Timer = { readonly at: number; readonly place: number; readonly run: () => void };

/** A clock that goes on when a test lets it, timer by timer; microseconds. */
export class ManualClock {
  readonly pace: number = 1;
  #now: number;
  #places = 0;
  #timers: Timer[] = [];

  constructor(now: number) {
    this.#now = now;
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.#timers.length;
  }

  readonly now = (): Timestamp => toTimestamp(this.#now);

  readonly after = (delayUs: number, run: () => void): (() => void) => {
    this.#places += 1;
    const timer = { at: this.#now + Math.max(0, delayUs), place: this.#places, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Goes on by so much; what is due on the way runs at its instant. */
  advance(byUs: number): void {
    const until = this.#now + byUs;
    for (let next = this.#next(until); next !== undefined; next = this.#next(until)) {
      this.#timers = this.#timers.filter((other) => other !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  #next(until: number): Timer | undefined {
    return this.#timers
      .filter(({ at }) => at <= until)
      .toSorted((one, other) => one.at - other.at || one.place - other.place)[0];
  }
}
