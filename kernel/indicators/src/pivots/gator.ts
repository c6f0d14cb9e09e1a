import { WilderAverage } from '../averages/wilder.ts';
import { PairIndicator } from '../base/by-inputs.ts';
import { define, whole, type Definition } from '../base/definition.ts';
import type { Plot, Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';

/** How long the three averages of an alligator are, and by how many bars each is drawn later. */
export type GatorBars = {
  readonly jaw: number;
  readonly jawShift: number;
  readonly teeth: number;
  readonly teethShift: number;
  readonly lips: number;
  readonly lipsShift: number;
};

const SHIFT_MAX = 1000;
const bars: Plot = { as: 'histogram', over: 'own' };

/**
 * How far the lines of Williams' alligator are apart: its `value` is jaw from teeth, above 0, and
 * `lower` teeth from lips, below 0. Wide apart it eats, together it sleeps.
 */
export class Gator extends PairIndicator {
  private readonly jaw: WilderAverage;
  private readonly jaws: Window;
  private readonly tooth: WilderAverage;
  private readonly teeth: Window;
  private readonly lip: WilderAverage;
  private readonly lips: Window;
  /** How far the teeth are from the lips, below 0; NaN before both have a value. */
  lower: number = NaN;

  constructor({ jaw, jawShift, teeth, teethShift, lips, lipsShift }: GatorBars) {
    const settings: GatorBars = { jaw, jawShift, teeth, teethShift, lips, lipsShift };
    super('Gator', [settings], Math.max(jaw + jawShift, teeth + teethShift, lips + lipsShift));
    this.jaw = new WilderAverage(jaw);
    this.jaws = new Window(jawShift);
    this.tooth = new WilderAverage(teeth);
    this.teeth = new Window(teethShift);
    this.lip = new WilderAverage(lips);
    this.lips = new Window(lipsShift);
  }

  step(high: number, low: number): number {
    const middle = (high + low) / 2;
    const jaw = this.jaws.push(this.jaw.step(middle));
    const teeth = this.teeth.push(this.tooth.step(middle));
    const lips = this.lips.push(this.lip.step(middle));
    this.lower = -Math.abs(teeth - lips);
    return Math.abs(jaw - teeth);
  }
}

/** Whether the alligator eats. */
export const gator: Definition<
  { readonly [Name in keyof GatorBars]: Whole },
  Gator,
  'upper' | 'lower'
> = define({
  name: 'gator',
  title: 'Gator oscillator',
  group: 'pivot',
  formula: '|jaw − teeth| above and −|teeth − lips| below; each RMA((h + l) / 2, n) of s bars ago',
  by: 'Bill Williams, 1995',
  inputs: ['high', 'low'],
  parameters: {
    jaw: whole(13),
    jawShift: whole(8, 1, SHIFT_MAX),
    teeth: whole(8),
    teethShift: whole(5, 1, SHIFT_MAX),
    lips: whole(5),
    lipsShift: whole(3, 1, SHIFT_MAX),
  },
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
