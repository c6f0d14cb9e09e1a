import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** Price and volume trend: volume by how many parts the price changed, added up from 0. */
export class PriceVolumeTrend extends PairIndicator {
  private before = NaN;
  private total = 0;

  constructor() {
    super('PriceVolumeTrend', [], 1);
  }

  step(price: number, volume: number): number {
    const { before } = this;
    this.before = price;
    if (!Number.isNaN(before) && before !== 0) this.total += ((price - before) / before) * volume;
    return this.total;
  }
}

/** Volume by how much prices change. */
export const priceVolumeTrend: Definition<NoParameters, PriceVolumeTrend, 'priceVolumeTrend'> =
  define({
    name: 'priceVolumeTrend',
    title: 'Price and volume trend',
    group: 'volume',
    formula: 'PVT₁ + volume·(close / close₁ − 1)',
    by: 'arithmetic, after Granville',
    inputs: ['close', 'volume'],
    parameters: {},
    lines: { priceVolumeTrend: inOwnPane },
    make: () => new PriceVolumeTrend(),
    loop: (made, [close, volume], { priceVolumeTrend: line }, from) => {
      for (let row = from; row < close.length; row += 1) {
        line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
      }
    },
  });
