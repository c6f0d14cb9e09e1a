import { vectorError } from './errors.ts';
import type { Search, SearchValues } from './search-space.ts';

/** What the cells of a trial hold that has failed: it has run, and is never the best. */
export const FAILED: number = -Infinity;

/** A trial that threw, and what. */
export type FailedTrial = {
  readonly trial: number;
  readonly values: SearchValues;
  readonly error: string;
};

/** The trials that threw. Each counts as one that was tried. */
export type FailedTrials = {
  readonly count: number;
  /** The first of them, a hundred at most. */
  readonly first: readonly FailedTrial[];
};

const LISTED_MAX = 100;

/** Which trials failed, of how many that were tried; `run` makes one of them fail again. */
export type FailedOnes = {
  readonly failed: readonly number[];
  readonly tried: number;
  readonly run: (trial: number) => unknown;
};

/** Runs what failed once more, to say why; throws `BAD_SEARCH` where nothing else was tried. */
export function failuresOf(
  { valuesAt }: Pick<Search, 'valuesAt'>,
  { failed, tried, run }: FailedOnes,
): FailedTrials {
  const first = failed.slice(0, LISTED_MAX).map((trial) => {
    return { trial, values: valuesAt(trial), error: errorOf(() => run(trial)) };
  });
  const [one] = first;
  if (one !== undefined && failed.length === tried) {
    const values = Object.entries(one.values).map(([name, value]) => `${name} ${value}`);
    const detail = `all ${tried} trials failed; trial ${one.trial}, ${values.join(', ')}: ${one.error}`;
    throw vectorError('BAD_SEARCH', detail);
  }
  return { count: failed.length, first };
}

function errorOf(run: () => unknown): string {
  try {
    run();
    return 'it threw once, and not when it was run again';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
