import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { PairMoments } from '../statistics/pair-moments.ts';
import { TradeSign } from './trade-sign.ts';

/** How far prices move for each unit that buyers seek more than sellers; 0 where all trades are alike. */
export class KyleLambda extends PairIndicator {
  private readonly sign: TradeSign;
  private readonly moments: PairMoments;
  private before = NaN;

  constructor(period: number) {
    super('KyleLambda', [period], period + 1);
    this.sign = new TradeSign();
    this.moments = new PairMoments(period);
  }

  step(price: number, size: number): number {
    const { before } = this;
    this.before = price;
    const sign = this.sign.step(price);
    if (Number.isNaN(before)) return NaN;
    this.moments.step(sign * size, price - before);
    return this.moments.isFull ? this.moments.slope : NaN;
  }
}

/** How far prices move for what is sought. */
export const kyleLambda: Definition<Period, KyleLambda, 'kyleLambda'> = defineLine({
  name: 'kyleLambda',
  title: 'Kyle’s lambda',
  group: 'microstructure',
  formula: 'the slope of Δprice on s·size by least squares, s by the tick rule',
  by: 'Albert Kyle, 1985',
  inputs: ['price', 'size'],
  standard: 50,
  least: 2,
  plot: inOwnPane,
  make: (period) => new KyleLambda(period),
  loop: (made, [price, size], line, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN, size[row] ?? NaN);
    }
  },
});
