import { ArgosyError } from 'argosy/core';
import type { StorageErrorCode } from '@argosy/storage';

type Waiting = { readonly until: number; readonly reject: (error: ArgosyError) => void };

/** Waits for many answers of the records as `within` waits for one: for each as long, with one timer for all. */
export class Patience {
  readonly #millis: number;
  /** In the order in which they began, and so in that in which they end. */
  readonly #waiting = new Set<Waiting>();
  #timer: NodeJS.Timeout | null = null;

  constructor(millis: number) {
    this.#millis = millis;
  }

  /** Waits for an answer, but not for long: then the records count as away. */
  wait<Value>(asked: Promise<Value>): Promise<Value> {
    return new Promise((resolve, reject) => {
      const waiting = { until: performance.now() + this.#millis, reject };
      this.#waiting.add(waiting);
      if (this.#timer === null) this.#timer = setTimeout(this.#look, this.#millis);
      asked.finally(() => this.#waiting.delete(waiting)).then(resolve, reject);
    });
  }

  readonly #look = (): void => {
    this.#timer = null;
    const now = performance.now();
    const code: StorageErrorCode = 'DATABASE_AWAY';
    for (const waiting of this.#waiting) {
      if (waiting.until > now) {
        this.#timer = setTimeout(this.#look, waiting.until - now);
        return;
      }
      this.#waiting.delete(waiting);
      waiting.reject(new ArgosyError(code, `no answer within ${this.#millis} ms`));
    }
  };
}
