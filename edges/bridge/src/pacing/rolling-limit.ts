import type { RateLimits } from '../broker/capabilities.ts';

const SECOND = 1_000_000;
const spans = { perSecond: SECOND, perMinute: 60 * SECOND, perHour: 3600 * SECOND } as const;

/**
 * Rolling windows: of any second, minute and hour no more are let through than a broker takes. Its memory is as
 * large as the limits are.
 *
 * @example
 * const limit = new RollingLimit({ perSecond: 3, perMinute: 180, perHour: null });
 * if (limit.readyAt(now) <= now) limit.note(now);
 */
export class RollingLimit {
  readonly #windows: readonly Window[];

  constructor(limits: RateLimits) {
    this.#windows = (['perSecond', 'perMinute', 'perHour'] as const).flatMap((name) => {
      const most = limits[name];
      return most === null ? [] : [new Window(most, spans[name])];
    });
  }

  /** From when the next one may pass, in microseconds: now, or later. */
  readyAt(now: number): number {
    let at = now;
    for (const window of this.#windows) at = Math.max(at, window.readyAt);
    return at;
  }

  /** One passes. */
  note(now: number): void {
    for (const window of this.#windows) window.note(now);
  }
}

/** The instants at which the last ones passed, as many as may pass in one span. */
class Window {
  readonly #span: number;
  readonly #passed: Float64Array;
  #next = 0;

  constructor(most: number, span: number) {
    this.#span = span;
    this.#passed = new Float64Array(most).fill(Number.NEGATIVE_INFINITY);
  }

  /** When the oldest of them is a span ago; never where none may pass. */
  get readyAt(): number {
    const oldest = this.#passed[this.#next];
    return oldest === undefined ? Number.POSITIVE_INFINITY : oldest + this.#span;
  }

  note(now: number): void {
    this.#passed[this.#next] = now;
    this.#next = (this.#next + 1) % Math.max(1, this.#passed.length);
  }
}
