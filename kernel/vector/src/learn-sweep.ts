import { vectorError } from './errors.ts';
import { scoreOf, type Objective } from './judge-sweep.ts';
import type { RowRange } from './forward-windows.ts';
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
  /** How many trials are drawn from the same knowledge, which threads may run at once; 8 unless told. */
  readonly batch?: number;
  /** Combinations that are not fine are not run, and count as the worst. */
  readonly isFine?: (values: SearchValues<Of>) => boolean;
};

/** The trials that a sweep has learned from, as a search of their own, and what came of them. */
export type LearnedSweep<Of extends SearchSpace> = {
  readonly search: Search<Of>;
  readonly table: TrialTable;
};

/** How many trials a search that learns comes to: none is tried twice. */
export function learnedTrialsOf({
  space,
  trials,
}: Pick<LearnOptions<SearchSpace>, 'space' | 'trials'>): number {
  return Math.min(trials, combinationsOf(space));
}

/**
 * Runs trials one batch after another, each drawn where the ones before it were good: what is drawn hangs on the
 * seed and on the batches before alone, whoever has run them. With a table that was filled before it goes on: what
 * stands there is learned from again, and not run.
 *
 * @example
 * const learning = new LearningSweep(options, { space, trials: 200, seed: 'a' });
 * while (learning.advance()) show(learning.table.done);
 */
export class LearningSweep<Of extends SearchSpace> implements LearnedSweep<Of> {
  readonly search: Search<Of>;
  readonly table: TrialTable;
  readonly #asked: SearchValues<Of>[] = [];
  #batch: RowRange = { from: 0, until: 0 };
  readonly #learner: TpeSearch<Of>;
  readonly #sweep: Sweep<Of>;
  readonly #terms: Pick<LearnOptions<Of>, 'isFine'> & {
    readonly by: Objective;
    readonly batch: number;
  };

  constructor(
    options: Omit<SweepOptions<Of>, 'search'>,
    { space, trials, by = 'sharpe', batch = 8, isFine, ...tpe }: LearnOptions<Of>,
  ) {
    const isCount = Number.isSafeInteger(batch) && batch >= 1 && Number.isSafeInteger(trials);
    if (!isCount || trials < 1) throw vectorError('BAD_SEARCH', `${trials} trials by ${batch}`);
    const size = learnedTrialsOf({ space, trials });
    this.#learner = new TpeSearch(space, tpe);
    this.search = { space, size, valuesAt: (trial) => this.#valuesAt(trial) };
    this.table = options.table ?? new TrialTable(size);
    if (this.table.trials !== size) {
      throw vectorError('BAD_SEARCH', `a table of ${this.table.trials} trials for ${size}`);
    }
    this.#sweep = new Sweep({ ...options, search: this.search, table: this.table });
    this.#terms = { by, batch, ...(isFine === undefined ? {} : { isFine }) };
  }

  /** The trials of the batch that was drawn last. */
  get batch(): RowRange {
    return this.#batch;
  }

  /** Learns from the batch before, all of which has run, and draws the next; false where none is left. */
  draw(): boolean {
    const { by, batch } = this.#terms;
    for (let trial = this.#batch.from; trial < this.#batch.until; trial += 1) {
      const figures = this.table.at(trial);
      this.#learner.tell(trial, figures === null ? -Infinity : scoreOf(figures, by));
    }
    const from = this.#asked.length;
    const left = this.search.size - from;
    const asked = left === 0 ? [] : this.#learner.ask(Math.min(batch, left));
    for (const { values } of asked) this.#asked.push(values);
    this.#batch = { from, until: this.#asked.length };
    return left > 0;
  }

  /** Runs a trial that was drawn, unless it is not fine, or in the table. */
  run(trial: number): void {
    if (this.#terms.isFine?.(this.#valuesAt(trial)) !== false) this.#sweep.run(trial, trial + 1);
  }

  /** Draws and runs the next batch; false where none is left. */
  advance(): boolean {
    const isLeft = this.draw();
    for (let trial = this.#batch.from; trial < this.#batch.until; trial += 1) this.run(trial);
    return isLeft;
  }

  #valuesAt(trial: number): SearchValues<Of> {
    const values = this.#asked[trial];
    if (values !== undefined) return values;
    throw vectorError('BAD_SEARCH', `there is no trial ${trial} of ${this.#asked.length}`);
  }
}

/**
 * Runs all trials of a sweep that learns.
 *
 * @example
 * const { search, table } = learnSweep(options, { space, trials: 200, seed: 'a' });
 * search.valuesAt(bestTrialOf(table, 'sharpe'));
 */
export function learnSweep<Of extends SearchSpace>(
  options: Omit<SweepOptions<Of>, 'search'>,
  learn: LearnOptions<Of>,
): LearnedSweep<Of> {
  const learning = new LearningSweep(options, learn);
  while (learning.advance());
  return learning;
}
