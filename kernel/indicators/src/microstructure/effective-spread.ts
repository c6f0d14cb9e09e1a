import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sma } from '../averages/sma.ts';

const BASIS_POINTS = 10_000;

/** Twice how far trades were from the middle of the quotes, on average: what a round trip paid. */
export class EffectiveSpread extends BarIndicator {
  private readonly mean: Sma;
  private readonly parts: Sma;
  /** In basis points of the middle; NaN before it has a value. */
  relative: number = NaN;

  constructor(period: number) {
    super('EffectiveSpread', [period], period);
    this.mean = new Sma(period);
    this.parts = new Sma(period);
  }

  step(price: number, bid: number, ask: number): number {
    const middle = (bid + ask) / 2;
    const spread = 2 * Math.abs(price - middle);
    this.relative = this.parts.step(middle === 0 ? 0 : (spread / middle) * BASIS_POINTS);
    return this.mean.step(spread);
  }
}

/** What a round trip paid. */
export const effectiveSpread: Definition<Period, EffectiveSpread, 'effectiveSpread' | 'relative'> =
  define({
    name: 'effectiveSpread',
    title: 'Effective spread',
    group: 'microstructure',
    formula:
      'SMA(2·|price − m|, n), m = (bid + ask) / 2; relative = SMA(20,000·|price − m| / m, n)',
    by: 'Marshall Blume and Michael Goldstein, 1992',
    inputs: ['price', 'bid', 'ask'],
    parameters: { period: whole(20) },
    lines: { effectiveSpread: inOwnPane, relative: inOwnPane },
    read: ({ relative }) => [relative],
    make: ({ period }) => new EffectiveSpread(period),
    loop: (made, [price, bid, ask], { effectiveSpread, relative }, from) => {
      for (let row = from; row < price.length; row += 1) {
        effectiveSpread[row] = made.step(price[row] ?? NaN, bid[row] ?? NaN, ask[row] ?? NaN);
        relative[row] = made.relative;
      }
    },
  });
