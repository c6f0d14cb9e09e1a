import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { BarColumns, Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { reach, TrueRange } from '../volatility/true-range.ts';

const PERCENT = 100;

/**
 * Directional movement: how much of the way of the last bars was upwards, and how much downwards, in
 * percent of how far they reached; its value is how far the two are apart, of their sum. Sums are
 * Wilder's, begun with `period - 1` bars as in TA-Lib.
 */
export class DirectionalMovement extends BarIndicator {
  readonly #period: number;
  private readonly range: TrueRange;
  private highBefore = NaN;
  private lowBefore = NaN;
  private ranges = 0;
  private ups = 0;
  private downs = 0;
  private begun = 0;
  private apart = 0;
  /** The part that was upwards; NaN before it has a value. */
  plus: number = NaN;
  /** The part that was downwards. */
  minus: number = NaN;

  constructor(period: number) {
    checkPeriod(period);
    super('DirectionalMovement', [period], period + 1);
    this.#period = period;
    this.range = new TrueRange();
  }

  step(high: number, low: number, close: number): number {
    const range = this.range.step(high, low, close);
    const up = high - this.highBefore;
    const down = this.lowBefore - low;
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(range)) return NaN;
    this.#add(range, ahead(up, down), ahead(down, up));
    return this.begun < this.#period ? NaN : this.#compare();
  }

  /** Fills its lines as the steps of a new one would; once all sums have begun they are at hand. */
  fill(
    [high, low, close]: BarColumns,
    { dx, plus, minus }: Readonly<Record<'dx' | 'plus' | 'minus', Float64Array>>,
    from: number,
  ): void {
    const begun = Math.min(close.length, from + this.warmUp);
    for (let row = from; row < begun; row += 1) {
      dx[row] = this.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      plus[row] = this.plus;
      minus[row] = this.minus;
    }
    const kept = 1 - 1 / this.#period;
    let { ranges, ups, downs, apart, highBefore, lowBefore } = this;
    for (let row = begun; row < close.length; row += 1) {
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      const before = close[row - 1] ?? NaN;
      const up = top - highBefore;
      const down = lowBefore - bottom;
      highBefore = top;
      lowBefore = bottom;
      ranges = ranges * kept + reach(top, bottom, before);
      ups = ups * kept + ahead(up, down);
      downs = downs * kept + ahead(down, up);
      const above = percentOf(ups, ranges);
      const below = percentOf(downs, ranges);
      const both = above + below;
      if (both !== 0) apart = (Math.abs(above - below) / both) * PERCENT;
      plus[row] = above;
      minus[row] = below;
      dx[row] = apart;
    }
  }

  #add(range: number, up: number, down: number): void {
    const kept = this.begun < this.#period - 1 ? 1 : 1 - 1 / this.#period;
    this.ranges = this.ranges * kept + range;
    this.ups = this.ups * kept + up;
    this.downs = this.downs * kept + down;
    if (this.begun < this.#period) this.begun += 1;
  }

  #compare(): number {
    this.plus = percentOf(this.ups, this.ranges);
    this.minus = percentOf(this.downs, this.ranges);
    const both = this.plus + this.minus;
    // Where there is neither, it stands as it stood.
    if (both !== 0) this.apart = (Math.abs(this.plus - this.minus) / both) * PERCENT;
    return this.apart;
  }
}

/** How far a bar went one way, if that is farther than the other. */
function ahead(way: number, other: number): number {
  return way > other && way > 0 ? way : 0;
}

function percentOf(ways: number, ranges: number): number {
  return ranges === 0 ? 0 : (ways / ranges) * PERCENT;
}

/** How one-sided the way of the bars was. */
export const directionalMovement: Definition<Period, DirectionalMovement, 'dx' | 'plus' | 'minus'> =
  define({
    name: 'directionalMovement',
    title: 'Directional movement',
    group: 'momentum',
    formula: 'DX = 100·|DI₊ − DI₋| / (DI₊ + DI₋), DI = 100·ΣDM / ΣTR',
    by: 'J. Welles Wilder, 1978',
    inputs: ['high', 'low', 'close'],
    parameters: { period: whole(14, 2) },
    lines: { dx: inOwnPane, plus: inOwnPane, minus: inOwnPane },
    read: ({ plus, minus }) => [plus, minus],
    make: ({ period }) => new DirectionalMovement(period),
    loop: (made, columns, lines, from) => {
      made.fill(columns, lines, from);
    },
  });

/** Average directional index: Wilder's average of how one-sided the way was. */
export class Adx extends BarIndicator {
  private readonly movement: DirectionalMovement;
  private readonly average: WilderAverage;

  constructor(period: number) {
    super('Adx', [period], 2 * period);
    this.movement = new DirectionalMovement(period);
    this.average = new WilderAverage(period);
  }

  step(high: number, low: number, close: number): number {
    const apart = this.movement.step(high, low, close);
    return Number.isNaN(apart) ? NaN : this.average.step(apart);
  }

  /** Fills a line as the steps of a new one would. */
  fill(columns: BarColumns, line: Float64Array, from: number): void {
    const dx = new Float64Array(line.length);
    // What the parts are is not asked for, so they may share a line.
    this.movement.fill(columns, { dx, plus: line, minus: line }, from);
    const first = Math.min(line.length, from + this.movement.warmUp - 1);
    line.fill(NaN, from, first);
    this.average.fill(dx, line, first);
  }
}

/** How one-sided the way of the bars was on average. */
export const adx: Definition<Period, Adx, 'adx'> = defineLine({
  name: 'adx',
  title: 'Average directional index',
  group: 'momentum',
  formula: 'RMA(DX, n)',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Adx(period),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});
