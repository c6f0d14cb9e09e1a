import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';
import { RateOfChange } from './rate-of-change.ts';

/** Over how many steps a `Kst` looks at gains, and over how many it averages each. */
export type KstPeriods = {
  readonly first: number;
  readonly firstAverage: number;
  readonly second: number;
  readonly secondAverage: number;
  readonly third: number;
  readonly thirdAverage: number;
  readonly fourth: number;
  readonly fourthAverage: number;
  readonly signal: number;
};

/** Know sure thing: four averaged rates of change, the longest weighing most. */
export class Kst extends ValueIndicator {
  private readonly rates: readonly RateOfChange[];
  private readonly averages: readonly Sma[];
  private readonly average: Sma;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor(periods: KstPeriods) {
    const { first, second, third, fourth, signal } = periods;
    const { firstAverage, secondAverage, thirdAverage, fourthAverage } = periods;
    const needed = Math.max(
      first + firstAverage,
      second + secondAverage,
      third + thirdAverage,
      fourth + fourthAverage,
    );
    super('Kst', [periods], needed + signal - 1);
    this.rates = [first, second, third, fourth].map((period) => new RateOfChange(period));
    this.averages = [firstAverage, secondAverage, thirdAverage, fourthAverage].map(
      (period) => new Sma(period),
    );
    this.average = new Sma(signal);
  }

  step(value: number): number {
    let sum = 0;
    for (let place = 0; place < this.rates.length; place += 1) {
      const rate = this.rates[place]?.step(value) ?? NaN;
      // A rate that is NaN must not enter its average.
      const average = Number.isNaN(rate) ? NaN : (this.averages[place]?.step(rate) ?? NaN);
      sum += (place + 1) * average;
    }
    if (Number.isNaN(sum)) return NaN;
    this.signal = this.average.step(sum);
    return sum;
  }
}

/** Four rates of change in one. */
export const kst: Definition<
  {
    readonly first: Whole;
    readonly firstAverage: Whole;
    readonly second: Whole;
    readonly secondAverage: Whole;
    readonly third: Whole;
    readonly thirdAverage: Whole;
    readonly fourth: Whole;
    readonly fourthAverage: Whole;
    readonly signal: Whole;
  },
  Kst,
  'kst' | 'signal'
> = define({
  name: 'kst',
  title: 'Know sure thing',
  group: 'momentum',
  formula: 'Σk·SMA(ROC(x, rₖ), aₖ), k = 1 … 4; signal = SMA(KST, g)',
  by: 'Martin Pring, 1992',
  inputs: ['value'],
  parameters: {
    first: whole(10),
    firstAverage: whole(10),
    second: whole(15),
    secondAverage: whole(10),
    third: whole(20),
    thirdAverage: whole(10),
    fourth: whole(30),
    fourthAverage: whole(15),
    signal: whole(9),
  },
  lines: { kst: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new Kst(periods),
  loop: (made, [values], { kst, signal }, from) => {
    for (let row = from; row < values.length; row += 1) {
      kst[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
