import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { SortedWindow } from '../base/sorted-window.ts';

/** How far the middle half of the last inputs reaches. */
export class InterquartileRange extends ValueIndicator {
  private readonly window: SortedWindow;

  constructor(period: number) {
    super('InterquartileRange', [period], period);
    this.window = new SortedWindow(period);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    return window.isFull ? window.quantile(3 / 4) - window.quantile(1 / 4) : NaN;
  }
}

/** How far the middle half reaches. */
export const interquartileRange: Definition<Period, InterquartileRange, 'interquartileRange'> =
  defineLine({
    name: 'interquartileRange',
    title: 'Interquartile range',
    group: 'statistics',
    formula: 'Q₃ − Q₁, between ranks on a straight line',
    by: 'Francis Galton, 1882',
    standard: 20,
    plot: inOwnPane,
    make: (period) => new InterquartileRange(period),
    loop: (made, [values], line, from) => {
      for (let row = from; row < values.length; row += 1) {
        line[row] = made.step(values[row] ?? NaN);
      }
    },
  });
