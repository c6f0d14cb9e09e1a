import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { Moments } from '../statistics/moments.ts';

const PERCENT = 100;

/** Relative volatility index: how much of the deviation of prices was there as they rose, in percent; 50 where there was none, as in TA-Lib. */
export class RelativeVolatility extends ValueIndicator {
  readonly #spread: number;
  private readonly moments: Moments;
  private readonly up: WilderAverage;
  private readonly down: WilderAverage;
  private before = NaN;

  constructor(period: number, spread: number) {
    super('RelativeVolatility', [period, spread], period + Math.max(spread, 2) - 1);
    this.#spread = spread;
    this.moments = new Moments(spread);
    this.up = new WilderAverage(period);
    this.down = new WilderAverage(period);
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    const deviation = Math.sqrt(this.moments.step(value) / this.#spread);
    if (Number.isNaN(deviation) || Number.isNaN(change)) return NaN;
    const up = this.up.step(change > 0 ? deviation : 0);
    const both = up + this.down.step(change < 0 ? deviation : 0);
    return both === 0 ? PERCENT / 2 : (up / both) * PERCENT;
  }
}

/** How much of the deviation was there as prices rose. */
export const relativeVolatility: Definition<
  { readonly period: Whole; readonly spread: Whole },
  RelativeVolatility,
  'relativeVolatility'
> = define({
  name: 'relativeVolatility',
  title: 'Relative volatility index',
  group: 'volatility',
  formula: '100·U / (U + D), U = RMA(σ(x, s) where Δx > 0, n), D = RMA(σ(x, s) where Δx < 0, n)',
  by: 'Donald Dorsey, 1993',
  inputs: ['value'],
  parameters: { period: whole(14), spread: whole(10) },
  lines: { relativeVolatility: inOwnPane },
  make: ({ period, spread }) => new RelativeVolatility(period, spread),
  loop: (made, [values], { relativeVolatility: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
