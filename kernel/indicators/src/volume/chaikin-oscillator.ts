import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { FourColumns, Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Accumulation, flow } from './accumulation.ts';

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

  /** Fills a line as the steps of a new one would, both averages at hand. Gives the sum of what it reads. */
  fill([high, low, close, volume]: FourColumns, line: Float64Array, from: number): number {
    const fastAlpha = this.fast.alpha;
    const slowAlpha = this.slow.alpha;
    const fastKept = 1 - fastAlpha;
    const slowKept = 1 - slowAlpha;
    let sum = 0;
    let total = 0;
    let fast = NaN;
    let slow = NaN;
    for (let row = from; row < close.length; row += 1) {
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      const last = close[row] ?? NaN;
      const traded = volume[row] ?? NaN;
      sum += top + bottom + (last + traded);
      total += flow(top, bottom, last, traded);
      // Both begin with the first total.
      fast = row === from ? total : fastAlpha * total + fastKept * fast;
      slow = row === from ? total : slowAlpha * total + slowKept * slow;
      line[row] = fast - slow;
    }
    line.fill(NaN, from, Math.min(line.length, from + this.until));
    return sum;
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
  loop: (made, columns, { chaikinOscillator: line }, from) => made.fill(columns, line, from),
});
