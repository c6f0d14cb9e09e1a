import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SumRatio } from '../statistics/sum-ratio.ts';
import { TradeSign } from './trade-sign.ts';

/** What buyers sought less what sellers did, as a part of the last trades, from -1 to 1, by the tick rule. */
export class TradeImbalance extends PairIndicator {
  private readonly sign: TradeSign;
  private readonly ratio: SumRatio;

  constructor(period: number) {
    super('TradeImbalance', [period], period);
    this.sign = new TradeSign();
    this.ratio = new SumRatio(period);
  }

  step(price: number, size: number): number {
    return this.ratio.step(this.sign.step(price) * size, size);
  }
}

/** What buyers sought less what sellers did, as a part. */
export const tradeImbalance: Definition<Period, TradeImbalance, 'tradeImbalance'> = defineLine({
  name: 'tradeImbalance',
  title: 'Trade imbalance',
  group: 'microstructure',
  formula: 'Σ(s·size) / Σsize, s by the tick rule',
  by: 'Tarun Chordia, Richard Roll and Avanidhar Subrahmanyam, 2002',
  inputs: ['price', 'size'],
  standard: 50,

  plot: inOwnPane,
  make: (period) => new TradeImbalance(period),
  loop: (made, [price, size], line, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN, size[row] ?? NaN);
    }
  },
});
