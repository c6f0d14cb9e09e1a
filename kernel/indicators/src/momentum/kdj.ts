import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Choice, Measure, Whole } from '../base/particulars.ts';
import { averageKind, type AverageKind } from '../averages/by-kind.ts';
import { Stochastic, type StochasticOptions, type StochasticPeriods } from './stochastic.ts';

/** KDJ: a stochastic of Wilder's averages, with a third line that runs ahead of both; that may leave 0 to 100. */
export class Kdj extends BarIndicator {
  private readonly stochastic: Stochastic;
  /** The average of the first line; NaN before it has a value. */
  d: number = NaN;
  /** Three times the first line less twice the second. */
  j: number = NaN;

  constructor(periods: StochasticPeriods, options: StochasticOptions = {}) {
    const stochastic = new Stochastic(periods, { average: 'wilder', ...options });
    super('Kdj', [periods, options], stochastic.warmUp);
    this.stochastic = stochastic;
  }

  step(high: number, low: number, close: number): number {
    const k = this.stochastic.step(high, low, close);
    this.d = this.stochastic.signal;
    this.j = 3 * k - 2 * this.d;
    return k;
  }
}

/** A stochastic with a line ahead. */
export const kdj: Definition<
  {
    readonly period: Whole;
    readonly smoothing: Whole;
    readonly signal: Whole;
    readonly average: Choice<AverageKind>;
    readonly flat: Measure;
  },
  Kdj,
  'k' | 'd' | 'j'
> = define({
  name: 'kdj',
  title: 'KDJ',
  group: 'momentum',
  formula: 'K = MA(100·(close − lowest) / (highest − lowest), s); D = MA(K, g); J = 3·K − 2·D',
  by: 'after George Lane; as TA-Lib’s KDJ',
  inputs: ['high', 'low', 'close'],
  parameters: {
    period: whole(9),
    smoothing: whole(3),
    signal: whole(3),
    average: averageKind('wilder'),
    flat: measure(0, 0, 100),
  },
  lines: { k: inOwnPane, d: inOwnPane, j: inOwnPane },
  read: ({ d, j }) => [d, j],
  make: ({ average, flat, ...periods }) => new Kdj(periods, { average, flat }),
  loop: (made, [high, low, close], { k, d, j }, from) => {
    for (let row = from; row < high.length; row += 1) {
      k[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      d[row] = made.d;
      j[row] = made.j;
    }
  },
});
