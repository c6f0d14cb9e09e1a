import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SumRatio } from '../statistics/sum-ratio.ts';

/** What is traded while prices move by as much as they are worth; 0 where they stand still. */
export class Amivest extends PairIndicator {
  private readonly ratio: SumRatio;
  private before = NaN;

  constructor(period: number) {
    super('Amivest', [period], period + 1);
    this.ratio = new SumRatio(period);
  }

  step(close: number, volume: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    return this.ratio.step(close * volume, before === 0 ? 0 : Math.abs(close / before - 1));
  }
}

/** What is traded while prices move. */
export const amivest: Definition<Period, Amivest, 'amivest'> = defineLine({
  name: 'amivest',
  title: 'Amivest’s liquidity ratio',
  group: 'microstructure',
  formula: 'Σ(close·volume) / Σ|close / close₁ − 1|',
  by: 'Kerry Cooper, John Groth and William Avera, 1985',
  inputs: ['close', 'volume'],
  standard: 20,

  plot: inOwnPane,
  make: (period) => new Amivest(period),
  loop: (made, [close, volume], line, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
