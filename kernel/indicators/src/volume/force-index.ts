import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

/** Force index: how far prices moved by what was traded, on average; of period 1 the force itself. */
export class ForceIndex extends PairIndicator {
  private readonly average: Ema;
  private before = NaN;

  constructor(period: number) {
    super('ForceIndex', [period], period + 1);
    this.average = new Ema(period);
  }

  step(price: number, volume: number): number {
    const moved = price - this.before;
    this.before = price;
    return Number.isNaN(moved) ? NaN : this.average.step(moved * volume);
  }
}

/** How far prices move by what is traded. */
export const forceIndex: Definition<Period, ForceIndex, 'forceIndex'> = defineLine({
  name: 'forceIndex',
  title: 'Force index',
  group: 'volume',
  formula: 'EMA(Δclose·volume, n)',
  by: 'Alexander Elder, 1993',
  inputs: ['close', 'volume'],
  standard: 13,
  plot: inOwnPane,
  make: (period) => new ForceIndex(period),
  loop: (made, [close, volume], line, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
