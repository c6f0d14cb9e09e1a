import { BarIndicator, ValueIndicator } from '../base/by-inputs.ts';
import { define, type Definition, type NoParameters } from '../base/definition.ts';
import type { Plot } from '../base/particulars.ts';

const marks: Plot = { as: 'dots', over: 'own' };

/** Who sought a trade, by the tick rule: 1 a buyer, where its price is above the last one that differs, -1 a seller; 0 before any does. */
export class TradeSign extends ValueIndicator {
  private before = NaN;
  private sign = 0;

  constructor() {
    super('TradeSign', [], 1);
  }

  step(price: number): number {
    if (price > this.before) this.sign = 1;
    else if (price < this.before) this.sign = -1;
    this.before = price;
    return this.sign;
  }
}

/** Who sought a trade, by where its price lies between the quotes before it; in the middle by the tick rule. */
export class LeeReady extends BarIndicator {
  private readonly byTick: TradeSign;

  constructor() {
    super('LeeReady', [], 1);
    this.byTick = new TradeSign();
  }

  step(price: number, bid: number, ask: number): number {
    const byTick = this.byTick.step(price);
    const middle = (bid + ask) / 2;
    if (price === middle) return byTick;
    return price > middle ? 1 : -1;
  }
}

/** Who sought a trade, by prices alone. */
export const tradeSign: Definition<NoParameters, TradeSign, 'tradeSign'> = define({
  name: 'tradeSign',
  title: 'Trade sign by the tick rule',
  group: 'microstructure',
  formula: '1 where price > the last that differs, −1 where price < it',
  by: 'tick rule; Charles Lee and Mark Ready, 1991',
  inputs: ['price'],
  parameters: {},
  lines: { tradeSign: marks },
  make: () => new TradeSign(),
  loop: (made, [price], { tradeSign: line }, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN);
    }
  },
});

/** Who sought a trade, by the quotes. */
export const leeReady: Definition<NoParameters, LeeReady, 'leeReady'> = define({
  name: 'leeReady',
  title: 'Trade sign by Lee and Ready',
  group: 'microstructure',
  formula: 'the sign of price − (bid + ask) / 2; where that is 0, by the tick rule',
  by: 'Charles Lee and Mark Ready, 1991',
  inputs: ['price', 'bid', 'ask'],
  parameters: {},
  lines: { leeReady: marks },
  make: () => new LeeReady(),
  loop: (made, [price, bid, ask], { leeReady: line }, from) => {
    for (let row = from; row < price.length; row += 1) {
      line[row] = made.step(price[row] ?? NaN, bid[row] ?? NaN, ask[row] ?? NaN);
    }
  },
});
