import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** How far prices went in a bar at least: from the close before it to the open, and over its range to the close. */
export class PriceDistance extends FourIndicator {
  private before = NaN;

  constructor() {
    super('PriceDistance', [], 2);
  }

  step(open: number, high: number, low: number, close: number): number {
    const gap = Math.abs(open - this.before);
    this.before = close;
    return 2 * (high - low) - Math.abs(close - open) + gap;
  }
}

/** How far prices went at least. */
export const priceDistance: Definition<NoParameters, PriceDistance, 'priceDistance'> = define({
  name: 'priceDistance',
  title: 'Price distance',
  group: 'volatility',
  formula: '2·(high − low) − |close − open| + |open − close₁|',
  by: 'arithmetic, as in pandas-ta',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  lines: { priceDistance: inOwnPane },
  make: () => new PriceDistance(),
  loop: (made, [open, high, low, close], { priceDistance: line }, from) => {
    for (let row = from; row < open.length; row += 1) {
      line[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
