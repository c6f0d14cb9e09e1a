import { isChosenBelow, shareBelow } from './below-median.ts';
import { vectorError } from './errors.ts';
import { FAILED, failuresOf, type FailedTrials } from './failed-trials.ts';
import type { Search, SearchSpace } from './search-space.ts';
import {
  columnOf,
  placeOfMost,
  placesOf,
  takeCells,
  type SearchWork,
  type WorkCells,
} from './search-work.ts';
import type { SignalRun } from './signal-engine.ts';
import { Sweep, type SweepOptions } from './sweep.ts';
import { TrialTable } from './trial-table.ts';
import type { RowRange } from './forward-windows.ts';
import { pathsOf, type ValidationPath } from './validation-paths.ts';

/** How bars are split: into groups, so many of which are tried on while the others are chosen on. */
export type ValidationTerms = {
  readonly groups: number;
  /** How many groups are tried on at a time; one unless told, more are combinatorial. */
  readonly tested?: number;
  /** Bars before a group that is tried on which are not chosen on: what is held there ends within it. */
  readonly purge?: number;
  /** The same behind it: what happens there hangs on what it was tried on. */
  readonly embargo?: number;
};

/** Which groups are tried on, and the rows that are chosen on and tried on. */
export type ValidationSplit = {
  readonly groups: readonly number[];
  readonly train: readonly RowRange[];
  readonly test: readonly RowRange[];
};

/** What came of a split: the trial that was the best there, and how good it was on either side. */
export type ValidatedSplit = ValidationSplit & {
  readonly trial: number;
  readonly chosenScore: number;
  readonly score: number;
  /** Whether it is in the lower half of all trials where it had not been seen; null where all were alike before. */
  readonly isBelowMedian: boolean | null;
};

/** What cross-validation came to; scores are the mean return of a bar over its deviation. */
export type ValidationReport = {
  readonly splits: readonly ValidatedSplit[];
  /** The part of the splits whose best is in the lower half where it had not been seen; null where none had a best. */
  readonly overfitting: number | null;
  /** Among how many each split has chosen. */
  readonly trials: number;
  /** Those that threw, which are never chosen. */
  readonly failed: FailedTrials;
  /** Every group once, as it came out where it was tried on. */
  readonly paths: readonly ValidationPath[];
};

const SPLITS_MAX = 20_000;

/**
 * The splits of cross-validation, each with the rows beside what is tried on taken out of what is chosen
 * on (López de Prado, 2018). Throws `BAD_SEARCH` where a group is too short or too many splits come out.
 */
export function validationSplits(rows: number, terms: ValidationTerms): readonly ValidationSplit[] {
  const { groups, tested = 1, purge = 0, embargo = 0 } = terms;
  const areCounts = [groups, tested, purge, embargo].every(
    (one) => Number.isSafeInteger(one) && one >= 0,
  );
  const isFine = areCounts && groups >= 2 && tested >= 1 && tested < groups && rows >= 2 * groups;
  if (!isFine || groups > 64) {
    throw vectorError('BAD_SEARCH', `${tested} of ${groups} groups of ${rows} bars`);
  }
  const bounds = Array.from({ length: groups }, (_, at) => ({
    from: Math.floor((rows * at) / groups),
    until: Math.floor((rows * (at + 1)) / groups),
  }));
  return combinations(groups, tested).map((chosen) => {
    const test = chosen.map((group) => bounds[group] ?? { from: 0, until: 0 });
    const rest = bounds.filter((_, group) => !chosen.includes(group));
    const cut = test.map(({ from, until }) => ({ from: from - purge, until: until + embargo }));
    return { groups: chosen, test, train: cut.reduce<readonly RowRange[]>(without, rest) };
  });
}

/**
 * Chooses on one part of the bars and tries on the rest, in every way the terms name. Each trial runs once
 * over all bars; what counts on either side are its returns there.
 *
 * @example
 * const { overfitting, paths } = crossValidate(sweep, { groups: 6, tested: 2, purge: 20, embargo: 5 });
 */
export function crossValidate<Of extends SearchSpace>(
  options: SweepOptions<Of>,
  terms: ValidationTerms,
): ValidationReport {
  const search = new ValidationSearch(options, terms);
  search.run(0, search.size);
  return search.report();
}

/**
 * Cross-validation in parts, of which each is one trial over all bars. Once all have run, whoever ran them,
 * the report says what the splits chose.
 *
 * @example
 * const search = new ValidationSearch(sweep, { groups: 6, tested: 2 });
 * search.run(0, search.size);
 * search.report();
 */
export class ValidationSearch<const Of extends SearchSpace> implements SearchWork {
  readonly size: number;
  readonly width: number;
  readonly #splits: readonly ValidationSplit[];
  readonly #groups: number;
  /** The scores of the first trial where the first split chooses, where it tries, where the second chooses, and so on. */
  readonly #scores: Float64Array;
  readonly #search: Search<Of>;
  readonly #sweep: Sweep<Of>;

  constructor(options: SweepOptions<Of>, terms: ValidationTerms, cellsOf?: WorkCells) {
    this.#search = options.search;
    this.size = options.search.size;
    this.#splits = validationSplits(options.bars.close.length, terms);
    this.#groups = terms.groups;
    const work = `${this.#splits.length} splits of ${this.size} trials`;
    this.width = 2 * this.#splits.length;
    this.#scores = takeCells(this.width * this.size, work, cellsOf);
    this.#sweep = new Sweep({ ...options, table: new TrialTable(this.size, 1) });
  }

  run(from: number, until: number): void {
    for (let trial = from; trial < Math.min(until, this.size); trial += 1) {
      const row = this.#scores.subarray(trial * this.width, (trial + 1) * this.width);
      if (!row.some((score) => Number.isNaN(score))) continue;
      const sums = this.#sumsOf(trial);
      if (sums === null) row.fill(FAILED);
      else
        for (const [at, { train, test }] of this.#splits.entries()) {
          row[2 * at] = sums.sharpeOver(train);
          row[2 * at + 1] = sums.sharpeOver(test);
        }
    }
  }

  /** What cross-validation came to; all parts have run before. */
  report(): ValidationReport {
    const failed = this.#failures();
    const splits = this.#splits.map((split, at) => choose(split, this.#scoresOf(at)));
    return {
      splits,
      overfitting: shareBelow(splits),
      trials: this.size,
      failed,
      paths: pathsOf(this.#sweep, splits, this.#groups),
    };
  }

  #sumsOf(trial: number): ReturnSums | null {
    try {
      return new ReturnSums(this.#sweep.runTrial(trial));
    } catch {
      return null;
    }
  }

  #failures(): FailedTrials {
    return failuresOf(this.#search, {
      failed: placesOf(columnOf(this.#scores, this.width, 0), FAILED),
      tried: this.size,
      run: (trial) => this.#sweep.runTrial(trial),
    });
  }

  #scoresOf(split: number): SplitScores {
    const column = (place: number): Float64Array => columnOf(this.#scores, this.width, place);
    return [column(2 * split), column(2 * split + 1)];
  }
}

/** The scores of all trials where a split chooses, and where it tries. */
type SplitScores = readonly [train: Float64Array, test: Float64Array];

function choose(split: ValidationSplit, [train, test]: SplitScores): ValidatedSplit {
  const trial = placeOfMost(train);
  const [chosenScore, score] = [train[trial] ?? NaN, test[trial] ?? NaN];
  return { ...split, trial, chosenScore, score, isBelowMedian: isChosenBelow(train, test, score) };
}

/** Returns of a run added up from its beginning, so that any rows are one difference. */
class ReturnSums {
  readonly #sums: Float64Array;
  readonly #squares: Float64Array;

  constructor({ equity, funds }: Pick<SignalRun, 'equity' | 'funds'>) {
    this.#sums = new Float64Array(equity.length + 1);
    this.#squares = new Float64Array(equity.length + 1);
    let [last, sum, square] = [funds, 0, 0];
    for (const [row, worth] of equity.entries()) {
      const change = last > 0 ? worth / last - 1 : 0;
      sum += change;
      square += change * change;
      this.#sums[row + 1] = sum;
      this.#squares[row + 1] = square;
      last = worth;
    }
  }

  /** The mean return over its deviation; 0 where nothing moved. */
  sharpeOver(ranges: readonly RowRange[]): number {
    let [count, sum, square] = [0, 0, 0];
    for (const { from, until } of ranges) {
      count += until - from;
      sum += (this.#sums[until] ?? NaN) - (this.#sums[from] ?? NaN);
      square += (this.#squares[until] ?? NaN) - (this.#squares[from] ?? NaN);
    }
    const variance = (square - (sum * sum) / count) / (count - 1);
    return variance > VARIANCE_MIN ? sum / count / Math.sqrt(variance) : 0;
  }
}

/** Below this it is the rounding of differences of sums. */
const VARIANCE_MIN = 1e-18;

function without(ranges: readonly RowRange[], cut: RowRange): readonly RowRange[] {
  return ranges.flatMap(({ from, until }) => {
    const before = { from, until: Math.min(until, cut.from) };
    const behind = { from: Math.max(from, cut.until), until };
    return [before, behind].filter((range) => range.from < range.until);
  });
}

function combinations(groups: number, tested: number): readonly (readonly number[])[] {
  let found: readonly (readonly number[])[] = [[]];
  for (let place = 0; place < tested; place += 1) {
    found = found.flatMap((chosen) => {
      const next = (chosen.at(-1) ?? -1) + 1;
      const last = groups - (tested - place);
      return Array.from({ length: Math.max(0, last - next + 1) }, (_, at) => [
        ...chosen,
        next + at,
      ]);
    });
    if (found.length > SPLITS_MAX) {
      throw vectorError('BAD_SEARCH', `more than ${SPLITS_MAX} splits of ${groups} groups`);
    }
  }
  return found;
}
