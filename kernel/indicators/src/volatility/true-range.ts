import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** How far a bar reached, the gap from the close before it included; the first has none. */
export class TrueRange extends BarIndicator {
  private before = NaN;

  constructor() {
    super('TrueRange', [], 2);
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    return Number.isNaN(before) ? NaN : Math.max(high, before) - Math.min(low, before);
  }
}

/** How far bars reach. */
export const trueRange: Definition<NoParameters, TrueRange, 'trueRange'> = define({
  name: 'trueRange',
  title: 'True range',
  group: 'volatility',
  formula: 'max(high, close₁) − min(low, close₁)',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  parameters: {},
  lines: { trueRange: inOwnPane },
  make: () => new TrueRange(),
  loop: (made, [high, low, close], { trueRange }, from) => {
    for (let row = from; row < high.length; row += 1) {
      trueRange[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
