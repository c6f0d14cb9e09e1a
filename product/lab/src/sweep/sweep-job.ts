import type {
  ForwardWindows,
  Objective,
  SearchSpace,
  SweepOptions,
  ValidationTerms,
} from 'argosy/vector';

/**
 * What a module of a sweep exports as `makeSweep`: it makes a sweep of what is given, in every thread anew.
 * What is given is copied into threads, so it is data: functions stand in the module. Columns of
 * `shareColumns` are not copied.
 *
 * @example
 * export const makeSweep: SweepMaker<BarColumns> = (bars) => ({ bars, rules, strategy, search });
 */
export type SweepMaker<Given = unknown> = (
  given: Given,
) => SweepOptions<SearchSpace> | Promise<SweepOptions<SearchSpace>>;

/** What threads do with a sweep together. */
export type SweepTask =
  | { readonly kind: 'sweep'; readonly trials: number; readonly blocks: number }
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
  /** What threads share besides: see `places`. */
  readonly shared: Int32Array;
};

/** What a thread says at the end of a job: what it failed with, or null. */
export type SweepEnd = { readonly number: number; readonly failed: string | null };

/** What stands where in the numbers that threads share. */
export const places = { next: 0, done: 1, isCancelled: 2 } as const;
