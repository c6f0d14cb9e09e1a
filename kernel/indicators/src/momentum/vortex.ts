import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { TrueRange } from '../volatility/true-range.ts';

/** Vortex: how far highs came from the lows before them, which is the value, and lows from the highs before them, of how far bars reached. */
export class Vortex extends BarIndicator {
  private readonly range: TrueRange;
  private readonly ups: Sum;
  private readonly downs: Sum;
  private readonly ranges: Sum;
  private highBefore = NaN;
  private lowBefore = NaN;
  /** How far lows came from the highs before them. */
  minus: number = NaN;

  constructor(period: number) {
    super('Vortex', [period], period + 1);
    this.range = new TrueRange();
    this.ups = new Sum(period);
    this.downs = new Sum(period);
    this.ranges = new Sum(period);
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    const up = Math.abs(high - this.lowBefore);
    const down = Math.abs(low - this.highBefore);
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(range)) return NaN;
    const ranges = this.ranges.step(range);
    const [ups, downs] = [this.ups.step(up), this.downs.step(down)];
    this.minus = ranges === 0 ? 0 : downs / ranges;
    return ranges === 0 ? 0 : ups / ranges;
  }
}

/** How much the bars turned upwards and downwards. */
export const vortex: Definition<Period, Vortex, 'plus' | 'minus'> = define({
  name: 'vortex',
  title: 'Vortex',
  group: 'momentum',
  formula: 'plus = Σ|high₀ − low₁| / ΣTR; minus = Σ|low₀ − high₁| / ΣTR',
  by: 'Etienne Botes and Douglas Siepman, 2010',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(14) },
  lines: { plus: inOwnPane, minus: inOwnPane },
  read: ({ minus }) => [minus],
  make: ({ period }) => new Vortex(period),
  loop: (made, [high, low, close], { plus, minus }, from) => {
    for (let row = from; row < high.length; row += 1) {
      plus[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      minus[row] = made.minus;
    }
  },
});
