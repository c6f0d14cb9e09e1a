import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';
import { logRatio } from './year.ts';

/** How much variance the last returns have but for jumps, which come alone: products of neighbours count. */
export class BipowerVariation extends ValueIndicator {
  private readonly products: Sum;
  private readonly squares: Sum;
  private before = NaN;
  private last = NaN;
  /** What the squares of the returns have above it: the part of jumps. */
  jumps: number = NaN;

  constructor(period: number) {
    super('BipowerVariation', [period], period + 1);
    this.products = new Sum(period - 1);
    this.squares = new Sum(period);
  }

  step(value: number): number {
    const { before, last } = this;
    this.before = value;
    if (Number.isNaN(before)) return NaN;
    const size = Math.abs(logRatio(value, before));
    this.last = size;
    const squares = this.squares.step(size * size);
    if (Number.isNaN(last)) return NaN;
    const bipower = (Math.PI / 2) * Math.max(0, this.products.step(size * last));
    this.jumps = Math.max(0, squares - bipower);
    return bipower;
  }
}

/** Variance but for jumps, and that of jumps. */
export const bipowerVariation: Definition<Period, BipowerVariation, 'bipower' | 'jumps'> = define({
  name: 'bipowerVariation',
  title: 'Bipower variation',
  group: 'volatility',
  formula: 'BV = π / 2·Σ|r₀|·|r₁| over n returns, r = ln(x₀ / x₁); jumps = max(0, Σr² − BV)',
  by: 'Ole Barndorff-Nielsen and Neil Shephard, 2004',
  inputs: ['value'],
  parameters: { period: whole(20, 2) },
  lines: { bipower: inOwnPane, jumps: inOwnPane },
  read: ({ jumps }) => [jumps],
  make: ({ period }) => new BipowerVariation(period),
  loop: (made, [values], { bipower, jumps }, from) => {
    for (let row = from; row < values.length; row += 1) {
      bipower[row] = made.step(values[row] ?? NaN);
      jumps[row] = made.jumps;
    }
  },
});
