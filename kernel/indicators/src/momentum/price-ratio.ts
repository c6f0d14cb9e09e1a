import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const PERCENT = 100;

/** An input over the one of `period` inputs ago, times `scale`, less `less`; 0 where that was 0, as in TA-Lib. */
export class PriceRatio extends ValueIndicator {
  readonly #scale: number;
  readonly #less: number;
  private readonly window: Window;

  constructor(
    period: number,
    { scale = 1, less = 0 }: { readonly scale?: number; readonly less?: number } = {},
  ) {
    super('PriceRatio', [period, { scale, less }], period + 1);
    this.window = new Window(period);
    this.#scale = scale;
    this.#less = less;
  }

  step(value: number): number {
    const before = this.window.push(value);
    return before === 0 ? 0 : (value / before) * this.#scale - this.#less;
  }

  /** The window lies in the column. Gives the sum of what it reads. */
  override fill(column: Float64Array, line: Float64Array, from: number): number {
    const [scale, less, period] = [this.#scale, this.#less, this.warmUp - 1];
    const full = Math.min(column.length, from + period);
    line.fill(NaN, from, full);
    let sum = 0;
    for (const value of column.subarray(from, full)) sum += value;
    const [coming, leaving, filled] = [
      column.subarray(full),
      column.subarray(from),
      line.subarray(full),
    ];
    for (let place = 0; place < coming.length; place += 1) {
      const value = coming[place] ?? NaN;
      const before = leaving[place] ?? NaN;
      sum += value;
      filled[place] = before === 0 ? 0 : (value / before) * scale - less;
    }
    return sum;
  }
}

/** What inputs have gained, as a part of what they were. */
export const rocp: Definition<Period, PriceRatio, 'rocp'> = defineLine({
  name: 'rocp',
  title: 'Rate of change as a part',
  group: 'momentum',
  formula: 'x₀ / xₙ − 1',
  by: 'arithmetic',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new PriceRatio(period, { less: 1 }),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});

/** How many times as much inputs are as they were. */
export const rocr: Definition<Period, PriceRatio, 'rocr'> = defineLine({
  name: 'rocr',
  title: 'Rate of change as a ratio',
  group: 'momentum',
  formula: 'x₀ / xₙ',
  by: 'arithmetic',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new PriceRatio(period),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});

/** How many percent inputs are of what they were. */
export const rocr100: Definition<Period, PriceRatio, 'rocr100'> = defineLine({
  name: 'rocr100',
  title: 'Rate of change as a ratio in percent',
  group: 'momentum',
  formula: '100·x₀ / xₙ',
  by: 'arithmetic',
  standard: 10,
  plot: inOwnPane,
  make: (period) => new PriceRatio(period, { scale: PERCENT }),
  loop: (made, [values], line, from) => made.fill(values, line, from),
});
