import { intakeError } from '../intake-errors.ts';
import type { BackfillClock, RateLimit } from './vendor.ts';

/** The most requests that a limit may count. */
const REQUESTS_MAX = 100_000;

/** Waits before each request until every limit has room for it. */
export class Pacer {
  readonly #clock: BackfillClock;
  readonly #limits: readonly { readonly limit: RateLimit; readonly sent: number[] }[];

  constructor(clock: BackfillClock, limits: readonly RateLimit[]) {
    for (const { requests, perMs } of limits) {
      const isLimit =
        Number.isInteger(requests) && requests >= 1 && requests <= REQUESTS_MAX && perMs > 0;
      if (!isLimit)
        throw intakeError('INTAKE_BAD_JOB', `a limit of ${requests} requests in ${perMs} ms`);
    }
    this.#clock = clock;
    this.#limits = limits.map((limit) => ({ limit, sent: [] }));
  }

  /** Returns once a request may be sent, and counts it. */
  async next(signal: AbortSignal): Promise<void> {
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      await this.#clock.sleep(wait, signal);
    }
    const now = this.#clock.now();
    for (const { limit, sent } of this.#limits) {
      sent.push(now);
      if (sent.length > limit.requests) sent.shift();
    }
  }

  #wait(): number {
    const now = this.#clock.now();
    const waits = this.#limits.map(({ limit, sent }) => {
      const oldest = sent.length < limit.requests ? undefined : sent[0];
      return oldest === undefined ? 0 : oldest + limit.perMs - now;
    });
    return Math.max(0, ...waits);
  }
}
