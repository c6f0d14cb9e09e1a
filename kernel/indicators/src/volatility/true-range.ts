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
    return Number.isNaN(before) ? NaN : reach(high, low, before);
  }
}

/** How far a bar reaches from the close before it. */
export function reach(high: number, low: number, before: number): number {
  return (high > before ? high : before) - (low < before ? low : before);
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
  loop: (_, [high, low, close], { trueRange: line }, from) => {
    let sum = (high[from] ?? 0) + (low[from] ?? 0);
    let before = close[from] ?? NaN;
    line.fill(NaN, from, from + 1);
    for (let row = from + 1; row < close.length; row += 1) {
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      sum += top + bottom + before;
      line[row] = reach(top, bottom, before);
      before = close[row] ?? NaN;
    }
    return sum + before;
  },
});
