import { ValueIndicator } from '../base/by-inputs.ts';
import { WilderAverage } from '../averages/wilder.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';

const PERCENT = 100;

/**
 * Relative strength index: how much of the movement of the last prices was upwards, in percent, by
 * Wilder's averages. Where nothing has moved it is `flat`: 0 as in TA-Lib, 50 elsewhere.
 *
 * @example
 * const rsi = new Rsi(2);
 * rsi.update(10);
 * rsi.update(11);
 * rsi.update(10); // 50: as much down as up
 */
export class Rsi extends ValueIndicator {
  readonly #flat: number;
  private readonly gains: WilderAverage;
  private readonly losses: WilderAverage;
  private before = NaN;

  constructor(period: number, { flat = 0 }: { readonly flat?: number } = {}) {
    super('Rsi', [period, { flat }], period + 1);
    this.gains = new WilderAverage(period);
    this.losses = new WilderAverage(period);
    this.#flat = flat;
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (Number.isNaN(change)) return NaN;
    const gain = this.gains.step(Math.max(0, change));
    const loss = this.losses.step(Math.max(0, -change));
    return gain + loss === 0 ? this.#flat : (PERCENT * gain) / (gain + loss);
  }

  /** Once both averages have begun they are at hand. */
  override fill(column: Float64Array, line: Float64Array, from: number): void {
    const begun = Math.min(column.length, from + this.warmUp);
    for (let row = from; row < begun; row += 1) line[row] = this.step(column[row] ?? NaN);
    const [period, flat, kept] = [this.warmUp - 1, this.#flat, this.warmUp - 2];
    let gain = this.gains.level;
    let loss = this.losses.level;
    let { before } = this;
    for (let row = begun; row < column.length; row += 1) {
      const value = column[row] ?? NaN;
      const change = value - before;
      before = value;
      gain = (gain * kept + (change > 0 ? change : 0)) / period;
      loss = (loss * kept + (change < 0 ? -change : 0)) / period;
      line[row] = gain + loss === 0 ? flat : (PERCENT * gain) / (gain + loss);
    }
  }
}

/** How much of the movement was upwards. */
export const rsi: Definition<{ readonly period: Whole; readonly flat: Measure }, Rsi, 'rsi'> =
  define({
    name: 'rsi',
    title: 'Relative strength index',
    group: 'momentum',
    formula: '100·U / (U + D), U = RMA(max(Δx, 0), n), D = RMA(max(−Δx, 0), n)',
    by: 'J. Welles Wilder, 1978',
    inputs: ['value'],
    parameters: { period: whole(14, 2), flat: measure(0, 0, PERCENT) },
    lines: { rsi: inOwnPane },
    make: ({ period, flat }) => new Rsi(period, { flat }),
    loop: (made, [values], { rsi: line }, from) => {
      made.fill(values, line, from);
    },
  });
