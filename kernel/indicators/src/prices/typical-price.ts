import { BarIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/** One price for a bar: (high + low + close) / 3. */
export class TypicalPrice extends BarIndicator {
  constructor() {
    super('TypicalPrice', [], 1);
  }

  step(high: number, low: number, close: number): number {
    return (high + low + close) / 3;
  }
}

/** One price for a bar. */
export const typicalPrice: Definition<NoParameters, TypicalPrice, 'typicalPrice'> = define({
  name: 'typicalPrice',
  title: 'Typical price',
  group: 'price',
  formula: '(high + low + close) / 3',
  by: 'arithmetic',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  lines: { typicalPrice: overPrices },
  make: () => new TypicalPrice(),
  loop: (made, [high, low, close], { typicalPrice: line }, from) => {
    let sum = 0;
    for (let row = from; row < high.length; row += 1) {
      const price = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      line[row] = price;
      sum += price;
    }
    return sum;
  },
});
