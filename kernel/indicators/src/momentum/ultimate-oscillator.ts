import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { BarColumns, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** The three periods of an `UltimateOscillator`. */
export type UltimatePeriods = {
  readonly short: number;
  readonly middle: number;
  readonly long: number;
};

/** Ultimate oscillator: how much of their reach bars have closed up, over three periods, the shortest weighing most. */
export class UltimateOscillator extends BarIndicator {
  private before = NaN;
  private readonly shortGains: Sum;
  private readonly shortRanges: Sum;
  private readonly middleGains: Sum;
  private readonly middleRanges: Sum;
  private readonly longGains: Sum;
  private readonly longRanges: Sum;

  constructor({ short, middle, long }: UltimatePeriods) {
    const [least = 1, between = 1, most = 1] = [short, middle, long].sort((a, b) => a - b);
    super('UltimateOscillator', [{ short, middle, long }], most + 1);
    this.shortGains = new Sum(least);
    this.shortRanges = new Sum(least);
    this.middleGains = new Sum(between);
    this.middleRanges = new Sum(between);
    this.longGains = new Sum(most);
    this.longRanges = new Sum(most);
  }

  step(high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (Number.isNaN(before)) return NaN;
    const bottom = low < before ? low : before;
    const gain = close - bottom;
    const range = (high > before ? high : before) - bottom;
    const short = part(this.shortGains.step(gain), this.shortRanges.step(range));
    const middle = part(this.middleGains.step(gain), this.middleRanges.step(range));
    return together(short, middle, part(this.longGains.step(gain), this.longRanges.step(range)));
  }

  /** Fills a line as the steps of a new one would, a sum after the other. */
  fill(columns: BarColumns, line: Float64Array, from: number): void {
    const { length } = line;
    const first = from + 1;
    const [gains, ranges] = [new Float64Array(length), new Float64Array(length)];
    fillMoves(columns, { gains, ranges, first });
    // One pair of sums after the other, so that three columns at once have to be at hand and no more.
    const [sums, rangeSums] = [new Float64Array(length), new Float64Array(length)];
    line.fill(NaN, from, first);
    this.shortGains.fill(gains, sums, first);
    this.shortRanges.fill(ranges, rangeSums, first);
    for (let row = first; row < length; row += 1) {
      line[row] = 4 * part(sums[row] ?? NaN, rangeSums[row] ?? NaN);
    }
    this.middleGains.fill(gains, sums, first);
    this.middleRanges.fill(ranges, rangeSums, first);
    for (let row = first; row < length; row += 1) {
      line[row] = (line[row] ?? NaN) + 2 * part(sums[row] ?? NaN, rangeSums[row] ?? NaN);
    }
    this.longGains.fill(gains, sums, first);
    this.longRanges.fill(ranges, rangeSums, first);
    for (let row = first; row < length; row += 1) {
      const both = line[row] ?? NaN;
      line[row] = (PERCENT * (both + part(sums[row] ?? NaN, rangeSums[row] ?? NaN))) / 7;
    }
  }
}

function fillMoves(
  [high, low, close]: BarColumns,
  { gains, ranges, first }: { gains: Float64Array; ranges: Float64Array; first: number },
): void {
  for (let row = first; row < close.length; row += 1) {
    const before = close[row - 1] ?? NaN;
    const top = high[row] ?? NaN;
    const least = low[row] ?? NaN;
    const bottom = least < before ? least : before;
    gains[row] = (close[row] ?? NaN) - bottom;
    ranges[row] = (top > before ? top : before) - bottom;
  }
}

function part(gains: number, ranges: number): number {
  return ranges === 0 ? 0 : gains / ranges;
}

function together(short: number, middle: number, long: number): number {
  return (PERCENT * (4 * short + 2 * middle + long)) / 7;
}

/** How much of their reach bars have closed up. */
export const ultimateOscillator: Definition<
  { readonly short: Whole; readonly middle: Whole; readonly long: Whole },
  UltimateOscillator,
  'ultimateOscillator'
> = define({
  name: 'ultimateOscillator',
  title: 'Ultimate oscillator',
  group: 'momentum',
  formula: '100·(4·A₁ + 2·A₂ + A₃) / 7, A = Σ(close − min(low, close₁)) / ΣTR',
  by: 'Larry Williams, 1976',
  inputs: ['high', 'low', 'close'],
  parameters: { short: whole(7), middle: whole(14), long: whole(28) },
  lines: { ultimateOscillator: inOwnPane },
  make: (periods) => new UltimateOscillator(periods),
  loop: (made, columns, { ultimateOscillator: line }, from) => {
    made.fill(columns, line, from);
  },
});
