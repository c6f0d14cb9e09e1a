import type { Timestamp } from 'argosy/core';

/** When money came or went, where the curve stood then, and what was there afterwards. */
type Step = { readonly at: Timestamp; readonly stood: number; readonly after: number };

/**
 * Money that comes in or goes out is no gain and no loss: from then on the curve grows and falls with
 * what is there, from where it stood. Without any, it is the equity itself.
 */
export class Growth {
  readonly #steps: Step[] = [];

  /** Takes what was there before money came, and how much did; less than nothing where it went. */
  take(at: Timestamp, { before, came }: { readonly before: number; readonly came: number }): void {
    const stood = before > 0 ? this.heightOf(before, at) : came;
    this.#steps.push({ at, stood, after: before + came });
  }

  /** Where the curve stands with so much at an instant; it stands still while nothing is there. */
  heightOf(equity: number, at: Timestamp): number {
    const step = this.#steps.findLast((one) => one.at <= at);
    if (step === undefined) return equity;
    return step.after > 0 ? (step.stood * equity) / step.after : step.stood;
  }
}
