import {
  computeDeflatedSharpe,
  computeMinimumTrackRecord,
  computeOverfittingOfBlocks,
  computeProbabilisticSharpe,
  mostTrialsOf,
} from 'argosy/quant';

import { vectorError } from './errors.ts';
import { minimumBarsOf } from './judge-sharpe.ts';
import type { RunFigures } from './measure-run.ts';
import type { SignalRun } from './signal-engine.ts';
import type { TrialTable } from './trial-table.ts';

/** What the best trial is best by: the mean return over its deviation, the gain, or the gain over the deepest fall. */
export type Objective = 'sharpe' | 'gain' | 'gainOverFall';

/** What a sweep's best trial is worth, given how many were tried. All ratios are of one bar, none of a year. */
export type SweepVerdict = {
  readonly by: Objective;
  /** The best trial, and how many it is the best of. */
  readonly best: number;
  readonly trials: number;
  /** Over how many bars. */
  readonly bars: number;
  readonly figures: RunFigures;
  readonly sharpe: number;
  /** How likely its true ratio is above 0, had it been the only one. */
  readonly probabilisticSharpe: number | null;
  /** How likely it is above what the best of so many without skill shows: all trials count as independent. */
  readonly deflatedSharpe: number | null;
  /** Bars until its ratio is surely above 0 (95 %), had it been the only one; null where no number is enough. */
  readonly barsNeeded: number | null;
  /** With fewer bars the best of so many without skill shows as much, on average; null where the ratio is not above 0. */
  readonly minimumBars: number | null;
  /**
   * How likely the best was so by chance only: of the halves of blocks, those whose best is below the median of the
   * rest. Null of too few bars or trials, and where none is better than another, as of those that never traded.
   */
  readonly overfitting: {
    readonly probability: number;
    readonly blocks: number;
    /** How many trials it is of: all, or as many as can be reckoned, evenly spread. */
    readonly trials: number;
  } | null;
};

/** How good a trial is. */
export function scoreOf({ gain, mean, deviation, deepestFall }: RunFigures, by: Objective): number {
  if (by === 'gain') return gain;
  const [over, under] = by === 'sharpe' ? [mean, deviation] : [gain, deepestFall];
  return under > 0 ? over / under : 0;
}

/** The best trial that has run, the first of those alike; throws `BAD_SEARCH` where none has. */
export function bestTrialOf(table: TrialTable, by: Objective): number {
  let [best, most] = [-1, -Infinity];
  for (let trial = 0; trial < table.trials; trial += 1) {
    const figures = table.at(trial);
    const score = figures === null ? -Infinity : scoreOf(figures, by);
    if (score > most) [best, most] = [trial, score];
  }
  if (best === -1) throw vectorError('BAD_SEARCH', 'no trial has run');
  return best;
}

/**
 * Judges the best of a sweep by how many were tried. `runTrial` makes its run again, for the shape of its
 * returns.
 *
 * @example
 * const { deflatedSharpe, overfitting } = judgeSweep(sweep.table, (trial) => sweep.runTrial(trial));
 */
export function judgeSweep(
  table: TrialTable,
  runTrial: (trial: number) => SignalRun,
  by: Objective = 'sharpe',
): SweepVerdict {
  const best = bestTrialOf(table, by);
  const run = runTrial(best);
  const figures = table.at(best);
  if (figures === null) throw vectorError('BAD_SEARCH', `trial ${best} has not run`);
  const sharpe = scoreOf(figures, 'sharpe');
  const { trials, variance } = spreadOf(table);
  const measured = { sharpe, count: run.equity.length, ...shapeOf(run, figures) };
  const isFlat = figures.deviation === 0 || run.equity.length < 2;
  return {
    by,
    best,
    trials,
    bars: run.equity.length,
    figures,
    sharpe,
    probabilisticSharpe: isFlat ? null : computeProbabilisticSharpe(measured),
    deflatedSharpe: isFlat ? null : computeDeflatedSharpe(measured, { trials, variance }),
    barsNeeded: isFlat ? null : computeMinimumTrackRecord(measured),
    minimumBars: minimumBarsOf(sharpe, trials),
    overfitting: overfittingOf(table, run.equity.length),
  };
}

/** How many trials were tried, and the variance of the ratios of those that did not throw. */
function spreadOf(table: TrialTable): { readonly trials: number; readonly variance: number } {
  const ratios: number[] = [];
  for (let trial = 0; trial < table.trials; trial += 1) {
    const figures = table.at(trial);
    if (figures !== null) ratios.push(scoreOf(figures, 'sharpe'));
  }
  const count = ratios.length;
  const mean = ratios.reduce((sum, one) => sum + one, 0) / count;
  const spread = ratios.reduce((sum, one) => sum + (one - mean) * (one - mean), 0);
  return { trials: table.done, variance: count > 1 ? spread / (count - 1) : 0 };
}

/** The third and fourth moments of a run's returns. */
export function shapeOf(
  { equity, funds }: SignalRun,
  { mean, deviation }: RunFigures,
): { readonly skewness: number; readonly kurtosis: number } {
  let [last, cubes, fourths] = [funds, 0, 0];
  for (const worth of equity) {
    const apart = (last > 0 ? worth / last - 1 : 0) - mean;
    cubes += apart * apart * apart;
    fourths += apart * apart * apart * apart;
    last = worth;
  }
  const count = equity.length;
  const variance = (deviation * deviation * (count - 1)) / count;
  if (!(variance > 0)) return { skewness: 0, kurtosis: 3 };
  return {
    skewness: cubes / count / (variance * Math.sqrt(variance)),
    kurtosis: fourths / count / (variance * variance),
  };
}

function overfittingOf(table: TrialTable, rows: number): SweepVerdict['overfitting'] {
  const { blocks } = table;
  const ends = Array.from({ length: blocks + 1 }, (_, at) => Math.floor((rows * at) / blocks));
  const lengths = ends.slice(1).map((end, at) => end - (ends[at] ?? 0));
  if (blocks % 2 === 1 || lengths.some((length) => length < 2)) return null;
  const trials = spread(table, mostTrialsOf(blocks)).map((trial) => sumsOf(table, trial));
  if (trials.length < 2) return null;
  const { probability } = computeOverfittingOfBlocks({ lengths, trials });
  return probability === null ? null : { probability, blocks, trials: trials.length };
}

/** At most so many of the trials that have figures, evenly spread. */
function spread(table: TrialTable, most: number): readonly number[] {
  const run = Array.from({ length: table.trials }, (_, trial) => trial).filter(
    (trial) => table.at(trial) !== null,
  );
  if (run.length <= most) return run;
  return Array.from({ length: most }, (_, at) => run[Math.floor((at * run.length) / most)] ?? 0);
}

function sumsOf(
  table: TrialTable,
  trial: number,
): { readonly sums: Float64Array; readonly squares: Float64Array } {
  const { blocks, cells, at } = table.blocksOf(trial);
  const column = (place: number): Float64Array =>
    Float64Array.from({ length: blocks }, (_, block) => cells[at + 2 * block + place] ?? NaN);
  return { sums: column(0), squares: column(1) };
}
