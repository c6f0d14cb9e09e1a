import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { PairMoments } from './pair-moments.ts';

/** How near inputs are to those of so many steps before, over the last pairs; 0 where they stand still. */
export class Autocorrelation extends ValueIndicator {
  private readonly window: Window;
  private readonly moments: PairMoments;

  constructor(period: number, lag: number) {
    super('Autocorrelation', [period, lag], period + lag);
    this.window = new Window(lag);
    this.moments = new PairMoments(period);
  }

  step(value: number): number {
    const { moments } = this;
    const before = this.window.push(value);
    if (Number.isNaN(before)) return NaN;
    moments.step(before, value);
    return moments.isFull ? moments.correlation : NaN;
  }
}

/** How near inputs are to those before them. */
export const autocorrelation: Definition<
  { readonly period: Whole; readonly lag: Whole },
  Autocorrelation,
  'autocorrelation'
> = define({
  name: 'autocorrelation',
  title: 'Autocorrelation',
  group: 'statistics',
  formula: 'the correlation of x₀ and xₖ over n pairs',
  by: 'Udny Yule, 1926',
  inputs: ['value'],
  parameters: { period: whole(30, 2), lag: whole(1) },
  lines: { autocorrelation: inOwnPane },
  make: ({ period, lag }) => new Autocorrelation(period, lag),
  loop: (made, [values], { autocorrelation: line }, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
