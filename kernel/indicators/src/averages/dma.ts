import { ValueIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from './by-kind.ts';

/** Over how many inputs the two averages go. */
export type DmaPeriods = { readonly fast: number; readonly slow: number };

/** Two averages of one kind: prices are said to turn where they cross. Its `value` is the fast one. */
export class Dma extends ValueIndicator {
  private readonly fast: ValueIndicator;
  private readonly other: ValueIndicator;
  /** The slow one; NaN before it has a value. */
  slow: number = NaN;

  constructor({ fast, slow }: DmaPeriods, average: AverageKind = 'sma') {
    const [one, other] = [averageOf(average, fast), averageOf(average, slow)];
    super('Dma', [{ fast, slow }, average], Math.max(one.warmUp, other.warmUp));
    this.fast = one;
    this.other = other;
  }

  step(value: number): number {
    this.slow = this.other.step(value);
    return this.fast.step(value);
  }
}

/** Two averages. */
export const dma: Definition<
  { readonly fast: Whole; readonly slow: Whole; readonly average: Choice<AverageKind> },
  Dma,
  'fast' | 'slow'
> = define({
  name: 'dma',
  title: 'Dual moving average',
  group: 'average',
  formula: 'MA(x, f), MA(x, s)',
  by: 'Richard Donchian’s of 5 and 20 days',
  inputs: ['value'],
  parameters: { fast: whole(5), slow: whole(20), average: averageKind('sma') },
  lines: { fast: overPrices, slow: overPrices },
  read: ({ slow }) => [slow],
  make: ({ average, ...periods }) => new Dma(periods, average),
  loop: (made, [values], { fast, slow }, from) => {
    for (let row = from; row < values.length; row += 1) {
      fast[row] = made.step(values[row] ?? NaN);
      slow[row] = made.slow;
    }
  },
});
