import type { SearchSpace, SweepOptions } from 'argosy/vector';

/**
 * What a module of a sweep exports as `makeSweep`: it makes a sweep of what is given, in every thread anew.
 * What is given is copied into threads, so it is data: functions stand in the module.
 *
 * @example
 * export const makeSweep: SweepMaker<BarColumns> = (bars) => ({ bars, rules, strategy, search });
 */
export type SweepMaker<Given = unknown> = (
  given: Given,
) => SweepOptions<SearchSpace> | Promise<SweepOptions<SearchSpace>>;

/** What a thread is told to do. */
export type SweepJob = {
  /** The address of the module that makes the sweep. */
  readonly module: string;
  readonly given: unknown;
  readonly trials: number;
  readonly blocks: number;
  /** The cells of the table that all threads fill. */
  readonly cells: Float64Array;
  /** What threads share besides: see `places`. */
  readonly shared: Int32Array;
};

/** What a thread says at the end of a job: what it failed with, or null. */
export type SweepEnd = { readonly failed: string | null };

/** What stands where in the numbers that threads share. */
export const places = { next: 0, done: 1, isCancelled: 2 } as const;

/** How many trials a thread takes at once. */
export const TRIALS_AT_ONCE = 64;
