import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Column, Whole } from '../base/particulars.ts';
import { fillLevels } from './fill-levels.ts';
import { PivotPoints } from './pivot-points.ts';

/** How many bars make a period. */
export type PivotPeriod = { readonly bars: Whole };
/** The pivot with three levels on each side. */
export type ThreeLevels = 'pivot' | 'r1' | 's1' | 'r2' | 's2' | 'r3' | 's3';

const group = 'pivot';
const inputs: readonly Column[] = ['open', 'high', 'low', 'close'];
const parameters: PivotPeriod = { bars: whole(1) };
const one = { pivot: overPrices, r1: overPrices, s1: overPrices };
const three = { ...one, r2: overPrices, s2: overPrices, r3: overPrices, s3: overPrices };

/** The pivot of the last period and the range around it in which business was done. */
export const centralPivotRange: Definition<PivotPeriod, PivotPoints, 'pivot' | 'top' | 'bottom'> =
  define({
    name: 'centralPivotRange',
    title: 'Central pivot range',
    group,
    formula: 'p = (h + l + c) / 3 between (h + l) / 2 and 2·p − (h + l) / 2, of the last n bars',
    by: 'Mark Fisher, 2002; Frank Ochoa, 2010',
    inputs,
    parameters,
    lines: { pivot: overPrices, top: overPrices, bottom: overPrices },
    read: ({ r1, s1 }) => [r1, s1],
    make: ({ bars }) => new PivotPoints('central', bars),
    loop: (made, [opens, highs, lows, closes], { pivot, top, bottom }, from) => {
      for (let row = from; row < opens.length; row += 1) {
        const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
        pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
        top[row] = made.r1;
        bottom[row] = made.s1;
      }
      return undefined;
    },
  });

/** Levels as floor traders reckon them. */
export const classicPivots: Definition<PivotPeriod, PivotPoints, ThreeLevels> = define({
  name: 'classicPivots',
  title: 'Classic pivots',
  group,
  formula: 'p = (h + l + c) / 3; r1 = 2·p − l; r2 = p + h − l; r3 = r1 + h − l; s1 = 2·p − h …',
  by: 'floor traders',
  inputs,
  parameters,
  lines: three,
  read: ({ r1, s1, r2, s2, r3, s3 }) => [r1, s1, r2, s2, r3, s3],
  make: ({ bars }) => new PivotPoints('classic', bars),
  loop: (made, [opens, highs, lows, closes], lines, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      lines.pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
      fillLevels(made, lines, row);
    }
    return undefined;
  },
});

/** Levels at Fibonacci’s parts of the range. */
export const fibonacciPivots: Definition<PivotPeriod, PivotPoints, ThreeLevels> = define({
  name: 'fibonacciPivots',
  title: 'Fibonacci pivots',
  group,
  formula: 'p = (h + l + c) / 3; r1, r2, r3 = p + 0.382, 0.618 and 1 times h − l; s1 … = p − them',
  by: 'floor traders',
  inputs,
  parameters,
  lines: three,
  read: ({ r1, s1, r2, s2, r3, s3 }) => [r1, s1, r2, s2, r3, s3],
  make: ({ bars }) => new PivotPoints('fibonacci', bars),
  loop: (made, [opens, highs, lows, closes], lines, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      lines.pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
      fillLevels(made, lines, row);
    }
    return undefined;
  },
});

/** Levels of which the close counts twice: its own, not the new open, as some have it. */
export const woodiePivots: Definition<PivotPeriod, PivotPoints, ThreeLevels> = define({
  name: 'woodiePivots',
  title: 'Woodie’s pivots',
  group,
  formula: 'p = (h + l + 2·c) / 4; r1 = 2·p − l; r2 = p + h − l; r3 = r1 + h − l; s1 = 2·p − h …',
  by: 'Ken Wood',
  inputs,
  parameters,
  lines: three,
  read: ({ r1, s1, r2, s2, r3, s3 }) => [r1, s1, r2, s2, r3, s3],
  make: ({ bars }) => new PivotPoints('woodie', bars),
  loop: (made, [opens, highs, lows, closes], lines, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      lines.pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
      fillLevels(made, lines, row);
    }
    return undefined;
  },
});

/** Levels around the close. */
export const camarillaPivots: Definition<PivotPeriod, PivotPoints, ThreeLevels | 'r4' | 's4'> =
  define({
    name: 'camarillaPivots',
    title: 'Camarilla pivots',
    group,
    formula:
      'r1, r2, r3, r4 = c + 1.1·(h − l) / 12, 6, 4 and 2; s1 … = c − them; p = (h + l + c) / 3',
    by: 'Nick Scott, 1989',
    inputs,
    parameters,
    lines: { ...three, r4: overPrices, s4: overPrices },
    read: ({ r1, s1, r2, s2, r3, s3, r4, s4 }) => [r1, s1, r2, s2, r3, s3, r4, s4],
    make: ({ bars }) => new PivotPoints('camarilla', bars),
    loop: (made, [opens, highs, lows, closes], lines, from) => {
      for (let row = from; row < opens.length; row += 1) {
        const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
        lines.pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
        fillLevels(made, lines, row);
        lines.r4[row] = made.r4;
        lines.s4[row] = made.s4;
      }
      return undefined;
    },
  });

/** One level on each side, by which way the last period went. */
export const deMarkPivots: Definition<PivotPeriod, PivotPoints, 'pivot' | 'r1' | 's1'> = define({
  name: 'deMarkPivots',
  title: 'DeMark’s pivots',
  group,
  formula:
    'x = h + l + c + (h where c > o, l where c < o, else c); p = x / 4; r1 = x / 2 − l; s1 = x / 2 − h',
  by: 'Tom DeMark, 1994',
  inputs,
  parameters,
  lines: one,
  read: ({ r1, s1 }) => [r1, s1],
  make: ({ bars }) => new PivotPoints('deMark', bars),
  loop: (made, [opens, highs, lows, closes], { pivot, r1, s1 }, from) => {
    for (let row = from; row < opens.length; row += 1) {
      const [open, high] = [opens[row] ?? NaN, highs[row] ?? NaN];
      pivot[row] = made.step(open, high, lows[row] ?? NaN, closes[row] ?? NaN);
      r1[row] = made.r1;
      s1[row] = made.s1;
    }
    return undefined;
  },
});
