import { assert, type Timestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';

import { BAR_POINTS, barPartAt, barPointAt, computeBarPath } from './bar-path.ts';
import type { StepManner } from './price-step.ts';
import type { BarPathPolicy } from './venue-config.ts';

/** One point of a bar's path, as orders meet it. */
export type BarPoint = {
  readonly manner: StepManner;
  /** When the price was there: orders that came later do not meet it. */
  readonly at: Timestamp;
  readonly price: number;
  /** The point before; NaN at the open. */
  readonly from: number;
  /** Its part of the bar's volume. */
  readonly size: number;
};

/** Walks bars, one at a time, from open to close. */
export class BarWalk {
  readonly #policy: BarPathPolicy;
  #bar: Bar | null = null;
  #path: readonly number[] = [];
  #next = BAR_POINTS;
  #endedBefore: number = Number.NaN;

  constructor(policy: BarPathPolicy) {
    this.#policy = policy;
  }

  /** The bar under way, or null between bars. */
  get bar(): Bar | null {
    return this.#next < BAR_POINTS ? this.#bar : null;
  }

  /** When the bar before the last one begun ended; NaN where there was none. */
  get endedBefore(): number {
    return this.#endedBefore;
  }

  /** When the next point comes. */
  get nextAt(): Timestamp {
    assert(this.#bar !== null, 'a bar is under way');
    return barPointAt(this.#bar, this.#next);
  }

  /** Whether only the close is left. */
  get isAtLast(): boolean {
    return this.#next === BAR_POINTS - 1;
  }

  /** Whether the path of this bar has begun, or is over. */
  hasBegun(bar: Bar): boolean {
    return this.#bar?.opensAt === bar.opensAt && this.#bar.spec === bar.spec;
  }

  /** Starts the path of a bar; says whether it may be walked: not if it overlaps the last one. */
  begin(bar: Bar): boolean {
    const last = this.#bar;
    if (last !== null && last.spec === bar.spec && bar.opensAt < last.closesAt) return false;
    this.#endedBefore = last?.closesAt ?? Number.NaN;
    this.#bar = bar;
    this.#path = computeBarPath(bar, this.#policy);
    this.#next = 0;
    return true;
  }

  /** Steps to the next point. */
  advance(): BarPoint {
    assert(this.#bar !== null, 'a bar is under way');
    const point = this.#next;
    const price = this.#path[point];
    assert(price !== undefined, 'the bar has points left');
    const at = this.nextAt;
    const size = barPartAt(this.#bar, point);
    this.#next = point + 1;
    const from = this.#path[point - 1] ?? Number.NaN;
    return { manner: point === 0 ? 'jump' : 'move', at, price, from, size };
  }
}
