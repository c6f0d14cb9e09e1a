import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Balance of power: how much of its range a bar has won; 0 where it has none. */
export class BalanceOfPower extends FourIndicator {
  constructor() {
    super('BalanceOfPower', [], 1);
  }

  step(open: number, high: number, low: number, close: number): number {
    const range = high - low;
    return range > 0 ? (close - open) / range : 0;
  }
}

/** How much of their range bars have won. */
export const balanceOfPower: Definition<NoParameters, BalanceOfPower, 'balanceOfPower'> = define({
  name: 'balanceOfPower',
  title: 'Balance of power',
  group: 'momentum',
  formula: '(close − open) / (high − low)',
  by: 'Igor Livshin, 2001',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: {},
  lines: { balanceOfPower: inOwnPane },
  make: () => new BalanceOfPower(),
  loop: (made, [open, high, low, close], { balanceOfPower: line }, from) => {
    let sum = 0;
    for (let row = from; row < high.length; row += 1) {
      const first = open[row] ?? NaN;
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      const last = close[row] ?? NaN;
      line[row] = made.step(first, top, bottom, last);
      sum += first + top + (bottom + last);
    }
    return sum;
  },
});
