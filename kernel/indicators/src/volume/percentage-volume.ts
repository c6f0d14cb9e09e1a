import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

const PERCENT = 100;

/** How long the averages of a `PercentageVolume` are. */
export type PercentageVolumePeriods = {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
};

/** Percentage volume oscillator: how far a fast average of volume stands from a slow one, in percent of that; 0 where nothing was traded. */
export class PercentageVolume extends ValueIndicator {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly average: Ema;
  /** The average of the oscillator; NaN before it has a value. */
  signal: number = NaN;
  /** How far the oscillator stands from its average. */
  histogram: number = NaN;

  constructor({ fast, slow, signal }: PercentageVolumePeriods) {
    super('PercentageVolume', [{ fast, slow, signal }], Math.max(fast, slow) + signal - 1);
    this.fast = new Ema(fast);
    this.slow = new Ema(slow);
    this.average = new Ema(signal);
  }

  step(volume: number): number {
    const [fast, slow] = [this.fast.step(volume), this.slow.step(volume)];
    const distance = slow === 0 ? 0 : ((fast - slow) / slow) * PERCENT;
    if (Number.isNaN(slow) || Number.isNaN(fast)) return NaN;
    this.signal = this.average.step(distance);
    this.histogram = distance - this.signal;
    return distance;
  }
}

/** How far a fast average of volume stands from a slow one, with an average of that. */
export const percentageVolume: Definition<
  { readonly fast: Whole; readonly slow: Whole; readonly signal: Whole },
  PercentageVolume,
  'percentageVolume' | 'signal' | 'histogram'
> = define({
  name: 'percentageVolume',
  title: 'Percentage volume oscillator',
  group: 'volume',
  formula: 'PVO = 100·(EMA(volume, f) / EMA(volume, s) − 1); signal = EMA(PVO, g)',
  by: 'after Gerald Appel',
  inputs: ['volume'],
  parameters: { fast: whole(12), slow: whole(26), signal: whole(9) },
  lines: {
    percentageVolume: inOwnPane,
    signal: inOwnPane,
    histogram: { as: 'histogram', over: 'own' },
  },
  read: ({ signal, histogram }) => [signal, histogram],
  make: (periods) => new PercentageVolume(periods),
  loop: (made, [volume], { percentageVolume: line, signal, histogram }, from) => {
    for (let row = from; row < volume.length; row += 1) {
      line[row] = made.step(volume[row] ?? NaN);
      signal[row] = made.signal;
      histogram[row] = made.histogram;
    }
  },
});
