import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

/** How far a bar reached by how far the last ones did together; 0 where they stood still. */
export class VolatilityRatio extends BarIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private before = NaN;

  constructor(period: number) {
    super('VolatilityRatio', [period], period + 1);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const [top, bottom] = [Math.max(high, before), Math.min(low, before)];
    const height = this.highest.push(top) - this.lowest.push(bottom);
    if (!this.highest.isFull) return NaN;
    return height === 0 ? 0 : (top - bottom) / height;
  }
}

/** How far a bar reached by how far all did. */
export const volatilityRatio: Definition<Period, VolatilityRatio, 'volatilityRatio'> = defineLine({
  name: 'volatilityRatio',
  title: 'Volatility ratio',
  group: 'volatility',
  formula: 'TR / (max(high, closeₙ) − min(low, closeₙ)), over n bars',
  by: 'Jack Schwager, 1995',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new VolatilityRatio(period),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
