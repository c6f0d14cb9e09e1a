import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, type Definition, type NoParameters } from '../base/definition.ts';

const BEGIN = 1000;

/** What prices made on the days on which more was traded than before (`sign` 1), or less (-1). */
abstract class VolumeIndex extends PairIndicator {
  readonly #sign: 1 | -1;
  private price = NaN;
  private volume = NaN;
  private index = BEGIN;

  constructor(name: string, sign: 1 | -1) {
    super(name, [], 1);
    this.#sign = sign;
  }

  step(price: number, volume: number): number {
    const change = (volume - this.volume) * this.#sign;
    if (change > 0 && this.price !== 0) this.index *= 1 + (price - this.price) / this.price;
    this.price = price;
    this.volume = volume;
    return this.index;
  }
}

/** Negative volume index: what prices made as volume fell, begun at 1000. */
export class NegativeVolumeIndex extends VolumeIndex {
  constructor() {
    super('NegativeVolumeIndex', -1);
  }
}

/** Positive volume index: what prices made as volume rose, begun at 1000. */
export class PositiveVolumeIndex extends VolumeIndex {
  constructor() {
    super('PositiveVolumeIndex', 1);
  }
}

/** What prices made as volume fell. */
export const negativeVolumeIndex: Definition<
  NoParameters,
  NegativeVolumeIndex,
  'negativeVolumeIndex'
> = define({
  name: 'negativeVolumeIndex',
  title: 'Negative volume index',
  group: 'volume',
  formula: 'NVI₁·close / close₁ where volume < volume₁, else NVI₁; begins at 1000',
  by: 'Paul Dysart, 1936; Norman Fosback, 1976',
  inputs: ['close', 'volume'],
  parameters: {},
  lines: { negativeVolumeIndex: inOwnPane },
  make: () => new NegativeVolumeIndex(),
  loop: (made, [close, volume], { negativeVolumeIndex: line }, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});

/** What prices made as volume rose. */
export const positiveVolumeIndex: Definition<
  NoParameters,
  PositiveVolumeIndex,
  'positiveVolumeIndex'
> = define({
  name: 'positiveVolumeIndex',
  title: 'Positive volume index',
  group: 'volume',
  formula: 'PVI₁·close / close₁ where volume > volume₁, else PVI₁; begins at 1000',
  by: 'Paul Dysart, 1936; Norman Fosback, 1976',
  inputs: ['close', 'volume'],
  parameters: {},
  lines: { positiveVolumeIndex: inOwnPane },
  make: () => new PositiveVolumeIndex(),
  loop: (made, [close, volume], { positiveVolumeIndex: line }, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
