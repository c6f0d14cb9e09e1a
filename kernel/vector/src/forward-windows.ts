import { vectorError } from './errors.ts';
import type { FailedTrials } from './failed-trials.ts';
import type { Objective } from './judge-sweep.ts';
import type { RunFigures } from './measure-run.ts';
import type { SearchSpace, SearchValues } from './search-space.ts';

/** Which bars parameters are chosen on, and which they are then tried on. */
export type ForwardWindows = {
  /** How many bars they are chosen on. */
  readonly train: number;
  /** How many bars behind they are tried on. */
  readonly test: number;
  /** Bars left out between the two, lest what is held at the end of one is judged in the other; none unless told. */
  readonly gap?: number;
  /** Whether all training begins at the first bar (`anchored`) or moves along (`rolling`, the standard). */
  readonly kind?: 'rolling' | 'anchored';
};

/** One step: what was chosen, and what came of it where it had not been seen. */
export type ForwardStep<Of extends SearchSpace = SearchSpace> = {
  /** Rows, the ends not within. */
  readonly train: RowRange;
  readonly test: RowRange;
  readonly trial: number;
  readonly values: SearchValues<Of>;
  /** How good it was where it was chosen, and where it was tried. */
  readonly chosenScore: number;
  readonly score: number;
  /** Whether it is in the lower half of all trials where it was tried; null where all were alike before. */
  readonly isBelowMedian: boolean | null;
  readonly figures: RunFigures;
};

/** What walking forward came to. */
export type ForwardReport<Of extends SearchSpace = SearchSpace> = {
  readonly by: Objective;
  /** Among how many each step has chosen. */
  readonly trials: number;
  /** Those that threw in a step, where they are never chosen. */
  readonly failed: FailedTrials;
  readonly steps: readonly ForwardStep<Of>[];
  /** The gains of the steps on top of each other: each from all the money and nothing held, valued at its last close. */
  readonly gain: number;
  /** The mean score where it was tried over the mean where it was chosen; null where that is not above 0. */
  readonly efficiency: number | null;
  /** The part of the steps whose best is in the lower half where it was tried; null where none had a best. */
  readonly overfitting: number | null;
};

/** Rows from one to below another. */
export type RowRange = { readonly from: number; readonly until: number };

const STEPS_MAX = 10_000;

/** The rows of each step; throws `BAD_SEARCH` where there is not one. */
export function forwardRanges(
  rows: number,
  { train, test, gap = 0, kind = 'rolling' }: ForwardWindows,
): readonly { readonly train: RowRange; readonly test: RowRange }[] {
  const areCounts = [train, test].every((one) => Number.isSafeInteger(one) && one >= 2);
  const steps = Math.floor((rows - train - gap) / test);
  if (!areCounts || !Number.isSafeInteger(gap) || gap < 0 || steps < 1 || steps > STEPS_MAX) {
    const detail = `${train} bars to choose on, ${gap} between, ${test} to try on, of ${rows}`;
    throw vectorError('BAD_SEARCH', detail);
  }
  return Array.from({ length: steps }, (_, step) => {
    const end = train + step * test;
    const begin = end + gap;
    return {
      train: { from: kind === 'anchored' ? 0 : end - train, until: end },
      test: { from: begin, until: begin + test },
    };
  });
}
