import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, measure, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { SortedWindow } from '../base/sorted-window.ts';

const PERCENT = 100;

/** What is taken between two ranks: the nearest input from above, as in TA-Lib, or a place on a straight line. */
export type PercentileMethod = 'nearest' | 'linear';

/** What of a `Percentile` may be chosen. */
export type PercentileOptions = { readonly percent?: number; readonly method?: PercentileMethod };

/** The input below which so many percent of the last ones lie. */
export class Percentile extends ValueIndicator {
  readonly #part: number;
  readonly #rank: number;
  readonly #method: PercentileMethod;
  private readonly window: SortedWindow;

  constructor(period: number, { percent = 50, method = 'nearest' }: PercentileOptions = {}) {
    super('Percentile', [period, { percent, method }], period);
    this.#part = percent / PERCENT;
    this.#rank = Math.max(1, Math.ceil((percent * period) / PERCENT)) - 1;
    this.#method = method;
    this.window = new SortedWindow(period);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    if (!window.isFull) return NaN;
    return this.#method === 'nearest' ? window.at(this.#rank) : window.quantile(this.#part);
  }
}

/** The input below which so many percent lie. */
export const percentile: Definition<
  {
    readonly period: Whole;
    readonly percent: Measure;
    readonly method: Choice<PercentileMethod>;
  },
  Percentile,
  'percentile'
> = define({
  name: 'percentile',
  title: 'Percentile',
  group: 'statistics',
  formula:
    'x of the rank ⌈p·n / 100⌉ by size, or on the line between the ranks around p·(n − 1) / 100',
  by: 'Francis Galton, 1885',
  inputs: ['value'],
  parameters: {
    period: whole(30),
    percent: measure(50, 0, PERCENT),
    method: choice('nearest', 'linear'),
  },
  lines: { percentile: overPrices },
  make: ({ period, ...options }) => new Percentile(period, options),
  loop: (made, [values], { percentile: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
