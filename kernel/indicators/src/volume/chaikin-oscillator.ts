import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Accumulation } from './accumulation.ts';

/** How far a fast average of accumulation and distribution stands from a slow one; both begin with its first value, as in TA-Lib. */
export class ChaikinOscillator extends FourIndicator {
  private readonly line: Accumulation;
  private readonly fast: Ema;
  private readonly slow: Ema;
  private until: number;

  constructor(fast: number, slow: number) {
    super('ChaikinOscillator', [fast, slow], Math.max(fast, slow));
    this.line = new Accumulation();
    this.fast = new Ema(fast, { seed: 'first' });
    this.slow = new Ema(slow, { seed: 'first' });
    this.until = Math.max(fast, slow) - 1;
  }

  step(high: number, low: number, close: number, volume: number): number {
    const line = this.line.step(high, low, close, volume);
    const distance = this.fast.step(line) - this.slow.step(line);
    if (this.until === 0) return distance;
    this.until -= 1;
    return NaN;
  }
}

/** The momentum of accumulation and distribution. */
export const chaikinOscillator: Definition<
  { readonly fast: Whole; readonly slow: Whole },
  ChaikinOscillator,
  'chaikinOscillator'
> = define({
  name: 'chaikinOscillator',
  title: 'Chaikin oscillator',
  group: 'volume',
  formula: 'EMA(AD, f) − EMA(AD, s)',
  by: 'Marc Chaikin',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { fast: whole(3), slow: whole(10) },
  lines: { chaikinOscillator: inOwnPane },
  make: ({ fast, slow }) => new ChaikinOscillator(fast, slow),
  loop: (made, [high, low, close, volume], { chaikinOscillator }, from) => {
    for (let row = from; row < high.length; row += 1) {
      chaikinOscillator[row] = made.step(
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
        volume[row] ?? NaN,
      );
    }
  },
});
