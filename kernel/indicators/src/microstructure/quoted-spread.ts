import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

const BASIS_POINTS = 10_000;

/** How far the quotes are apart. */
export class QuotedSpread extends PairIndicator {
  /** In basis points of the middle; 0 where that is 0. */
  relative: number = NaN;

  constructor() {
    super('QuotedSpread', [], 1);
  }

  step(bid: number, ask: number): number {
    const [spread, middle] = [ask - bid, (bid + ask) / 2];
    this.relative = middle === 0 ? 0 : (spread / middle) * BASIS_POINTS;
    return spread;
  }
}

/** How far the quotes are apart. */
export const quotedSpread: Definition<NoParameters, QuotedSpread, 'quotedSpread' | 'relative'> =
  define({
    name: 'quotedSpread',
    title: 'Quoted spread',
    group: 'microstructure',
    formula: 'ask − bid; relative = 10,000·(ask − bid) / ((bid + ask) / 2)',
    by: 'arithmetic',
    inputs: ['bid', 'ask'],
    parameters: {},
    lines: { quotedSpread: inOwnPane, relative: inOwnPane },
    read: ({ relative }) => [relative],
    make: () => new QuotedSpread(),
    loop: (made, [bid, ask], { quotedSpread, relative }, from) => {
      for (let row = from; row < bid.length; row += 1) {
        quotedSpread[row] = made.step(bid[row] ?? NaN, ask[row] ?? NaN);
        relative[row] = made.relative;
      }
    },
  });
