import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { LinearRegression } from '../statistics/linear-regression.ts';
import { RelativeVolatility } from '../volatility/relative-volatility.ts';

/** The periods of an `Inertia`: of its line, and of the relative volatility under it. */
export type InertiaPeriods = {
  readonly period: number;
  readonly volatility: number;
  readonly spread: number;
};

/** Inertia: where the straight line through the relative volatility stands. */
export class Inertia extends ValueIndicator {
  private readonly volatility: RelativeVolatility;
  private readonly line: LinearRegression;

  constructor({ period, volatility, spread }: InertiaPeriods) {
    const under = new RelativeVolatility(volatility, spread);
    super('Inertia', [{ period, volatility, spread }], under.warmUp + period - 1);
    this.volatility = under;
    this.line = new LinearRegression(period);
  }

  step(value: number): number {
    const volatility = this.volatility.step(value);
    return Number.isNaN(volatility) ? NaN : this.line.step(volatility);
  }
}

/** Which way prices would go on. */
export const inertia: Definition<
  { readonly period: Whole; readonly volatility: Whole; readonly spread: Whole },
  Inertia,
  'inertia'
> = define({
  name: 'inertia',
  title: 'Inertia',
  group: 'momentum',
  formula: 'LR(RVI(x, v, s), n), RVI the relative volatility index',
  by: 'Donald Dorsey, 1995',
  inputs: ['value'],
  parameters: { period: whole(20, 2), volatility: whole(14), spread: whole(10, 2) },
  lines: { inertia: inOwnPane },
  make: (periods) => new Inertia(periods),
  loop: (made, [values], { inertia }, from) => {
    for (let row = from; row < values.length; row += 1) {
      inertia[row] = made.step(values[row] ?? NaN);
    }
  },
});
