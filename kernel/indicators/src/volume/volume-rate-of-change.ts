import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

const PERCENT = 100;

/** By how many percent more is traded than so many bars ago; 0 where nothing was then. */
export class VolumeRateOfChange extends ValueIndicator {
  private readonly window: Window;

  constructor(period: number) {
    super('VolumeRateOfChange', [period], period + 1);
    this.window = new Window(period);
  }

  step(volume: number): number {
    const left = this.window.push(volume);
    return left === 0 ? 0 : (volume / left - 1) * PERCENT;
  }
}

/** How much more is traded than so many bars ago. */
export const volumeRateOfChange: Definition<Period, VolumeRateOfChange, 'volumeRateOfChange'> =
  defineLine({
    name: 'volumeRateOfChange',
    title: 'Volume rate of change',
    group: 'volume',
    formula: '100·(volume / volumeₙ − 1)',
    by: 'arithmetic',
    inputs: ['volume'],
    standard: 14,
    plot: inOwnPane,
    make: (period) => new VolumeRateOfChange(period),
    loop: (made, [volume], line, from) => {
      for (let row = from; row < volume.length; row += 1) {
        line[row] = made.step(volume[row] ?? NaN);
      }
    },
  });
