import { bridgeError } from '../errors.ts';

/** How many wait to hear that what they said is safe. */
export const SAFE_WAITERS_MAX = 100_000;

/** Tells those that wait, in order, once the journal is safe up to where each stands. */
export class SafeQueue {
  #waiting: { readonly position: number; readonly run: () => void }[] = [];

  /** How many wait. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Runs something once all up to a position is safe; at once where it is. */
  whenSafe(position: number, durable: number, run: () => void): void {
    if (position <= durable && this.#waiting.length === 0) {
      run();
      return;
    }
    if (this.#waiting.length >= SAFE_WAITERS_MAX) {
      throw bridgeError('BRIDGE_FULL', `${SAFE_WAITERS_MAX} wait for the journal`);
    }
    this.#waiting.push({ position, run });
  }

  /** All up to a position is safe now. */
  release(durable: number): void {
    const until = this.#waiting.findIndex(({ position }) => position > durable);
    const released = this.#waiting.splice(0, until === -1 ? this.#waiting.length : until);
    for (const { run } of released) run();
  }
}
