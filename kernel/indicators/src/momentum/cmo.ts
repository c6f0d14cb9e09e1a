import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Rsi } from './rsi.ts';

const PERCENT = 100;

/** Chande's momentum oscillator: gains less losses of their sum, in percent; smoothed by Wilder's averages as in TA-Lib, so that it is the relative strength on another scale. */
export class Cmo extends ValueIndicator {
  private readonly strength: Rsi;

  constructor(period: number) {
    super('Cmo', [period], period + 1);
    this.strength = new Rsi(period, { flat: PERCENT / 2 });
  }

  step(value: number): number {
    return 2 * this.strength.step(value) - PERCENT;
  }

  override fill(column: Float64Array, line: Float64Array, from: number): void {
    this.strength.fill(column, line, from);
    for (let row = from; row < column.length; row += 1) {
      line[row] = 2 * (line[row] ?? NaN) - PERCENT;
    }
  }
}

/** Gains less losses. */
export const cmo: Definition<Period, Cmo, 'cmo'> = defineLine({
  name: 'cmo',
  title: 'Chande momentum oscillator',
  group: 'momentum',
  formula: '100·(U − D) / (U + D)',
  by: 'Tushar Chande, 1994',
  standard: 14,
  least: 2,
  plot: inOwnPane,
  make: (period) => new Cmo(period),
  loop: (made, [values], line, from) => {
    made.fill(values, line, from);
  },
});
