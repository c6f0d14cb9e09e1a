import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** Chande's momentum oscillator as he wrote it, of plain sums: gains less losses of both, in percent; 0 where nothing moved. */
export class CmoPlain extends ValueIndicator {
  private readonly changes: Sum;
  private readonly sizes: Sum;
  private before = NaN;

  constructor(period: number) {
    super('CmoPlain', [period], period + 1);
    this.changes = new Sum(period);
    this.sizes = new Sum(period);
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (Number.isNaN(change)) return NaN;
    const changes = this.changes.step(change);
    const sizes = this.sizes.step(Math.abs(change));
    return sizes === 0 ? 0 : (PERCENT * changes) / sizes;
  }
}

/** Gains less losses, of plain sums. */
export const cmoPlain: Definition<Period, CmoPlain, 'cmoPlain'> = defineLine({
  name: 'cmoPlain',
  title: 'Chande momentum oscillator of plain sums',
  group: 'momentum',
  formula: '100·ΣΔx / Σ|Δx|',
  by: 'Tushar Chande, 1994; as TA-Lib’s CMOU',
  standard: 14,
  plot: inOwnPane,
  make: (period) => new CmoPlain(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
