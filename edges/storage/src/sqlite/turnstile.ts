import { storageError } from '../errors.ts';

/** How many may wait for the one connection. */
const WAITING_MAX = 10_000;

/** Lets in one at a time, in the order they came. */
export class Turnstile {
  readonly #max: number;
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  constructor(max: number = WAITING_MAX) {
    this.#max = max;
  }

  /** Resolves when it is one's turn; where too many wait already it throws. */
  enter(): Promise<void> {
    if (!this.#isTaken) {
      this.#isTaken = true;
      return Promise.resolve();
    }
    if (this.#waiting.length >= this.#max) {
      return Promise.reject(storageError('OVERLOADED', `${this.#max} wait for the connection`));
    }
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  /** Lets the next one in. */
  leave(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#isTaken = false;
    else next();
  }
}
