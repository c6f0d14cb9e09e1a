import { PairIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { WilderAverage } from './wilder.ts';

/** How long the three averages of an alligator are, and by how many bars each is drawn later. */
export type AlligatorBars = {
  readonly jaw: number;
  readonly jawShift: number;
  readonly teeth: number;
  readonly teethShift: number;
  readonly lips: number;
  readonly lipsShift: number;
};
/** The parameters of what is made of an alligator. */
export type AlligatorParameters = { readonly [Name in keyof AlligatorBars]: Whole };

const SHIFT_MAX = 1000;

/** Williams' own, unless told. */
export const alligatorParameters: AlligatorParameters = {
  jaw: whole(13),
  jawShift: whole(8, 1, SHIFT_MAX),
  teeth: whole(8),
  teethShift: whole(5, 1, SHIFT_MAX),
  lips: whole(5),
  lipsShift: whole(3, 1, SHIFT_MAX),
};

/** Williams' alligator: averages of the middles of bars, each as it is drawn at this bar: of so many bars before. Its `value` is the jaw. */
export class Alligator extends PairIndicator {
  private readonly jaw: WilderAverage;
  private readonly jaws: Window;
  private readonly tooth: WilderAverage;
  private readonly teethBefore: Window;
  private readonly lip: WilderAverage;
  private readonly lipsBefore: Window;
  /** The teeth at this bar; NaN before they have a value. */
  teeth: number = NaN;
  /** The lips at this bar. */
  lips: number = NaN;

  constructor({ jaw, jawShift, teeth, teethShift, lips, lipsShift }: AlligatorBars) {
    const settings: AlligatorBars = { jaw, jawShift, teeth, teethShift, lips, lipsShift };
    super('Alligator', [settings], Math.max(jaw + jawShift, teeth + teethShift, lips + lipsShift));
    this.jaw = new WilderAverage(jaw);
    this.jaws = new Window(jawShift);
    this.tooth = new WilderAverage(teeth);
    this.teethBefore = new Window(teethShift);
    this.lip = new WilderAverage(lips);
    this.lipsBefore = new Window(lipsShift);
  }

  step(high: number, low: number): number {
    const middle = (high + low) / 2;
    this.teeth = this.teethBefore.push(this.tooth.step(middle));
    this.lips = this.lipsBefore.push(this.lip.step(middle));
    return this.jaws.push(this.jaw.step(middle));
  }
}

/** Whether there is a trend to be eaten, and where to. */
export const alligator: Definition<AlligatorParameters, Alligator, 'jaw' | 'teeth' | 'lips'> =
  define({
    name: 'alligator',
    title: 'Alligator',
    group: 'average',
    formula: 'RMA((high + low) / 2) of 13, 8 and 5 bars, drawn 8, 5 and 3 bars later',
    by: 'Bill Williams, 1995',
    inputs: ['high', 'low'],
    parameters: alligatorParameters,
    lines: { jaw: overPrices, teeth: overPrices, lips: overPrices },
    read: ({ teeth, lips }) => [teeth, lips],
    make: (bars) => new Alligator(bars),
    loop: (made, [high, low], { jaw, teeth, lips }, from) => {
      for (let row = from; row < high.length; row += 1) {
        jaw[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
        teeth[row] = made.teeth;
        lips[row] = made.lips;
      }
    },
  });
