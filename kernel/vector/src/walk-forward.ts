import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';
import { bestTrialOf, scoreOf, type Objective } from './judge-sweep.ts';
import type { RunFigures } from './measure-run.ts';
import type { SearchSpace, SearchValues } from './search-space.ts';
import { SignalEngine } from './signal-engine.ts';
import { SignalLines } from './signal-lines.ts';
import type { SweepOptions } from './sweep.ts';
import { TrialTable } from './trial-table.ts';

/** Which bars parameters are chosen on, and which they are then tried on. */
export type ForwardWindows = {
  /** How many bars they are chosen on. */
  readonly train: number;
  /** How many bars behind they are tried on. */
  readonly test: number;
  /** Bars left out between the two, lest what is held at the end of one is judged in the other; none unless told. */
  readonly gap?: number;
  /** Whether all training begins at the first bar (`anchored`) or moves along (`rolling`, the standard). */
  readonly kind?: 'rolling' | 'anchored';
};

/** One step: what was chosen, and what came of it where it had not been seen. */
export type ForwardStep<Of extends SearchSpace = SearchSpace> = {
  /** Rows, the ends not within. */
  readonly train: RowRange;
  readonly test: RowRange;
  readonly trial: number;
  readonly values: SearchValues<Of>;
  /** How good it was where it was chosen, and where it was tried. */
  readonly chosenScore: number;
  readonly score: number;
  readonly figures: RunFigures;
};

/** What walking forward came to. */
export type ForwardReport<Of extends SearchSpace = SearchSpace> = {
  readonly by: Objective;
  readonly steps: readonly ForwardStep<Of>[];
  /** The gain of all tried parts, one after the other. */
  readonly gain: number;
  /** The mean score where it was tried over the mean where it was chosen; null where that is not above 0. */
  readonly efficiency: number | null;
};

/** Rows from one to below another. */
export type RowRange = { readonly from: number; readonly until: number };

const STEPS_MAX = 10_000;

/**
 * Chooses parameters on one stretch of bars and tries them on the next, again and again. Each stretch is
 * traded from nothing held; indicators have seen all bars before it, never one behind.
 *
 * @example
 * const { steps, efficiency } = walkForward(sweep, { train: 500, test: 100 });
 */
export function walkForward<Of extends SearchSpace>(
  options: SweepOptions<Of>,
  windows: ForwardWindows,
  by: Objective = 'sharpe',
): ForwardReport<Of> {
  const { bars, search } = options;
  const ranges = forwardRanges(bars.close.length, windows);
  const lines = new SignalLines(bars);
  const steps = ranges.map(({ train, test }): ForwardStep<Of> => {
    const table = sweepRange(options, lines, train);
    const trial = bestTrialOf(table, by);
    const chosen = table.at(trial);
    const figures = runRange(options, lines, test)(trial);
    return {
      train,
      test,
      trial,
      values: search.valuesAt(trial),
      chosenScore: chosen === null ? NaN : scoreOf(chosen, by),
      score: scoreOf(figures, by),
      figures,
    };
  });
  const mean = (of: (step: ForwardStep<Of>) => number): number =>
    steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
  const chosen = mean(({ chosenScore }) => chosenScore);
  return {
    by,
    steps,
    gain: steps.reduce((growth, { figures }) => growth * (1 + figures.gain), 1) - 1,
    efficiency: chosen > 0 ? mean(({ score }) => score) / chosen : null,
  };
}

/**
 * What was chosen, traded on the bars it was tried on, one stretch after the other in one account: bars from the
 * first stretch on, and their signals. At the last bar of each stretch all is given up, so that none takes over
 * what another holds.
 *
 * @example
 * const { bars, signals } = walkedSignals(sweep, walkForward(sweep, { train: 500, test: 100 }));
 */
export function walkedSignals<Of extends SearchSpace>(
  { bars, strategy, search }: SweepOptions<Of>,
  { steps }: ForwardReport<Of>,
): { readonly bars: BarColumns; readonly signals: Int8Array } {
  const lines = new SignalLines(bars);
  const walked = new Int8Array(bars.close.length);
  const signals = new Int8Array(bars.close.length);
  for (const { trial, test } of steps) {
    strategy.signals(lines, search.valuesAt(trial), signals);
    walked.set(signals.subarray(test.from, test.until - 1), test.from);
  }
  const [from, until] = [steps[0]?.test.from ?? 0, steps.at(-1)?.test.until ?? 0];
  return { bars: sliceOf(bars, from, until), signals: walked.slice(from, until) };
}

/** The rows of each step; throws `BAD_SEARCH` where there is not one. */
export function forwardRanges(
  rows: number,
  { train, test, gap = 0, kind = 'rolling' }: ForwardWindows,
): readonly { readonly train: RowRange; readonly test: RowRange }[] {
  const areCounts = [train, test].every((one) => Number.isSafeInteger(one) && one >= 2);
  const steps = Math.floor((rows - train - gap) / test);
  if (!areCounts || !Number.isSafeInteger(gap) || gap < 0 || steps < 1 || steps > STEPS_MAX) {
    const detail = `${train} bars to choose on, ${gap} between, ${test} to try on, of ${rows}`;
    throw vectorError('BAD_SEARCH', detail);
  }
  return Array.from({ length: steps }, (_, step) => {
    const end = train + step * test;
    const begin = end + gap;
    return {
      train: { from: kind === 'anchored' ? 0 : end - train, until: end },
      test: { from: begin, until: begin + test },
    };
  });
}

function sweepRange<Of extends SearchSpace>(
  options: SweepOptions<Of>,
  lines: SignalLines,
  range: RowRange,
): TrialTable {
  const table = new TrialTable(options.search.size, 1);
  const run = runRange(options, lines, range);
  for (let trial = 0; trial < table.trials; trial += 1) table.set(trial, run(trial));
  return table;
}

/** Runs trials over some rows alone, with what indicators had seen before them. */
function runRange<Of extends SearchSpace>(
  { bars, rules, strategy, search }: SweepOptions<Of>,
  lines: SignalLines,
  { from, until }: RowRange,
): (trial: number) => RunFigures {
  const engine = new SignalEngine(sliceOf(bars, from, until), rules);
  const signals = new Int8Array(bars.close.length);
  return (trial) => {
    strategy.signals(lines, search.valuesAt(trial), signals);
    return engine.measure(signals.subarray(from, until));
  };
}

function sliceOf(bars: BarColumns, from: number, until: number): BarColumns {
  const part = (column: Float64Array): Float64Array => column.subarray(from, until);
  return {
    ...bars,
    opensAt: part(bars.opensAt),
    closesAt: part(bars.closesAt),
    open: part(bars.open),
    high: part(bars.high),
    low: part(bars.low),
    close: part(bars.close),
    volume: part(bars.volume),
  };
}
