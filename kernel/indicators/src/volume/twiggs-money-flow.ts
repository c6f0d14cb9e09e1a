import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { WilderAverage } from '../averages/wilder.ts';

/** Twiggs' money flow: volume by where closes stand in the true range, of all volume, both by Wilder's averages; 0 where nothing was traded. */
export class TwiggsMoneyFlow extends FourIndicator {
  private readonly flow: WilderAverage;
  private readonly volume: WilderAverage;
  private before = NaN;

  constructor(period: number) {
    super('TwiggsMoneyFlow', [period], period + 1);
    this.flow = new WilderAverage(period);
    this.volume = new WilderAverage(period);
  }

  step(high: number, low: number, close: number, volume: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const [top, bottom] = [Math.max(high, before), Math.min(low, before)];
    const place = top > bottom ? (2 * close - top - bottom) / (top - bottom) : 0;
    const flow = this.flow.step(place * volume);
    const all = this.volume.step(volume);
    return all === 0 ? 0 : flow / all;
  }
}

/** Volume by where closes stand in the true range. */
export const twiggsMoneyFlow: Definition<Period, TwiggsMoneyFlow, 'twiggsMoneyFlow'> = defineLine({
  name: 'twiggsMoneyFlow',
  title: 'Twiggs money flow',
  group: 'volume',
  formula:
    'RMA(volume·((close − l) − (h − close)) / (h − l), n) / RMA(volume, n), h = max(high, close₁), l = min(low, close₁)',
  by: 'Colin Twiggs, 2002',
  inputs: ['high', 'low', 'close', 'volume'],
  standard: 21,
  plot: inOwnPane,
  make: (period) => new TwiggsMoneyFlow(period),
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
