import type {
  ForwardWindows,
  LearnOptions,
  Objective,
  SearchSpace,
  SearchValues,
  SweepOptions,
  ValidationTerms,
} from 'argosy/vector';

/** A sweep that a module makes; a search that learns asks it which combinations are fine. */
export type MadeSweep = SweepOptions<SearchSpace> & {
  readonly isFine?: (values: SearchValues) => boolean;
};

/** What a search learns by, without what the module of its sweep says. */
export type LearnTerms = Omit<LearnOptions<SearchSpace>, 'isFine'>;

/**
 * What a module of a sweep exports as `makeSweep`: it makes a sweep of what is given, in every thread anew.
 * What is given is copied into threads, so it is data: functions stand in the module. Columns of
 * `shareColumns` are not copied.
 *
 * @example
 * export const makeSweep: SweepMaker<BarColumns> = (bars) => ({ bars, rules, strategy, search });
 */
export type SweepMaker<Given = unknown> = (given: Given) => MadeSweep | Promise<MadeSweep>;

/** What threads do with a sweep together. */
export type SweepTask =
  | { readonly kind: 'sweep'; readonly trials: number; readonly blocks: number }
  | {
      readonly kind: 'learn';
      readonly trials: number;
      readonly blocks: number;
      readonly terms: LearnTerms;
    }
  | { readonly kind: 'forward'; readonly windows: ForwardWindows; readonly by: Objective }
  | { readonly kind: 'validation'; readonly terms: ValidationTerms };

/** What a thread is told to do. */
export type SweepJob = {
  /** Tells the end of this job from that of another. */
  readonly number: number;
  /** The address of the module that makes the sweep. */
  readonly module: string;
  readonly given: unknown;
  readonly task: SweepTask;
  /** The cells that all threads fill. */
  readonly cells: Float64Array;
  /** How many parts there are, and how many a thread takes at once. */
  readonly size: number;
  readonly atOnce: number;
  /** What threads share besides: the numbers of `SharedParts`. */
  readonly shared: Int32Array;
};

/** What a thread says at the end of a job: what it failed with, or null. */
export type SweepEnd = { readonly number: number; readonly failed: string | null };
