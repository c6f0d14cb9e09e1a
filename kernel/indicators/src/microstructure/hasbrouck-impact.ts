import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from '../statistics/pair-moments.ts';
import { logRatio } from '../volatility/year.ts';
import { TradeSign } from './trade-sign.ts';

/** How far prices move, as a part, for the root of the money that buyers seek more than sellers; 0 where all trades are alike. */
export class HasbrouckImpact extends PairIndicator {
  private readonly sign: TradeSign;
  private readonly moments: PairMoments;
  private before = NaN;

  constructor(period: number) {
    super('HasbrouckImpact', [period], period + 1);
    this.sign = new TradeSign();
    this.moments = new PairMoments(period);
  }

  step(price: number, size: number): number {
    const { before } = this;
    this.before = price;
    const sign = this.sign.step(price);
    if (Number.isNaN(before)) return NaN;
    this.moments.step(sign * Math.sqrt(Math.abs(price * size)), logRatio(price, before));
    return this.moments.isFull ? this.moments.slope : NaN;
  }
}

/** How far prices move for the root of the money. */
export const hasbrouckImpact: Definition<Period, HasbrouckImpact, 'hasbrouckImpact'> = defineLine({
  name: 'hasbrouckImpact',
  title: 'Hasbrouck’s impact',
  group: 'microstructure',
  formula:
    'the slope of ln(price / price₁) on s·√(price·size) by least squares, s by the tick rule',
  by: 'Joel Hasbrouck, 2009',
  inputs: ['price', 'size'],
  standard: 50,
  least: 2,
  plot: inOwnPane,
  make: (period) => new HasbrouckImpact(period),
  loop: (made, [price, size], line, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN, size[row] ?? NaN);
    }
  },
});
