import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Ema } from './ema.ts';

/** Zero-lag exponential average: of each input and what it has gained since half a period ago. */
export class Zlema extends ValueIndicator {
  private readonly window: Window;
  private readonly average: Ema;

  constructor(period: number) {
    const lag = Math.floor((period - 1) / 2);
    super('Zlema', [period], period + lag);
    this.average = new Ema(period);
    this.window = new Window(lag + 1);
  }

  step(value: number): number {
    const { window } = this;
    window.push(value);
    return window.isFull ? this.average.step(2 * value - window.oldest) : NaN;
  }
}

/** An exponential average of prices ahead of themselves. */
export const zlema: Definition<Period, Zlema, 'zlema'> = defineLine({
  name: 'zlema',
  title: 'Zero-lag exponential moving average',
  group: 'average',
  formula: 'EMA(2·x₀ − xₗ), l = ⌊(n − 1) / 2⌋',
  by: 'John Ehlers and Ric Way, 2010',
  standard: 20,
  plot: overPrices,
  make: (period) => new Zlema(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
