import type { BarColumns } from './bar-columns.ts';
import { failuresOf, type FailedTrials } from './failed-trials.ts';
import type { CrossLines } from './run-walk.ts';
import type { Search, SearchSpace, SearchValues } from './search-space.ts';
import { SignalEngine, type SignalRun } from './signal-engine.ts';
import { SignalLines } from './signal-lines.ts';
import type { SignalRules } from './signal-rules.ts';
import { crossSignals } from './signals.ts';
import { TrialTable } from './trial-table.ts';

/** A strategy as a function from columns to signals, one a bar: above 0 long, below short, 0 out. */
export type SignalStrategy<Of extends SearchSpace = SearchSpace> = {
  readonly name: string;
  /** Writes the signals of all rows; each by what is known at its close. */
  signals(lines: SignalLines, values: SearchValues<Of>, into: Int8Array): void;
  /** Where signals are the side on which one line is of another, the two: a search compares them as it goes. */
  crossing?(lines: SignalLines, values: SearchValues<Of>): CrossLines;
};

/**
 * A strategy that is long while one line is above another and short while it is below.
 *
 * @example
 * crossStrategy('smaCross', (lines, { fast, slow }) => ({
 *   one: lines.line(sma, { period: fast }),
 *   other: lines.line(sma, { period: slow }),
 * }));
 */
export function crossStrategy<Of extends SearchSpace>(
  name: string,
  crossing: (lines: SignalLines, values: SearchValues<Of>) => CrossLines,
): SignalStrategy<Of> {
  const signals: SignalStrategy<Of>['signals'] = (lines, values, into) => {
    const { one, other } = crossing(lines, values);
    crossSignals(one, other, into);
  };
  return { name, signals, crossing };
}

/** What a sweep is made of. */
export type SweepOptions<Of extends SearchSpace> = {
  readonly bars: BarColumns;
  readonly rules: SignalRules;
  readonly strategy: SignalStrategy<Of>;
  readonly search: Search<Of>;
  /** Where figures go; a table of its own unless told. */
  readonly table?: TrialTable;
};

/**
 * Runs a strategy with one combination of parameters after another. A trial comes to the same wherever
 * and whenever it runs. One that throws has failed: the table notes it, and the others run on.
 *
 * @example
 * const sweep = new Sweep({ bars, rules, strategy: smaCross, search: gridSearch({ fast, slow }) });
 * sweep.run(0, sweep.table.trials);
 */
export class Sweep<const Of extends SearchSpace> {
  readonly table: TrialTable;
  readonly #options: SweepOptions<Of>;
  readonly #engine: SignalEngine;
  readonly #lines: SignalLines;
  readonly #signals: Int8Array;

  constructor(options: SweepOptions<Of>) {
    const { bars, rules, search, table } = options;
    this.#options = options;
    this.#engine = new SignalEngine(bars, rules);
    this.#lines = new SignalLines(bars);
    this.#signals = new Int8Array(bars.close.length);
    this.table = table ?? new TrialTable(search.size);
  }

  /** Runs the trials from one number to below another, those that have run already left out. */
  run(from: number, until: number): void {
    const { table } = this;
    for (let trial = from; trial < Math.min(until, table.trials); trial += 1) {
      if (!table.has(trial)) this.#runOne(trial);
    }
  }

  /** One trial in full: its fills and its equity at each bar, which hold until the next. */
  runTrial(trial: number): SignalRun {
    return this.#engine.run(this.signalsOf(trial));
  }

  /** The trials that threw, and what; throws where no other was tried. */
  failures(): FailedTrials {
    const { failed, done: tried } = this.table;
    const run = (trial: number): unknown => this.#engine.measure(this.#signalsFor(trial));
    return failuresOf(this.#options.search, { failed, tried, run });
  }

  /** The signals of a trial, which hold until the next. */
  signalsOf(trial: number): Int8Array {
    const { strategy, search } = this.#options;
    strategy.signals(this.#lines, search.valuesAt(trial), this.#signals);
    return this.#signals;
  }

  #runOne(trial: number): void {
    const { table } = this;
    try {
      table.set(trial, this.#engine.measure(this.#signalsFor(trial), table.blocksOf(trial)));
    } catch {
      // Why is found out again where somebody asks: rows of numbers are all that threads share.
      table.fail(trial);
    }
  }

  #signalsFor(trial: number): Int8Array | CrossLines {
    const { strategy, search } = this.#options;
    return strategy.crossing?.(this.#lines, search.valuesAt(trial)) ?? this.signalsOf(trial);
  }
}
