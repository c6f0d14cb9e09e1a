import { fillExtremeRows } from '../base/extreme-columns.ts';
import { PairIndicator } from '../base/by-inputs.ts';
import { define, defineLine, inOwnPane, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Period } from '../base/particulars.ts';
import { checkPeriod } from '../errors.ts';

const PERCENT = 100;

/** Aroon: how long ago the highest high and the lowest low came, 100 for now and 0 for a period ago; its value is their distance. */
export class Aroon extends PairIndicator {
  readonly #period: number;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  /** How near the highest high is; NaN before it has a value. */
  up: number = NaN;
  /** How near the lowest low is. */
  down: number = NaN;

  constructor(period: number) {
    checkPeriod(period);
    super('Aroon', [period], period + 1);
    this.#period = period;
    this.highest = new ExtremeWindow(period + 1, 1);
    this.lowest = new ExtremeWindow(period + 1, -1);
  }

  step(high: number, low: number): number {
    this.highest.push(high);
    this.lowest.push(low);
    if (!this.highest.isFull) return NaN;
    this.up = this.#nearness(this.highest.age);
    this.down = this.#nearness(this.lowest.age);
    return this.up - this.down;
  }

  /** Fills its lines as the steps of a new one would. */
  fill(
    [high, low]: readonly [Float64Array, Float64Array],
    { oscillator, up, down }: Readonly<Record<'oscillator' | 'up' | 'down', Float64Array>>,
    from: number,
  ): void {
    const size = this.#period + 1;
    fillExtremeRows(high, up, { size, sign: 1, from });
    fillExtremeRows(low, down, { size, sign: -1, from });
    const first = Math.min(high.length, from + size - 1);
    for (const line of [oscillator, up, down]) line.fill(NaN, from, first);
    for (let row = first; row < high.length; row += 1) {
      const above = this.#nearness(row - (up[row] ?? NaN));
      const below = this.#nearness(row - (down[row] ?? NaN));
      oscillator[row] = above - below;
      up[row] = above;
      down[row] = below;
    }
  }

  #nearness(age: number): number {
    return (PERCENT * (this.#period - age)) / this.#period;
  }
}

/** How long ago extremes came. */
export const aroon: Definition<Period, Aroon, 'oscillator' | 'up' | 'down'> = define({
  name: 'aroon',
  title: 'Aroon',
  group: 'momentum',
  formula: 'up = 100·(n − bars since the highest high) / n, down likewise; up − down',
  by: 'Tushar Chande, 1995',
  inputs: ['high', 'low'],
  parameters: { period: whole(14, 2) },
  lines: { oscillator: inOwnPane, up: inOwnPane, down: inOwnPane },
  read: ({ up, down }) => [up, down],
  make: ({ period }) => new Aroon(period),
  loop: (made, columns, lines, from) => {
    made.fill(columns, lines, from);
  },
});

/** How much later the highest high came than the lowest low. */
export const aroonOscillator: Definition<Period, Aroon, 'aroonOscillator'> = defineLine({
  name: 'aroonOscillator',
  title: 'Aroon oscillator',
  group: 'momentum',
  formula: '100·(bars since the lowest low − bars since the highest high) / n',
  by: 'Tushar Chande, 1995',
  inputs: ['high', 'low'],
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Aroon(period),
  loop: (made, columns, line, from) => {
    const [up, down] = [new Float64Array(line.length), new Float64Array(line.length)];
    made.fill(columns, { oscillator: line, up, down }, from);
  },
});
