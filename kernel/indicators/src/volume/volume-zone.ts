import { PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

const PERCENT = 100;

/** Volume zone oscillator: how much more is traded as prices rise than as they fall, in percent of all, by averages; 0 where nothing is. */
export class VolumeZone extends PairIndicator {
  private readonly signed: Ema;
  private readonly all: Ema;
  private before = NaN;

  constructor(period: number) {
    super('VolumeZone', [period], period + 1);
    this.signed = new Ema(period);
    this.all = new Ema(period);
  }

  step(price: number, volume: number): number {
    const change = price - this.before;
    this.before = price;
    if (Number.isNaN(change)) return NaN;
    const signed = this.signed.step(Math.sign(change) * volume);
    const all = this.all.step(volume);
    return all === 0 ? 0 : (signed / all) * PERCENT;
  }
}

/** How much more is traded as prices rise. */
export const volumeZone: Definition<Period, VolumeZone, 'volumeZone'> = defineLine({
  name: 'volumeZone',
  title: 'Volume zone oscillator',
  group: 'volume',
  formula: '100·EMA(±volume by the sign of Δclose, n) / EMA(volume, n)',
  by: 'Walid Khalil and David Steckler, 2011',
  inputs: ['close', 'volume'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new VolumeZone(period),
  loop: (made, [close, volume], line, from) => {
    for (let row = from; row < close.length; row += 1) {
      line[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
    }
  },
});
