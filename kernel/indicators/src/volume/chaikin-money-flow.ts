import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SumRatio } from '../statistics/sum-ratio.ts';

/** Chaikin's money flow: volume by where closes stand in their bars, of all volume of the last bars; 0 where nothing was traded. */
export class ChaikinMoneyFlow extends FourIndicator {
  private readonly ratio: SumRatio;

  constructor(period: number) {
    super('ChaikinMoneyFlow', [period], period);
    this.ratio = new SumRatio(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const range = high - low;
    const place = range > 0 ? (close - low - (high - close)) / range : 0;
    return this.ratio.step(place * volume, volume);
  }
}

/** Volume by where closes stand in their bars, of all volume. */
export const chaikinMoneyFlow: Definition<Period, ChaikinMoneyFlow, 'chaikinMoneyFlow'> =
  defineLine({
    name: 'chaikinMoneyFlow',
    title: 'Chaikin money flow',
    group: 'volume',
    formula: 'Σ(volume·((close − low) − (high − close)) / (high − low)) / Σvolume',
    by: 'Marc Chaikin',
    inputs: ['high', 'low', 'close', 'volume'],
    standard: 20,
    plot: inOwnPane,
    make: (period) => new ChaikinMoneyFlow(period),
    loop: (made, [high, low, close, volume], line, from) => {
      for (let row = from; row < high.length; row += 1) {
        line[row] = made.step(
          high[row] ?? NaN,
          low[row] ?? NaN,
          close[row] ?? NaN,
          volume[row] ?? NaN,
        );
      }
    },
  });
