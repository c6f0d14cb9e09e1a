import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sma } from '../averages/sma.ts';
import { LeeReady } from './trade-sign.ts';

/**
 * What of the spread was left to who stood in the book, so many trades after, on average; and the impact:
 * how far the quotes had followed the trade by then. Both together are the effective spread of a trade.
 */
export class RealisedSpread extends BarIndicator {
  private readonly side: LeeReady;
  private readonly sides: Window;
  private readonly prices: Window;
  private readonly middles: Window;
  private readonly left: Sma;
  private readonly followed: Sma;
  /** How far the quotes followed; NaN before it has a value. */
  impact: number = NaN;

  constructor(period: number, after: number) {
    super('RealisedSpread', [period, after], period + after);
    this.side = new LeeReady();
    this.sides = new Window(after);
    this.prices = new Window(after);
    this.middles = new Window(after);
    this.left = new Sma(period);
    this.followed = new Sma(period);
  }

  step(price: number, bid: number, ask: number): number {
    const middle = (bid + ask) / 2;
    const side = this.sides.push(this.side.step(price, bid, ask));
    const [priceThen, middleThen] = [this.prices.push(price), this.middles.push(middle)];
    if (Number.isNaN(side)) return NaN;
    this.impact = this.followed.step(2 * side * (middle - middleThen));
    return this.left.step(2 * side * (priceThen - middle));
  }
}

/** What of the spread was left, and how far quotes followed. */
export const realisedSpread: Definition<
  { readonly period: Whole; readonly after: Whole },
  RealisedSpread,
  'realisedSpread' | 'impact'
> = define({
  name: 'realisedSpread',
  title: 'Realised spread',
  group: 'microstructure',
  formula:
    'SMA(2·s·(priceₖ − m), n), impact = SMA(2·s·(m − mₖ), n), of the trade k before; s by Lee and Ready, m = (bid + ask) / 2',
  by: 'Roger Huang and Hans Stoll, 1996',
  inputs: ['price', 'bid', 'ask'],
  parameters: { period: whole(20), after: whole(5) },
  lines: { realisedSpread: inOwnPane, impact: inOwnPane },
  read: ({ impact }) => [impact],
  make: ({ period, after }) => new RealisedSpread(period, after),
  loop: (made, [price, bid, ask], { realisedSpread, impact }, from) => {
    for (let row = from; row < price.length; row += 1) {
      realisedSpread[row] = made.step(price[row] ?? NaN, bid[row] ?? NaN, ask[row] ?? NaN);
      impact[row] = made.impact;
    }
  },
});
