import { BarIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from './sma.ts';

const WIDTH = 4;

/** The mean of closes between means of highs and lows that are moved apart by how far their bars reach. */
export class AccelerationBands extends BarIndicator {
  private readonly closes: Sma;
  private readonly highs: Sma;
  private readonly lows: Sma;
  /** The mean of the raised highs; NaN before it has a value. */
  upper: number = NaN;
  /** The mean of the lowered lows. */
  lower: number = NaN;

  constructor(period: number) {
    super('AccelerationBands', [period], period);
    this.closes = new Sma(period);
    this.highs = new Sma(period);
    this.lows = new Sma(period);
  }

  step(high: number, low: number, close: number): number {
    const sum = high + low;
    const reach = sum === 0 ? 0 : (WIDTH * (high - low)) / sum;
    this.upper = this.highs.step(high * (1 + reach));
    this.lower = this.lows.step(low * (1 - reach));
    return this.closes.step(close);
  }
}

/** Bands as far apart as bars reach. */
export const accelerationBands: Definition<
  Period,
  AccelerationBands,
  'middle' | 'upper' | 'lower'
> = define({
  name: 'accelerationBands',
  title: 'Acceleration bands',
  group: 'average',
  formula: 'SMA(high·(1 + r)), SMA(close), SMA(low·(1 − r)), r = 4·(high − low) / (high + low)',
  by: 'Price Headley, 2002',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(20, 2) },
  lines: { middle: overPrices, upper: overPrices, lower: overPrices },
  read: ({ upper, lower }) => [upper, lower],
  make: ({ period }) => new AccelerationBands(period),
  loop: (made, [high, low, close], { middle, upper, lower }, from) => {
    for (let row = from; row < high.length; row += 1) {
      middle[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      upper[row] = made.upper;
      lower[row] = made.lower;
    }
  },
});
