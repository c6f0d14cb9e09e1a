import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** How many times as much is traded as on average in the bars before it; 0 where nothing was in them. */
export class RelativeVolume extends ValueIndicator {
  readonly #period: number;
  private readonly volumes: Sum;
  private before = NaN;

  constructor(period: number) {
    super('RelativeVolume', [period], period + 1);
    this.#period = period;
    this.volumes = new Sum(period);
  }

  step(volume: number): number {
    const { before } = this;
    this.before = this.volumes.step(volume);
    return before === 0 ? 0 : (volume * this.#period) / before;
  }
}

/** How many times as much is traded as before. */
export const relativeVolume: Definition<Period, RelativeVolume, 'relativeVolume'> = defineLine({
  name: 'relativeVolume',
  title: 'Relative volume',
  group: 'volume',
  formula: 'volume / SMA(volume₁, n)',
  by: 'arithmetic',
  inputs: ['volume'],
  standard: 20,
  plot: inOwnPane,
  make: (period) => new RelativeVolume(period),
  loop: (made, [volume], line, from) => {
    for (let row = from; row < volume.length; row += 1) {
      line[row] = made.step(volume[row] ?? NaN);
    }
  },
});
