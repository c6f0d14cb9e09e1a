import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** How far a fast simple average of volume stands from a slow one, in percent of that; 0 where nothing was traded. */
export class VolumeOscillator extends ValueIndicator {
  /** How many times as long the slow average is: the ratio of sums to that of means. */
  readonly #times: number;
  private readonly fast: Sum;
  private readonly slow: Sum;

  constructor(fast: number, slow: number) {
    super('VolumeOscillator', [fast, slow], Math.max(fast, slow));
    this.#times = slow / fast;
    this.fast = new Sum(fast);
    this.slow = new Sum(slow);
  }

  step(volume: number): number {
    const [fast, slow] = [this.fast.step(volume), this.slow.step(volume)];
    if (Number.isNaN(fast)) return NaN;
    return slow === 0 ? 0 : ((fast * this.#times) / slow - 1) * PERCENT;
  }
}

/** How far a fast average of volume stands from a slow one. */
export const volumeOscillator: Definition<
  { readonly fast: Whole; readonly slow: Whole },
  VolumeOscillator,
  'volumeOscillator'
> = define({
  name: 'volumeOscillator',
  title: 'Volume oscillator',
  group: 'volume',
  formula: '100·(SMA(volume, f) − SMA(volume, s)) / SMA(volume, s)',
  by: 'arithmetic',
  inputs: ['volume'],
  parameters: { fast: whole(14), slow: whole(28) },
  lines: { volumeOscillator: inOwnPane },
  make: ({ fast, slow }) => new VolumeOscillator(fast, slow),
  loop: (made, [volume], { volumeOscillator: line }, from) => {
    for (let row = from; row < volume.length; row += 1) {
      line[row] = made.step(volume[row] ?? NaN);
    }
  },
});
