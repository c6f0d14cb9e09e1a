import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { TradeSign } from './trade-sign.ts';

/** What buyers sought less what sellers did in the last trades, by the tick rule. */
export class SignedVolume extends PairIndicator {
  private readonly sign: TradeSign;
  private readonly total: Sum;

  constructor(period: number) {
    super('SignedVolume', [period], period);
    this.sign = new TradeSign();
    this.total = new Sum(period);
  }

  step(price: number, size: number): number {
    return this.total.step(this.sign.step(price) * size);
  }
}

/** What buyers sought less what sellers did. */
export const signedVolume: Definition<Period, SignedVolume, 'signedVolume'> = defineLine({
  name: 'signedVolume',
  title: 'Signed volume',
  group: 'microstructure',
  formula: 'Σ(s·size), s by the tick rule',
  by: 'tick rule; Charles Lee and Mark Ready, 1991',
  inputs: ['price', 'size'],
  standard: 50,

  plot: inOwnPane,
  make: (period) => new SignedVolume(period),
  loop: (made, [price, size], line, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN, size[row] ?? NaN);
    }
  },
});
