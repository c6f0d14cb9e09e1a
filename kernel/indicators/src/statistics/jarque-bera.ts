import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ShapeWindow } from './shape-window.ts';

/** How far the last inputs are from being normally distributed, by skewness and kurtosis: above 5.99 one in twenty such samples is. */
export class JarqueBera extends ValueIndicator {
  readonly #period: number;
  private readonly window: ShapeWindow;

  constructor(period: number) {
    super('JarqueBera', [period], period);
    this.#period = period;
    this.window = new ShapeWindow(period);
  }

  step(value: number): number {
    if (!this.window.push(value)) return NaN;
    const { skewness, excess } = this.window;
    return (this.#period / 6) * (skewness * skewness + (excess * excess) / 4);
  }
}

/** How far inputs are from being normally distributed. */
export const jarqueBera: Definition<Period, JarqueBera, 'jarqueBera'> = defineLine({
  name: 'jarqueBera',
  title: 'Jarque–Bera statistic',
  group: 'statistics',
  formula: 'n / 6·(S² + K² / 4), S skewness, K excess kurtosis',
  by: 'Carlos Jarque and Anil Bera, 1980',
  standard: 60,
  least: 4,
  plot: inOwnPane,
  make: (period) => new JarqueBera(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
