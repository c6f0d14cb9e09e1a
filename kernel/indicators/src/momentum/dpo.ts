import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, inOwnPane, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Sma } from '../averages/sma.ts';

/** Detrended price oscillator: how far an input of half a period ago stood from the average whose middle it nearly is. */
export class Dpo extends ValueIndicator {
  private readonly window: Window;
  private readonly average: Sma;

  constructor(period: number) {
    const back = Math.floor(period / 2) + 1;
    super('Dpo', [period], Math.max(period, back + 1));
    this.window = new Window(back);
    this.average = new Sma(period);
  }

  step(value: number): number {
    const before = this.window.push(value);
    return before - this.average.step(value);
  }
}

/** Where inputs stood before the trend was taken from them. */
export const dpo: Definition<Period, Dpo, 'dpo'> = defineLine({
  name: 'dpo',
  title: 'Detrended price oscillator',
  group: 'momentum',
  formula: 'xₖ − SMA(x, n), k = ⌊n / 2⌋ + 1',
  by: 'arithmetic; as TA-Lib’s DPO',
  standard: 20,
  plot: inOwnPane,
  make: (period) => new Dpo(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
