import type { ParameterSchema } from 'argosy/engine';

import type { Place, Subscription, TrialFigures } from '../check/report.ts';
import type { CheckCode } from '../check/codes.ts';
import type { MarketWants } from './synthetic-market.ts';

/** What the process of a trial is asked to do. */
export type TrialJob = {
  readonly file: string;
  readonly name: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** Whether the strategy is also run. */
  readonly runs: boolean;
  readonly seed: string | number;
  /** What an earlier trial found that it asks for; null where this is the first. */
  readonly wants: MarketWants | null;
};

/** Something the trial found, before the table's words are put to it. */
export type TrialFinding = {
  readonly code: CheckCode;
  readonly detail: string;
  /** Where it was thrown; null where nothing was, or not in a file of the strategy's. */
  readonly place: Place | null;
  /** The callback, field or parameter that it is about; null where it is about the whole class. */
  readonly member: string | null;
};

/** What the trial knows so far of the strategy. */
export type TrialStrategy = {
  readonly name: string;
  readonly parameters: ParameterSchema;
  /** What its parameters are set to in the trial. */
  readonly values: Readonly<Record<string, unknown>>;
};

/** What a trial tells; it is written down whenever more is known, in case it ends badly. */
export type TrialReport = {
  readonly isWhole: boolean;
  readonly strategy: TrialStrategy | null;
  readonly subscriptions: readonly Subscription[];
  readonly figures: TrialFigures | null;
  /** What a second trial has to provide; null where there need not be one. */
  readonly wants: MarketWants | null;
  readonly findings: readonly TrialFinding[];
};

/** What is told where nothing was written down. */
export const nothingTold: TrialReport = {
  isWhole: false,
  strategy: null,
  subscriptions: [],
  figures: null,
  wants: null,
  findings: [],
};

/** The files by which caller and trial speak, in a folder of their own. */
export const trialFiles = { job: 'job.json', report: 'report.json', now: 'now.txt' } as const;
