import { BarIndicator } from '../base/by-inputs.ts';
import { define, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

/** Elder's ray: how far above its average the price was pushed, which is the value, and how far below it. */
export class ElderRay extends BarIndicator {
  private readonly average: Ema;
  /** How far the low stands from the average. */
  bear: number = NaN;

  constructor(period: number) {
    super('ElderRay', [period], period);
    this.average = new Ema(period);
  }

  step(high: number, low: number, close: number): number {
    const average = this.average.step(close);
    this.bear = low - average;
    return high - average;
  }
}

/** How far prices were pushed from their average. */
export const elderRay: Definition<Period, ElderRay, 'bull' | 'bear'> = define({
  name: 'elderRay',
  title: 'Elder ray',
  group: 'momentum',
  formula: 'bull = high − EMA(close, n); bear = low − EMA(close, n)',
  by: 'Alexander Elder, 1993',
  inputs: ['high', 'low', 'close'],
  parameters: { period: whole(13) },
  lines: {
    bull: { as: 'histogram', over: 'own' },
    bear: { as: 'histogram', over: 'own' },
  },
  read: ({ bear }) => [bear],
  make: ({ period }) => new ElderRay(period),
  loop: (made, [high, low, close], { bull, bear }, from) => {
    for (let row = from; row < high.length; row += 1) {
      bull[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      bear[row] = made.bear;
    }
  },
});
