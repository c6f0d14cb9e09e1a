import { toTimestamp, type Timestamp } from 'argosy/core';
import type { ExecutionAlgorithm } from 'argosy/domain';

import { shortfallShares, type Shares } from './shortfall-shares.ts';

/** From when until when a schedule runs. */
type Span = { readonly startAt: Timestamp; readonly endAt: Timestamp };

/**
 * How much of a whole is due when: at equal steps from a beginning to a deadline. The first part is due
 * at the beginning, the last at the last step, so that it has its time too.
 *
 * @example
 * const schedule = scheduleOf({ type: 'twap', slices: 4 }, { startAt, endAt });
 * schedule?.dueBy(startAt, 10); // 2 of 10
 */
export class SliceSchedule {
  readonly #shares: Shares;
  readonly #startAt: number;
  readonly #span: bigint;

  constructor(shares: Shares, { startAt, endAt }: Span) {
    this.#shares = shares;
    this.#startAt = startAt;
    this.#span = BigInt(endAt - startAt);
  }

  /** How many of `units` are due by an instant; all of them at the last step. */
  dueBy(now: Timestamp, units: number): number {
    const step = this.#stepAt(now);
    if (step < 0) return 0;
    const { due, total } = this.#shares;
    return Number((BigInt(units) * (due[step] ?? total)) / total);
  }

  /** The first instant after another at which more may be due; null where nothing is to come. */
  nextAfter(now: Timestamp): Timestamp | null {
    const next = this.#stepAt(now) + 1;
    const { length } = this.#shares.due;
    if (next >= length) return null;
    // The first instant that the division of stepAt puts into the step.
    const steps = BigInt(length);
    const passed = (BigInt(next) * this.#span + steps - 1n) / steps;
    return toTimestamp(this.#startAt + Number(passed));
  }

  #stepAt(now: Timestamp): number {
    if (now < this.#startAt) return -1;
    const { length } = this.#shares.due;
    const step = (BigInt(now - this.#startAt) * BigInt(length)) / this.#span;
    return Math.min(length - 1, Number(step));
  }
}

/** The schedule of an algorithm that goes by the clock; null for one that goes by the market. */
export function scheduleOf(algorithm: ExecutionAlgorithm, span: Span): SliceSchedule | null {
  const shares = sharesOf(algorithm);
  return shares === null ? null : new SliceSchedule(shares, span);
}

function sharesOf(algorithm: ExecutionAlgorithm): Shares | null {
  switch (algorithm.type) {
    case 'twap':
      return sumsOf(Array.from({ length: algorithm.slices }, () => 1));
    case 'vwap':
      return sumsOf(algorithm.curve);
    case 'shortfall':
      return shortfallShares(algorithm.slices, algorithm.urgency);
    case 'pov':
    case 'iceberg':
    default:
      return null;
  }
}

function sumsOf(weights: readonly number[]): Shares {
  const due: bigint[] = [];
  let total = 0n;
  for (const weight of weights) {
    total += BigInt(weight);
    due.push(total);
  }
  return { due, total };
}
