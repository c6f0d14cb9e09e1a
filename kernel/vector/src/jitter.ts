import { Random } from 'argosy/core';

import { vectorError } from './errors.ts';
import type { Search, SearchSpace, SearchValues } from './search-space.ts';

/** How far parameters are moved, and how often. */
export type JitterOptions = {
  /** By how much of its value a number is moved at most, up and down; at least by one step. */
  readonly share: number;
  readonly count: number;
  readonly seed: string;
};

const COUNT_MAX = 100_000;

/**
 * A search around one combination: numbers of ranges are moved a little, lists stay. The first trial is
 * the combination itself. What is good only there is good by chance.
 */
export function jitterSearch<Of extends SearchSpace>(
  space: Of,
  values: SearchValues<Of>,
  { share, count, seed }: JitterOptions,
): Search<Of> {
  const isFine = share > 0 && share <= 1 && Number.isSafeInteger(count) && count >= 1;
  if (!isFine || count > COUNT_MAX) {
    throw vectorError('BAD_SEARCH', `${count} moves by ${share} of each value`);
  }
  const valuesAt = (trial: number): SearchValues<Of> => {
    const isTrial = Number.isSafeInteger(trial) && trial >= 0 && trial <= count;
    if (!isTrial) throw vectorError('BAD_SEARCH', `there is no trial ${trial} of ${count + 1}`);
    if (trial === 0) return values;
    const random = Random.fromSeed(`${seed}/${trial}`);
    const moved = Object.entries(space).map(([name, range]) => {
      const value = values[name];
      if (!('from' in range) || typeof value !== 'number') return [name, value] as const;
      const { from, to, step = 1 } = range;
      const steps = Math.max(1, Math.round((Math.abs(value) * share) / step));
      const next = value + (random.nextInt(2 * steps + 1) - steps) * step;
      const last = from + Math.floor((to - from) / step) * step;
      return [name, Math.min(last, Math.max(from, next))] as const;
    });
    return Object.fromEntries(moved) as SearchValues<Of>;
  };
  return { space, size: count + 1, valuesAt };
}
