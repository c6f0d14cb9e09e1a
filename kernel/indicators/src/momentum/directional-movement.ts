import { BarIndicator } from '../base/by-inputs.ts';
import { defineLine, define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { TrueRange } from '../volatility/true-range.ts';

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
    this.#add(range, up > down && up > 0 ? up : 0, down > up && down > 0 ? down : 0);
    return this.begun < this.#period ? NaN : this.#compare();
  }

  #add(range: number, up: number, down: number): void {
    const kept = this.begun < this.#period - 1 ? 1 : 1 - 1 / this.#period;
    this.ranges = this.ranges * kept + range;
    this.ups = this.ups * kept + up;
    this.downs = this.downs * kept + down;
    if (this.begun < this.#period) this.begun += 1;
  }

  #compare(): number {
    this.plus = this.ranges === 0 ? 0 : (this.ups / this.ranges) * PERCENT;
    this.minus = this.ranges === 0 ? 0 : (this.downs / this.ranges) * PERCENT;
    const both = this.plus + this.minus;
    // Where there is neither, it stands as it stood.
    if (both !== 0) this.apart = (Math.abs(this.plus - this.minus) / both) * PERCENT;
    return this.apart;
  }
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
    loop: (made, [high, low, close], { dx, plus, minus }, from) => {
      for (let row = from; row < high.length; row += 1) {
        dx[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
        plus[row] = made.plus;
        minus[row] = made.minus;
      }
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
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
