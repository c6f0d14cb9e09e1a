import {
  Alligator,
  alligatorParameters,
  type AlligatorBars,
  type AlligatorParameters,
} from '../averages/alligator.ts';
import { PairIndicator } from '../base/by-inputs.ts';
import { define, type Definition } from '../base/definition.ts';
import type { Plot } from '../base/particulars.ts';

const bars: Plot = { as: 'histogram', over: 'own' };

/**
 * How far the lines of Williams' alligator are apart: its `value` is jaw from teeth, above 0, and
 * `lower` teeth from lips, below 0. Wide apart it eats, together it sleeps.
 */
export class Gator extends PairIndicator {
  private readonly alligator: Alligator;
  /** How far the teeth are from the lips, below 0; NaN before both have a value. */
  lower: number = NaN;

  constructor(bars: AlligatorBars) {
    const alligator = new Alligator(bars);
    super('Gator', [{ ...bars }], alligator.warmUp);
    this.alligator = alligator;
  }

  step(high: number, low: number): number {
    const { alligator } = this;
    const jaw = alligator.step(high, low);
    this.lower = -Math.abs(alligator.teeth - alligator.lips);
    return Math.abs(jaw - alligator.teeth);
  }
}

/** Whether the alligator eats. */
export const gator: Definition<AlligatorParameters, Gator, 'upper' | 'lower'> = define({
  name: 'gator',
  title: 'Gator oscillator',
  group: 'pivot',
  formula: '|jaw − teeth| above and −|teeth − lips| below; each RMA((h + l) / 2, n) of s bars ago',
  by: 'Bill Williams, 1995',
  inputs: ['high', 'low'],
  parameters: alligatorParameters,
  lines: { upper: bars, lower: bars },
  read: ({ lower }) => [lower],
  make: (values) => new Gator(values),
  loop: (made, [highs, lows], { upper, lower }, from) => {
    for (let row = from; row < highs.length; row += 1) {
      upper[row] = made.step(highs[row] ?? NaN, lows[row] ?? NaN);
      lower[row] = made.lower;
    }
    return undefined;
  },
});
