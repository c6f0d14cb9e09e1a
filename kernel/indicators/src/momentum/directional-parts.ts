import { BarIndicator, PairIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';
import { DirectionalMovement } from './directional-movement.ts';

/** Which way a movement is looked at. */
export type Direction = 'up' | 'down';

/** How far bars reached beyond the one before them, upwards or downwards: Wilder's sum, begun with `period - 1` of them as in TA-Lib. */
export class DirectionalReach extends PairIndicator {
  readonly #period: number;
  readonly #isUp: boolean;
  private highBefore = NaN;
  private lowBefore = NaN;
  private total = 0;
  private begun = 0;

  constructor(period: number, direction: Direction) {
    checkPeriod(period);
    super('DirectionalReach', [period, direction], Math.max(2, period));
    this.#period = period;
    this.#isUp = direction === 'up';
  }

  step(high: number, low: number): number {
    const up = high - this.highBefore;
    const down = this.lowBefore - low;
    this.highBefore = high;
    this.lowBefore = low;
    if (Number.isNaN(up)) return NaN;
    const [own, other] = this.#isUp ? [up, down] : [down, up];
    const seeds = this.#period - 1;
    const kept = this.begun < seeds ? 1 : 1 - 1 / this.#period;
    this.total = this.total * kept + (own > other && own > 0 ? own : 0);
    if (this.begun < seeds) this.begun += 1;
    return this.begun < seeds ? NaN : this.total;
  }

  /** Fills a line as the steps of a new one would, with its sum at hand. */
  fill([high, low]: readonly [Float64Array, Float64Array], line: Float64Array, from: number): void {
    const begun = Math.min(high.length, from + this.warmUp);
    for (let row = from; row < begun; row += 1) {
      line[row] = this.step(high[row] ?? NaN, low[row] ?? NaN);
    }
    const [kept, isUp] = [1 - 1 / this.#period, this.#isUp];
    let { total, highBefore, lowBefore } = this;
    for (let row = begun; row < high.length; row += 1) {
      const top = high[row] ?? NaN;
      const bottom = low[row] ?? NaN;
      const up = top - highBefore;
      const down = lowBefore - bottom;
      highBefore = top;
      lowBefore = bottom;
      const own = isUp ? up : down;
      const other = isUp ? down : up;
      total = total * kept + (own > other && own > 0 ? own : 0);
      line[row] = total;
    }
  }
}

/** How much of the way of the last bars was upwards, or downwards, in percent of how far they reached. */
export class DirectionalPart extends BarIndicator {
  readonly #isUp: boolean;
  private readonly movement: DirectionalMovement;

  constructor(period: number, direction: Direction) {
    super('DirectionalPart', [period, direction], period + 1);
    this.#isUp = direction === 'up';
    this.movement = new DirectionalMovement(period);
  }

  step(high: number, low: number, close: number): number {
    this.movement.step(high, low, close);
    return this.#isUp ? this.movement.plus : this.movement.minus;
  }
}

/** How far bars reached upwards. */
export const plusDm: Definition<Period, DirectionalReach, 'plusDm'> = defineLine({
  name: 'plusDm',
  title: 'Plus directional movement',
  group: 'momentum',
  formula: 'DM₁·(1 − 1 / n) + (high₀ − high₁ where it is above low₁ − low₀ and 0)',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new DirectionalReach(period, 'up'),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});

/** How far bars reached downwards. */
export const minusDm: Definition<Period, DirectionalReach, 'minusDm'> = defineLine({
  name: 'minusDm',
  title: 'Minus directional movement',
  group: 'momentum',
  formula: 'DM₁·(1 − 1 / n) + (low₁ − low₀ where it is above high₀ − high₁ and 0)',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low'],
  standard: 14,
  plot: inOwnPane,
  make: (period) => new DirectionalReach(period, 'down'),
  loop: (made, columns, line, from) => {
    made.fill(columns, line, from);
  },
});

/** How much of the way was upwards. */
export const plusDi: Definition<Period, DirectionalPart, 'plusDi'> = defineLine({
  name: 'plusDi',
  title: 'Plus directional indicator',
  group: 'momentum',
  formula: '100·ΣDM₊ / ΣTR',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new DirectionalPart(period, 'up'),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});

/** How much of the way was downwards. */
export const minusDi: Definition<Period, DirectionalPart, 'minusDi'> = defineLine({
  name: 'minusDi',
  title: 'Minus directional indicator',
  group: 'momentum',
  formula: '100·ΣDM₋ / ΣTR',
  by: 'J. Welles Wilder, 1978',
  inputs: ['high', 'low', 'close'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new DirectionalPart(period, 'down'),
  loop: (made, [high, low, close], line, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
