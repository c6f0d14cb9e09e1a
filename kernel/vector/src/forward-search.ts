import { assert } from 'argosy/core';

import { sliceColumns } from './bar-columns.ts';
import { isChosenBelow, shareBelow } from './below-median.ts';
import { FAILED, failuresOf, type FailedTrials } from './failed-trials.ts';
import { scoreOf, type Objective } from './judge-sweep.ts';
import type { RunFigures } from './measure-run.ts';
import type { CrossLines } from './run-walk.ts';
import type { SearchSpace } from './search-space.ts';
import {
  columnOf,
  placeOfMost,
  placesOf,
  takeCells,
  type SearchWork,
  type WorkCells,
} from './search-work.ts';
import { SignalEngine } from './signal-engine.ts';
import { SignalLines } from './signal-lines.ts';
import type { SweepOptions } from './sweep.ts';
import {
  forwardRanges,
  type ForwardReport,
  type ForwardStep,
  type ForwardWindows,
  type RowRange,
} from './forward-windows.ts';

/** How a search walks forward. */
export type ForwardTerms = {
  readonly windows: ForwardWindows;
  readonly by?: Objective;
  /** Where the scores of all trials in all steps stand; cells of its own unless told. */
  readonly cellsOf?: WorkCells;
};

type Ranges = { readonly train: RowRange; readonly test: RowRange };

/**
 * Walking forward in parts: each is one trial over the bars of one step that it may be chosen on. Once all
 * have run, whoever ran them, the report tries what was chosen on the bars behind.
 *
 * @example
 * const search = new ForwardSearch(sweep, { windows: { train: 500, test: 100 } });
 * search.run(0, search.size);
 * search.report();
 */
export class ForwardSearch<const Of extends SearchSpace> implements SearchWork {
  readonly size: number;
  readonly width = 2;
  readonly #options: SweepOptions<Of>;
  readonly #by: Objective;
  readonly #ranges: readonly Ranges[];
  /** The scores of the first trial of the first step where it chooses and where it tries, then of its second trial. */
  readonly #scores: Float64Array;
  readonly #lines: SignalLines;
  readonly #signals: Int8Array;
  /** The step that trials were run over last, and what runs them. */
  #over: {
    readonly step: number;
    readonly train: SignalEngine;
    readonly test: SignalEngine;
  } | null = null;

  constructor(options: SweepOptions<Of>, { windows, by = 'sharpe', cellsOf }: ForwardTerms) {
    const { bars, search } = options;
    this.#options = options;
    this.#by = by;
    this.#ranges = forwardRanges(bars.close.length, windows);
    this.size = this.#ranges.length * search.size;
    const work = `${this.#ranges.length} steps of ${search.size} trials`;
    this.#scores = takeCells(this.width * this.size, work, cellsOf);
    this.#lines = new SignalLines(bars);
    this.#signals = new Int8Array(bars.close.length);
  }

  run(from: number, until: number): void {
    const trials = this.#options.search.size;
    for (let part = from; part < Math.min(until, this.size); part += 1) {
      const [step, trial] = [Math.floor(part / trials), part % trials];
      const row = this.#scores.subarray(part * this.width, (part + 1) * this.width);
      if (!row.some((score) => Number.isNaN(score))) continue;
      try {
        row[0] = scoreOf(this.#measure(step, 'train', trial), this.#by);
        row[1] = scoreOf(this.#measure(step, 'test', trial), this.#by);
      } catch {
        row.fill(FAILED);
      }
    }
  }

  /** What walking forward came to; all parts have run before. */
  report(): ForwardReport<Of> {
    const failed = this.#failures();
    const steps = this.#ranges.map((ranges, step) => this.#tryOn(ranges, step));
    const mean = (of: (step: ForwardStep<Of>) => number): number =>
      steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
    const chosen = mean(({ chosenScore }) => chosenScore);
    return {
      by: this.#by,
      trials: this.#options.search.size,
      failed,
      steps,
      gain: steps.reduce((growth, { figures }) => growth * (1 + figures.gain), 1) - 1,
      efficiency: chosen > 0 ? mean(({ score }) => score) / chosen : null,
      overfitting: shareBelow(steps),
    };
  }

  /** What threw in a step; throws where nothing else is left to choose there. */
  #failures(): FailedTrials {
    const { search } = this.#options;
    const firstSteps = new Map<number, number>();
    const run = (trial: number): void => {
      const step = firstSteps.get(trial) ?? 0;
      this.#measure(step, 'train', trial);
      this.#measure(step, 'test', trial);
    };
    for (const step of this.#ranges.keys()) {
      const [chosen] = this.#scoresOf(step);
      const failed = placesOf(chosen, FAILED);
      for (const trial of failed) if (!firstSteps.has(trial)) firstSteps.set(trial, step);
      if (failed.length === search.size) failuresOf(search, { failed, tried: search.size, run });
    }
    const failed = [...firstSteps.keys()].sort((one, other) => one - other);
    return failuresOf(search, { failed, tried: Infinity, run });
  }

  #tryOn({ train, test }: Ranges, step: number): ForwardStep<Of> {
    const { search } = this.#options;
    const [chosen, tried] = this.#scoresOf(step);
    const trial = placeOfMost(chosen);
    const figures = this.#measure(step, 'test', trial);
    const score = scoreOf(figures, this.#by);
    return {
      train,
      test,
      trial,
      values: search.valuesAt(trial),
      chosenScore: chosen[trial] ?? NaN,
      score,
      isBelowMedian: isChosenBelow(chosen, tried, score),
      figures,
    };
  }

  #scoresOf(step: number): readonly [chosen: Float64Array, tried: Float64Array] {
    const cells = this.width * this.#options.search.size;
    const rows = this.#scores.subarray(step * cells, (step + 1) * cells);
    return [columnOf(rows, this.width, 0), columnOf(rows, this.width, 1)];
  }

  /** A trial over some rows alone, with what indicators had seen before them. */
  #measure(step: number, part: keyof Ranges, trial: number): RunFigures {
    const { strategy, search } = this.#options;
    const range = this.#rangesOf(step)[part];
    const engine = this.#enginesOf(step)[part];
    const values = search.valuesAt(trial);
    const lines = strategy.crossing?.(this.#lines, values);
    if (lines !== undefined) return engine.measure(sliceLines(lines, range));
    strategy.signals(this.#lines, values, this.#signals);
    return engine.measure(this.#signals.subarray(range.from, range.until));
  }

  #rangesOf(step: number): Ranges {
    const ranges = this.#ranges[step];
    assert(ranges !== undefined, `step ${step} of ${this.#ranges.length}`);
    return ranges;
  }

  #enginesOf(step: number): Readonly<Record<keyof Ranges, SignalEngine>> {
    if (this.#over?.step === step) return this.#over;
    const { bars, rules } = this.#options;
    const engineOf = ({ from, until }: RowRange): SignalEngine =>
      new SignalEngine(sliceColumns(bars, from, until), rules);
    const { train, test } = this.#rangesOf(step);
    this.#over = { step, train: engineOf(train), test: engineOf(test) };
    return this.#over;
  }
}

function sliceLines({ one, other }: CrossLines, { from, until }: RowRange): CrossLines {
  return { one: one.subarray(from, until), other: other.subarray(from, until) };
}
