import { PairIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/** One price for a bar: (high + low) / 2. */
export class MedianPrice extends PairIndicator {
  constructor() {
    super('MedianPrice', [], 1);
  }

  step(high: number, low: number): number {
    return (high + low) / 2;
  }
}

/** One price for a bar. */
export const medianPrice: Definition<NoParameters, MedianPrice, 'medianPrice'> = define({
  name: 'medianPrice',
  title: 'Median price',
  group: 'price',
  formula: '(high + low) / 2',
  by: 'arithmetic',
  inputs: ['high', 'low'],
  parameters: {},
  lines: { medianPrice: overPrices },
  make: () => new MedianPrice(),
  loop: (made, [high, low], { medianPrice: line }, from) => {
    let sum = 0;
    for (let row = from; row < high.length; row += 1) {
      const price = made.step(high[row] ?? NaN, low[row] ?? NaN);
      line[row] = price;
      sum += price;
    }
    return sum;
  },
});
