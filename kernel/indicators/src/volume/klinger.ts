import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';

const PERCENT = 100;

/** How long the averages of a `Klinger` are. */
export type KlingerPeriods = {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
};

/**
 * Klinger's oscillator: a fast less a slow average of volume force, which is volume by the trend of the
 * sum of high, low and close, and by how much of the trend's range a bar has. Averages begin with their
 * first input; a sum that stands still keeps its trend.
 */
export class Klinger extends FourIndicator {
  private readonly fast: Ema;
  private readonly slow: Ema;
  private readonly average: Ema;
  private before = NaN;
  private range = NaN;
  /** The ranges of the trend's bars together. */
  private cumulative = 0;
  private trend = 0;
  /** The average of the oscillator. */
  signal: number = NaN;

  constructor({ fast, slow, signal }: KlingerPeriods) {
    super('Klinger', [{ fast, slow, signal }], 2);
    this.fast = new Ema(fast, { seed: 'first' });
    this.slow = new Ema(slow, { seed: 'first' });
    this.average = new Ema(signal, { seed: 'first' });
  }

  step(high: number, low: number, close: number, volume: number): number {
    const [sum, range] = [high + low + close, high - low];
    const [before, rangeBefore] = [this.before, this.range];
    this.before = sum;
    this.range = range;
    if (Number.isNaN(before)) return NaN;
    const trend = sum > before ? 1 : -1;
    if (this.trend === 0 || (sum !== before && trend !== this.trend)) {
      this.trend = trend;
      this.cumulative = rangeBefore;
    }
    this.cumulative += range;
    const part = this.cumulative === 0 ? 0 : range / this.cumulative;
    const force = volume * Math.abs(2 * part - 1) * PERCENT * this.trend;
    const distance = this.fast.step(force) - this.slow.step(force);
    this.signal = this.average.step(distance);
    return distance;
  }
}

/** Volume by the trend of prices, fast less slow. */
export const klinger: Definition<
  { readonly fast: Whole; readonly slow: Whole; readonly signal: Whole },
  Klinger,
  'klinger' | 'signal'
> = define({
  name: 'klinger',
  title: 'Klinger oscillator',
  group: 'volume',
  formula:
    'EMA(VF, f) − EMA(VF, s), VF = ±100·volume·|2·(high − low) / CM − 1|, CM the ranges since the trend turned; signal = EMA(KVO, g)',
  by: 'Stephen Klinger, 1997',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: { fast: whole(34), slow: whole(55), signal: whole(13) },
  lines: { klinger: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new Klinger(periods),
  loop: (made, [high, low, close, volume], { klinger, signal }, from) => {
    for (let row = from; row < high.length; row += 1) {
      klinger[row] = made.step(
        high[row] ?? NaN,
        low[row] ?? NaN,
        close[row] ?? NaN,
        volume[row] ?? NaN,
      );
      signal[row] = made.signal;
    }
  },
});
