import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Wma } from '../averages/wma.ts';
import { RateOfChange } from './rate-of-change.ts';

/** The periods of a `Coppock` curve: two of gains, and of their average. */
export type CoppockPeriods = {
  readonly short: number;
  readonly long: number;
  readonly average: number;
};

/** Coppock's curve: what inputs gained over two periods, together, weighted towards now. */
export class Coppock extends ValueIndicator {
  private readonly short: RateOfChange;
  private readonly long: RateOfChange;
  private readonly average: Wma;

  constructor({ short, long, average }: CoppockPeriods) {
    super('Coppock', [{ short, long, average }], Math.max(short, long) + average);
    this.short = new RateOfChange(short);
    this.long = new RateOfChange(long);
    this.average = new Wma(average);
  }

  step(value: number): number {
    const both = this.short.step(value) + this.long.step(value);
    return Number.isNaN(both) ? NaN : this.average.step(both);
  }
}

/** What inputs gained over two periods. */
export const coppock: Definition<
  { readonly short: Whole; readonly long: Whole; readonly average: Whole },
  Coppock,
  'coppock'
> = define({
  name: 'coppock',
  title: 'Coppock curve',
  group: 'momentum',
  formula: 'WMA(ROC(x, s) + ROC(x, l), n)',
  by: 'Edwin Coppock, 1962',
  inputs: ['value'],
  parameters: { short: whole(11), long: whole(14), average: whole(10) },
  lines: { coppock: inOwnPane },
  make: (periods) => new Coppock(periods),
  loop: (made, [values], { coppock }, from) => {
    for (let row = from; row < values.length; row += 1) {
      coppock[row] = made.step(values[row] ?? NaN);
    }
  },
});
