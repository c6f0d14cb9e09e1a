import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { Sum } from '../statistics/sum.ts';

/** Mass index: the average range of bars by the average of that, added up; a bar counts 1 where there is no range. */
export class MassIndex extends PairIndicator {
  private readonly single: Ema;
  private readonly double: Ema;
  private readonly total: Sum;

  constructor(average: number, period: number) {
    super('MassIndex', [average, period], 2 * average + period - 2);
    this.single = new Ema(average);
    this.double = new Ema(average);
    this.total = new Sum(period);
  }

  step(high: number, low: number): number {
    const single = this.single.step(high - low);
    if (Number.isNaN(single)) return NaN;
    const double = this.double.step(single);
    if (Number.isNaN(double)) return NaN;
    return this.total.step(double === 0 ? 1 : single / double);
  }
}

/** How much wider bars become. */
export const massIndex: Definition<
  { readonly average: Whole; readonly period: Whole },
  MassIndex,
  'massIndex'
> = define({
  name: 'massIndex',
  title: 'Mass index',
  group: 'volatility',
  formula: 'Σ(E / EMA(E, m)) over n, E = EMA(high − low, m)',
  by: 'Donald Dorsey, 1992',
  inputs: ['high', 'low'],
  parameters: { average: whole(9), period: whole(25) },
  lines: { massIndex: inOwnPane },
  make: ({ average, period }) => new MassIndex(average, period),
  loop: (made, [high, low], { massIndex: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
