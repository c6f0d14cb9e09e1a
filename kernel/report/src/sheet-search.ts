import type { Figure, Instant, SheetDistribution } from './sheet-values.ts';

/** One step of walking forward. */
export type SheetForwardStep = {
  readonly from: Instant;
  readonly until: Instant;
  readonly values: Readonly<Record<string, string | number>>;
  readonly chosenScore: number;
  readonly score: number;
  readonly gain: number;
};

/** What was chosen on one stretch and tried on the next, again and again. */
export type SheetForward = {
  readonly by: string;
  readonly steps: readonly SheetForwardStep[];
  readonly gain: number;
  readonly efficiency: Figure;
};

/** What was chosen on some groups of bars and tried on the others, in every way. */
export type SheetValidation = {
  readonly groups: number;
  /** How many groups are tried on at a time, and bars that are left out before and behind each. */
  readonly tested: number;
  readonly purge: number;
  readonly embargo: number;
  readonly splits: number;
  /** How many paths have each group once, as it came out where it was tried on. */
  readonly count: number;
  /** Of the paths' Sharpe ratios of a bar. */
  readonly sharpes: SheetDistribution;
  /** By Sharpe ratio, the lowest first; of many an even choice. */
  readonly paths: readonly {
    readonly rank: number;
    readonly growth: number;
    readonly sharpe: number;
    readonly probabilisticSharpe: Figure;
    readonly deflatedSharpe: Figure;
  }[];
};
