import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** Vertical horizontal filter: how far apart the last inputs lie, of the way they went; 0 where none moved. */
export class Vhf extends ValueIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly way: Sum;
  private before = NaN;

  constructor(period: number) {
    super('Vhf', [period], period + 1);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.way = new Sum(period);
  }

  step(value: number): number {
    const range = this.highest.push(value) - this.lowest.push(value);
    const step = Math.abs(value - this.before);
    this.before = value;
    if (Number.isNaN(step)) return NaN;
    const way = this.way.step(step);
    return way === 0 ? 0 : range / way;
  }
}

/** Whether inputs go somewhere. */
export const vhf: Definition<Period, Vhf, 'vhf'> = defineLine({
  name: 'vhf',
  title: 'Vertical horizontal filter',
  group: 'momentum',
  formula: '(max − min of n) / Σ|Δx|, of n changes',
  by: 'Adam White, 1991',
  standard: 28,
  plot: inOwnPane,
  make: (period) => new Vhf(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
