import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { RateOfChange } from './rate-of-change.ts';

const SCALE = 10;

/** The averages of a `PriceMomentum`. */
export type PriceMomentumPeriods = {
  readonly first: number;
  readonly second: number;
  readonly signal: number;
};

/** Price momentum oscillator: the gain of each step, smoothed twice with a weight of 2 / n for the newest, ten times over. */
export class PriceMomentum extends ValueIndicator {
  private readonly rate: RateOfChange;
  private readonly first: Ema;
  private readonly second: Ema;
  private readonly average: Ema;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ first, second, signal }: PriceMomentumPeriods) {
    super('PriceMomentum', [{ first, second, signal }], first + second + signal - 1);
    this.rate = new RateOfChange(1);
    this.first = new Ema(first, { alpha: 2 / first });
    this.second = new Ema(second, { alpha: 2 / second });
    this.average = new Ema(signal);
  }

  step(value: number): number {
    const rate = this.rate.step(value);
    if (Number.isNaN(rate)) return NaN;
    const once = this.first.step(rate);
    if (Number.isNaN(once)) return NaN;
    const line = this.second.step(SCALE * once);
    if (!Number.isNaN(line)) this.signal = this.average.step(line);
    return line;
  }
}

/** The gain of each step, smoothed twice. */
export const pmo: Definition<
  { readonly first: Whole; readonly second: Whole; readonly signal: Whole },
  PriceMomentum,
  'pmo' | 'signal'
> = define({
  name: 'pmo',
  title: 'Price momentum oscillator',
  group: 'momentum',
  formula: 'S(10·S(ROC(x, 1), f), s), S(x, n) = S₁ + 2 / n·(x − S₁); signal = EMA(PMO, g)',
  by: 'Carl Swenlin',
  inputs: ['value'],
  parameters: { first: whole(35, 2), second: whole(20, 2), signal: whole(10) },
  lines: { pmo: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new PriceMomentum(periods),
  loop: (made, [values], { pmo, signal }, from) => {
    for (let row = from; row < values.length; row += 1) {
      pmo[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
