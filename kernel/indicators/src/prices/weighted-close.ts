import { BarIndicator } from '../base/by-inputs.ts';
import { define, overPrices, type Definition, type NoParameters } from '../base/definition.ts';

/** One price for a bar: (high + low + 2·close) / 4. */
export class WeightedClose extends BarIndicator {
  constructor() {
    super('WeightedClose', [], 1);
  }

  step(high: number, low: number, close: number): number {
    return (high + low + 2 * close) / 4;
  }
}

/** One price for a bar. */
export const weightedClose: Definition<NoParameters, WeightedClose, 'weightedClose'> = define({
  name: 'weightedClose',
  title: 'Weighted close',
  group: 'price',
  formula: '(high + low + 2·close) / 4',
  by: 'arithmetic',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  lines: { weightedClose: overPrices },
  make: () => new WeightedClose(),
  loop: (made, [high, low, close], { weightedClose: line }, from) => {
    let sum = 0;
    for (let row = from; row < high.length; row += 1) {
      const price = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      line[row] = price;
      sum += price;
    }
    return sum;
  },
});
