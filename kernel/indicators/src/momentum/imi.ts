import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, measure, whole, type Definition } from '../base/definition.ts';
import type { Measure, Whole } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** Intraday momentum index: how much of what bars moved from their open they moved upwards, in percent; `flat` where none moved. */
export class Imi extends PairIndicator {
  readonly #flat: number;
  private readonly gains: Sum;
  private readonly losses: Sum;

  constructor(period: number, { flat = 0 }: { readonly flat?: number } = {}) {
    super('Imi', [period, { flat }], period);
    this.#flat = flat;
    this.gains = new Sum(period);
    this.losses = new Sum(period);
  }

  step(open: number, close: number): number {
    const gain = this.gains.step(Math.max(0, close - open));
    const both = gain + this.losses.step(Math.max(0, open - close));
    return both === 0 ? this.#flat : (PERCENT * gain) / both;
  }
}

/** How much of the movement within bars was upwards. */
export const imi: Definition<{ readonly period: Whole; readonly flat: Measure }, Imi, 'imi'> =
  define({
    name: 'imi',
    title: 'Intraday momentum index',
    group: 'momentum',
    formula: '100·U / (U + D), U = Σmax(close − open, 0), D = Σmax(open − close, 0)',
    by: 'Tushar Chande, 1994',
    inputs: ['open', 'close'],
    parameters: { period: whole(14, 2), flat: measure(0, 0, PERCENT) },
    lines: { imi: inOwnPane },
    make: ({ period, flat }) => new Imi(period, { flat }),
    loop: (made, [open, close], { imi: line }, from) => {
      for (let row = from; row < open.length; row += 1) {
        line[row] = made.step(open[row] ?? NaN, close[row] ?? NaN);
      }
    },
  });
