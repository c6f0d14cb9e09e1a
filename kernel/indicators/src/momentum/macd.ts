import { ValueIndicator } from '../base/by-inputs.ts';
import { choice, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import { Ema, type AverageSeed } from '../averages/ema.ts';
import { checkPeriod } from '../errors.ts';

/** How long the averages of a `Macd` are. */
export type MacdPeriods = {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
  /** What its averages start from: means unless told, `first` as in Tulip and TradingView. */
  readonly seed?: AverageSeed;
};

/**
 * How far a fast exponential average stands from a slow one, with an average of that. As in TA-Lib both
 * begin together: the fast one with the inputs at the end of those that seed the slow one.
 */
export class Macd extends ValueIndicator {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly average: Ema;
  /** Inputs until the fast average begins. */
  private until: number;
  /** The average of the distance; NaN before it has a value. */
  signal: number = NaN;
  /** How far the distance stands from its average. */
  histogram: number = NaN;

  constructor({ fast, slow, signal, seed = 'sma' }: MacdPeriods) {
    for (const period of [fast, slow, signal]) checkPeriod(period);
    const told = seed === 'sma' ? {} : { seed };
    super('Macd', [{ fast, slow, signal, ...told }], Math.max(fast, slow) + signal - 1);
    this.fast = new Ema(Math.min(fast, slow), { seed });
    this.slow = new Ema(Math.max(fast, slow), { seed });
    this.average = new Ema(signal, { seed });
    this.until = seed === 'sma' ? Math.abs(slow - fast) : 0;
  }

  step(value: number): number {
    const slow = this.slow.step(value);
    if (this.until > 0) {
      this.until -= 1;
      return NaN;
    }
    const distance = this.fast.step(value) - slow;
    if (Number.isNaN(distance)) return NaN;
    this.signal = this.average.step(distance);
    this.histogram = distance - this.signal;
    return distance;
  }
}

/** How far a fast average stands from a slow one. */
export const macd: Definition<
  {
    readonly fast: Whole;
    readonly slow: Whole;
    readonly signal: Whole;
    readonly seed: Choice<AverageSeed>;
  },
  Macd,
  'macd' | 'signal' | 'histogram'
> = define({
  name: 'macd',
  title: 'Moving average convergence and divergence',
  group: 'momentum',
  formula: 'MACD = EMA(x, f) − EMA(x, s); signal = EMA(MACD, g)',
  by: 'Gerald Appel, 1979',
  inputs: ['value'],
  parameters: { fast: whole(12), slow: whole(26), signal: whole(9), seed: choice('sma', 'first') },
  lines: { macd: inOwnPane, signal: inOwnPane, histogram: { as: 'histogram', over: 'own' } },
  read: ({ signal, histogram }) => [signal, histogram],
  make: (periods) => new Macd(periods),
  loop: (made, [values], { macd, signal, histogram }, from) => {
    for (let row = from; row < values.length; row += 1) {
      macd[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
      histogram[row] = made.histogram;
    }
  },
});
