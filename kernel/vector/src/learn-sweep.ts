import { vectorError } from './errors.ts';
import { scoreOf, type Objective } from './judge-sweep.ts';
import {
  combinationsOf,
  type Search,
  type SearchSpace,
  type SearchValues,
} from './search-space.ts';
import { Sweep, type SweepOptions } from './sweep.ts';
import { TpeSearch, type TpeOptions } from './tpe-search.ts';
import { TrialTable } from './trial-table.ts';

/** What a sweep learns by. */
export type LearnOptions<Of extends SearchSpace> = TpeOptions & {
  readonly space: Of;
  /** How many trials; where the space has fewer combinations, each of them once. */
  readonly trials: number;
  readonly by?: Objective;
  /** How many trials are drawn from the same knowledge; 8 unless told. */
  readonly batch?: number;
  /** Combinations that are not fine are not run, and count as the worst. */
  readonly isFine?: (values: SearchValues<Of>) => boolean;
};

/** The trials that a sweep has learned from, as a search of their own, and what came of them. */
export type LearnedSweep<Of extends SearchSpace> = {
  readonly search: Search<Of>;
  readonly table: TrialTable;
};

/**
 * Runs trials one batch after another, each drawn where the ones before it were good.
 *
 * @example
 * const { search, table } = learnSweep(options, { space, trials: 200, seed: 'a' });
 * search.valuesAt(bestTrialOf(table, 'sharpe'));
 */
export function learnSweep<Of extends SearchSpace>(
  options: Omit<SweepOptions<Of>, 'search' | 'table'>,
  { space, trials, by = 'sharpe', batch = 8, isFine, ...tpe }: LearnOptions<Of>,
): LearnedSweep<Of> {
  const isCount = Number.isSafeInteger(batch) && batch >= 1 && Number.isSafeInteger(trials);
  if (!isCount || trials < 1) throw vectorError('BAD_SEARCH', `${trials} trials by ${batch}`);
  const learner = new TpeSearch(space, tpe);
  const asked: SearchValues<Of>[] = [];
  const valuesAt = (trial: number): SearchValues<Of> => {
    const values = asked[trial];
    if (values !== undefined) return values;
    throw vectorError('BAD_SEARCH', `there is no trial ${trial} of ${asked.length}`);
  };
  const size = Math.min(trials, combinationsOf(space));
  const search: Search<Of> = { space, size, valuesAt };
  const table = new TrialTable(size);
  const sweep = new Sweep({ ...options, search, table });
  while (asked.length < size) {
    for (const { trial, values } of learner.ask(Math.min(batch, size - asked.length))) {
      asked.push(values);
      if (isFine?.(values) !== false) sweep.run(trial, trial + 1);
      const figures = table.at(trial);
      learner.tell(trial, figures === null ? -Infinity : scoreOf(figures, by));
    }
  }
  return { search, table };
}
