import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

/** What was traded in money: a price by its volume. */
export class PriceVolume extends PairIndicator {
  constructor() {
    super('PriceVolume', [], 1);
  }

  step(price: number, volume: number): number {
    return price * volume;
  }
}

/** Price and volume rank: 1 as both rise, 2 as the price does alone, 3 as volume does alone, 4 as both fall; what stays counts as risen. */
export class PriceVolumeRank extends PairIndicator {
  private price = NaN;
  private volume = NaN;

  constructor() {
    super('PriceVolumeRank', [], 2);
  }

  step(price: number, volume: number): number {
    const isFirst = Number.isNaN(this.price);
    const rank = (price >= this.price ? 1 : 3) + (volume >= this.volume ? 0 : 1);
    this.price = price;
    this.volume = volume;
    return isFirst ? NaN : rank;
  }
}

/** What was traded in money. */
export const priceVolume: Definition<NoParameters, PriceVolume, 'priceVolume'> = define({
  name: 'priceVolume',
  title: 'Price by volume',
  group: 'volume',
  formula: 'close·volume',
  by: 'arithmetic',
  inputs: ['close', 'volume'],
  parameters: {},
  lines: { priceVolume: inOwnPane },
  make: () => new PriceVolume(),
  loop: (made, [close, volume], { priceVolume: line }, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});

/** Whether price and volume rise together. */
export const priceVolumeRank: Definition<NoParameters, PriceVolumeRank, 'priceVolumeRank'> = define(
  {
    name: 'priceVolumeRank',
    title: 'Price and volume rank',
    group: 'volume',
    formula: '1 where close ≥ close₁, else 3; and 1 more where volume < volume₁',
    by: 'Anthony Macek, 1994',
    inputs: ['close', 'volume'],
    parameters: {},
    lines: { priceVolumeRank: inOwnPane },
    make: () => new PriceVolumeRank(),
    loop: (made, [close, volume], { priceVolumeRank: line }, from) => {
      for (let row = from; row < close.length; row += 1) {
        line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
      }
    },
  },
);
