import { FourIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** What came to the best bid and left the best ask, less what went the other way, over the last changes of the book. */
export class OrderFlowImbalance extends FourIndicator {
  private readonly total: Sum;
  private bid = NaN;
  private ask = NaN;
  private bidSize = NaN;
  private askSize = NaN;

  constructor(period: number) {
    super('OrderFlowImbalance', [period], period + 1);
    this.total = new Sum(period);
  }

  step(bid: number, ask: number, bidSize: number, askSize: number): number {
    const isFirst = Number.isNaN(this.bid);
    const came =
      (bid >= this.bid ? bidSize : 0) -
      (bid <= this.bid ? this.bidSize : 0) -
      (ask <= this.ask ? askSize : 0) +
      (ask >= this.ask ? this.askSize : 0);
    this.bid = bid;
    this.ask = ask;
    this.bidSize = bidSize;
    this.askSize = askSize;
    return isFirst ? NaN : this.total.step(came);
  }
}

/** What came to the bid and left the ask. */
export const orderFlowImbalance: Definition<Period, OrderFlowImbalance, 'orderFlowImbalance'> =
  defineLine({
    name: 'orderFlowImbalance',
    title: 'Order flow imbalance',
    group: 'microstructure',
    formula: 'Σe, e = [b ≥ b₁]·q − [b ≤ b₁]·q₁ of the bid, less the same of the ask mirrored',
    by: 'Rama Cont, Arseniy Kukanov and Sasha Stoikov, 2014',
    inputs: ['bid', 'ask', 'bidSize', 'askSize'],
    standard: 20,

    plot: inOwnPane,
    make: (period) => new OrderFlowImbalance(period),
    loop: (made, [bid, ask, bidSize, askSize], line, from) => {
      for (let row = from; row < bid.length; row += 1) {
        line[row] = made.step(
          bid[row] ?? NaN,
          ask[row] ?? NaN,
          bidSize[row] ?? NaN,
          askSize[row] ?? NaN,
        );
      }
    },
  });
