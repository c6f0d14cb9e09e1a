import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SumRatio } from '../statistics/sum-ratio.ts';

const MILLION = 1_000_000;

/** How far prices move for a million that is traded, on average over the bars in which anything was; 0 where nothing was. */
export class Amihud extends PairIndicator {
  private readonly ratio: SumRatio;
  private before = NaN;

  constructor(period: number) {
    super('Amihud', [period], period + 1);
    this.ratio = new SumRatio(period);
  }

  step(close: number, volume: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const money = Math.abs(close) * volume;
    if (money === 0 || before === 0) return this.ratio.step(0, 0);
    return this.ratio.step((Math.abs(close / before - 1) * MILLION) / money, 1);
  }
}

/** How far prices move for a million. */
export const amihud: Definition<Period, Amihud, 'amihud'> = defineLine({
  name: 'amihud',
  title: 'Amihud’s illiquidity',
  group: 'microstructure',
  formula: '10⁶·mean(|close / close₁ − 1| / (close·volume)), of bars with volume',
  by: 'Yakov Amihud, 2002',
  inputs: ['close', 'volume'],
  standard: 20,

  plot: inOwnPane,
  make: (period) => new Amihud(period),
  loop: (made, [close, volume], line, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
