import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { WilderAverage } from '../averages/wilder.ts';

const PERCENT = 100;

/** Chande's momentum oscillator: gains less losses of their sum, in percent; smoothed by Wilder's averages as in TA-Lib. */
export class Cmo extends ValueIndicator {
  private readonly gains: WilderAverage;
  private readonly losses: WilderAverage;
  private before = NaN;

  constructor(period: number) {
    super('Cmo', [period], period + 1);
    this.gains = new WilderAverage(period);
    this.losses = new WilderAverage(period);
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (Number.isNaN(change)) return NaN;
    const gain = this.gains.step(Math.max(0, change));
    const loss = this.losses.step(Math.max(0, -change));
    return gain + loss === 0 ? 0 : (PERCENT * (gain - loss)) / (gain + loss);
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
});
