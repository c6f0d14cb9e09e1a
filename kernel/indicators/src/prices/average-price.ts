import { FourIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/** One price for a bar: (open + high + low + close) / 4. */
export class AveragePrice extends FourIndicator {
  constructor() {
    super('AveragePrice', [], 1);
  }

  step(open: number, high: number, low: number, close: number): number {
    return (open + high + low + close) / 4;
  }
}

/** One price for a bar. */
export const averagePrice: Definition<NoParameters, AveragePrice, 'averagePrice'> = define({
  name: 'averagePrice',
  title: 'Average price',
  group: 'price',
  formula: '(open + high + low + close) / 4',
  by: 'arithmetic',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  lines: { averagePrice: overPrices },
  make: () => new AveragePrice(),
  loop: (made, [open, high, low, close], { averagePrice: line }, from) => {
    let sum = 0;
    for (let row = from; row < open.length; row += 1) {
      const price = made.step(
        open[row] ?? NaN,
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
      );
      line[row] = price;
      sum += price;
    }
    return sum;
  },
});
