import { PairIndicator } from '../base/by-inputs.ts';
import { define, whole, type Definition } from '../base/definition.ts';
import type { Choice, Whole } from '../base/particulars.ts';
import type { ValueIndicator } from '../base/by-inputs.ts';
import { averageKind, averageOf, type AverageKind } from '../averages/by-kind.ts';

/** Qstick: how far bars moved from their open on average. */
export class Qstick extends PairIndicator {
  private readonly average: ValueIndicator;

  constructor(period: number, average: AverageKind = 'sma') {
    const made = averageOf(average, period);
    super('Qstick', [period, average], made.warmUp);
    this.average = made;
  }

  step(open: number, close: number): number {
    return this.average.step(close - open);
  }
}

/** How far bars moved from their open. */
export const qstick: Definition<
  { readonly period: Whole; readonly average: Choice<AverageKind> },
  Qstick,
  'qstick'
> = define({
  name: 'qstick',
  title: 'Qstick',
  group: 'momentum',
  formula: 'MA(close − open, n)',
  by: 'Tushar Chande, 1994',
  inputs: ['open', 'close'],
  parameters: { period: whole(10), average: averageKind('sma') },
  lines: { qstick: { as: 'histogram', over: 'own' } },
  make: ({ period, average }) => new Qstick(period, average),
  loop: (made, [open, close], { qstick }, from) => {
    for (let row = from; row < open.length; row += 1) {
      qstick[row] = made.step(open[row] ?? NaN, close[row] ?? NaN);
    }
  },
});
