import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { SortedWindow } from '../base/sorted-window.ts';

const SCALE_MAX = 100;

/**
 * Median absolute deviation: the middle of how far the last inputs lie from their median. Times 1.4826
 * it is the standard deviation of what is normally distributed.
 */
export class MedianDeviation extends ValueIndicator {
  readonly #period: number;
  readonly #scale: number;
  private readonly window: SortedWindow;

  constructor(period: number, scale = 1) {
    super('MedianDeviation', [period, scale], period);
    this.#period = period;
    this.#scale = scale;
    this.window = new SortedWindow(period);
  }

  step(value: number): number {
    this.window.push(value);
    return this.window.isFull ? this.#middleDistance() * this.#scale : NaN;
  }

  /** By size the distances lie on both sides of the median: the least of the two next ones is taken, until half are. */
  #middleDistance(): number {
    const { window } = this;
    const [period, median] = [this.#period, window.quantile(1 / 2)];
    let above = period >>> 1;
    let below = above - 1;
    let [distance, before] = [0, 0];
    for (let taken = 0; taken <= period >>> 1; taken += 1) {
      before = distance;
      const down = below < 0 ? Infinity : median - window.at(below);
      const up = above >= period ? Infinity : window.at(above) - median;
      distance = Math.min(down, up);
      if (down <= up) below -= 1;
      else above += 1;
    }
    return period % 2 === 1 ? distance : (before + distance) / 2;
  }
}

/** The middle of how far inputs lie from their median. */
export const medianDeviation: Definition<
  { readonly period: Whole; readonly scale: Measure },
  MedianDeviation,
  'medianDeviation'
> = define({
  name: 'medianDeviation',
  title: 'Median absolute deviation',
  group: 'statistics',
  formula: 's·median|x − median|',
  by: 'Carl Friedrich Gauss, 1816; Frank Hampel, 1974',
  inputs: ['value'],
  parameters: { period: whole(20), scale: measure(1, 0, SCALE_MAX) },
  lines: { medianDeviation: inOwnPane },
  make: ({ period, scale }) => new MedianDeviation(period, scale),
  loop: (made, [values], { medianDeviation: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
