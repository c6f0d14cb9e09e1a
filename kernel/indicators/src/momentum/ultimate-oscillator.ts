import { BarIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { BarColumns, Whole } from '../base/particulars.ts';
import { columnsFor, placeOf, stripsOf, type Strip } from '../base/strips.ts';
import { fillSumRatios, ratioOf } from '../statistics/sum-ratio.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;
const none = new Float64Array();

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
    const short = ratioOf(this.shortGains.step(gain), this.shortRanges.step(range));
    const middle = ratioOf(this.middleGains.step(gain), this.middleRanges.step(range));
    return together(short, middle, ratioOf(this.longGains.step(gain), this.longRanges.step(range)));
  }

  /** Fills a line as the steps of a new one would, a sum after the other, strip by strip. Gives the sum of what it reads. */
  fill(columns: BarColumns, line: Float64Array, from: number): number {
    const first = Math.min(line.length, from + 1);
    line.fill(NaN, from, first);
    const periods = [this.shortGains.warmUp, this.middleGains.warmUp, this.longGains.warmUp];
    const strips = stripsOf(first, line.length, periods);
    const scratch = columnsFor(strips, 5);
    const [high, low, close] = columns;
    let sum = (high[from] ?? 0) + (low[from] ?? 0) + (close[from] ?? 0);
    for (const strip of strips) {
      const rows = strip.end - strip.start;
      const [gains = none, ranges = none, ...parts] = scratch.map((one) => one.subarray(0, rows));
      sum += fillMoves(columns, { gains, ranges, start: strip.start });
      for (const [at, period] of periods.entries()) {
        fillSumRatios(gains, ranges, parts[at] ?? none, { period, from: placeOf(strip, period) });
      }
      fillTogether(parts, line, strip);
    }
    return sum;
  }
}

/** The moves of the rows from one on; there is one before. Gives the sum of what it reads. */
function fillMoves(
  [high, low, close]: BarColumns,
  { gains, ranges, start }: { gains: Float64Array; ranges: Float64Array; start: number },
): number {
  let before = close[start - 1] ?? NaN;
  let sum = 0;
  for (let place = 0; place < gains.length; place += 1) {
    const row = start + place;
    const top = high[row] ?? NaN;
    const least = low[row] ?? NaN;
    const last = close[row] ?? NaN;
    const bottom = least < before ? least : before;
    gains[place] = last - bottom;
    ranges[place] = (top > before ? top : before) - bottom;
    sum += top + least + last;
    before = last;
  }
  return sum;
}

function fillTogether(
  [short = none, middle = none, long = none]: readonly Float64Array[],
  line: Float64Array,
  { start, end, lead }: Strip,
): void {
  for (let place = lead; place < end - start; place += 1) {
    line[start + place] = together(short[place] ?? NaN, middle[place] ?? NaN, long[place] ?? NaN);
  }
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
  loop: (made, columns, { ultimateOscillator: line }, from) => made.fill(columns, line, from),
});
