import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { OnBalanceVolume } from './on-balance-volume.ts';

/** On-balance volume with a fast and a slow average of it. */
export class ArcherVolume extends PairIndicator {
  private readonly line: OnBalanceVolume;
  private readonly fastMean: Ema;
  private readonly slowMean: Ema;
  /** The fast average; NaN before it has a value. */
  fast: number = NaN;
  /** The slow one. */
  slow: number = NaN;

  constructor(fast: number, slow: number) {
    super('ArcherVolume', [fast, slow], Math.max(fast, slow));
    this.line = new OnBalanceVolume();
    this.fastMean = new Ema(fast);
    this.slowMean = new Ema(slow);
  }

  step(price: number, volume: number): number {
    const line = this.line.step(price, volume);
    this.fast = this.fastMean.step(line);
    this.slow = this.slowMean.step(line);
    return line;
  }
}

/** On-balance volume with its averages. */
export const archerVolume: Definition<
  { readonly fast: Whole; readonly slow: Whole },
  ArcherVolume,
  'onBalanceVolume' | 'fast' | 'slow'
> = define({
  name: 'archerVolume',
  title: 'Archer on-balance volume',
  group: 'volume',
  formula: 'OBV; EMA(OBV, f); EMA(OBV, s)',
  by: 'Trade Archer, as in pandas-ta',
  inputs: ['close', 'volume'],
  parameters: { fast: whole(4), slow: whole(12) },
  lines: { onBalanceVolume: inOwnPane, fast: inOwnPane, slow: inOwnPane },
  read: ({ fast, slow }) => [fast, slow],
  make: ({ fast, slow }) => new ArcherVolume(fast, slow),
  loop: (made, [close, volume], { onBalanceVolume, fast, slow }, from) => {
    for (let row = from; row < close.length; row += 1) {
      onBalanceVolume[row] = made.step(close[row] ?? NaN, volume[row] ?? NaN);
      fast[row] = made.fast;
      slow[row] = made.slow;
    }
  },
});
