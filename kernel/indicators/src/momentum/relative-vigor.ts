import { FourIndicator, ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

/** The mean of four inputs of which the two in the middle weigh twice. */
class MeanOfFour extends ValueIndicator {
  private one = NaN;
  private two = NaN;
  private three = NaN;

  constructor() {
    super('MeanOfFour', [], 4);
  }

  step(value: number): number {
    const mean = (value + 2 * this.one + 2 * this.two + this.three) / 6;
    this.three = this.two;
    this.two = this.one;
    this.one = value;
    return mean;
  }
}

/** Relative vigour: how far bars moved from open to close, of how far they reached; 0 where they reached nowhere. */
export class RelativeVigor extends FourIndicator {
  private readonly move: MeanOfFour;
  private readonly range: MeanOfFour;
  private readonly moves: Sum;
  private readonly ranges: Sum;
  private readonly average: MeanOfFour;
  /** The mean of the last four values; NaN before it has one. */
  signal: number = NaN;

  constructor(period: number) {
    super('RelativeVigor', [period], period + 6);
    this.move = new MeanOfFour();
    this.range = new MeanOfFour();
    this.moves = new Sum(period);
    this.ranges = new Sum(period);
    this.average = new MeanOfFour();
  }

  step(open: number, high: number, low: number, close: number): number {
    const move = this.move.step(close - open);
    const range = this.range.step(high - low);
    if (Number.isNaN(range)) return NaN;
    const moves = this.moves.step(move);
    const ranges = this.ranges.step(range);
    if (Number.isNaN(ranges)) return NaN;
    const vigor = ranges === 0 ? 0 : moves / ranges;
    this.signal = this.average.step(vigor);
    return vigor;
  }
}

/** How far bars moved of how far they reached. */
export const rvgi: Definition<Period, RelativeVigor, 'rvgi' | 'signal'> = define({
  name: 'rvgi',
  title: 'Relative vigour index',
  group: 'momentum',
  formula:
    'ΣM(close − open) / ΣM(high − low), M(x) = (x₀ + 2·x₁ + 2·x₂ + x₃) / 6; signal = M(RVGI)',
  by: 'John Ehlers, 2002',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: whole(10) },
  lines: { rvgi: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: ({ period }) => new RelativeVigor(period),
  loop: (made, [open, high, low, close], { rvgi, signal }, from) => {
    for (let row = from; row < open.length; row += 1) {
      rvgi[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
