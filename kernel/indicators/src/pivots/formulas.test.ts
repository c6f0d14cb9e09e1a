import { describeFormulas, type IndicatorWalk } from '@argosy/testkit/contracts';

import { pivotIndicators } from './group.ts';

type Period = { readonly o: number; readonly h: number; readonly l: number; readonly c: number };
type Lines = Readonly<Record<string, readonly number[]>>;

/** Of each row the whole period before the one it lies in. */
function periodsBefore(walk: IndicatorWalk, bars: number): readonly (Period | undefined)[] {
  return Array.from(walk.close, (_, row) => {
    const end = Math.floor(row / bars) * bars;
    if (end === 0) return undefined;
    const from = end - bars;
    return {
      o: walk.open[from] ?? NaN,
      h: Math.max(...walk.high.slice(from, end)),
      l: Math.min(...walk.low.slice(from, end)),
      c: walk.close[end - 1] ?? NaN,
    };
  });
}

/** Of each row the whole day before its own, as UTC and an offset count them; on the first, that day so far. */
function daysBefore(walk: IndicatorWalk, offset: number): readonly Period[] {
  const days = Array.from(walk.time, (time) => Math.floor((time / 60e6 + offset) / 1440));
  return days.map((day, row) => {
    const [first = day] = days;
    const of = day === first ? day : (days.findLast((other) => other < day) ?? NaN);
    const from = days.indexOf(of);
    const end = day === first ? row + 1 : days.lastIndexOf(of) + 1;
    return {
      o: NaN,
      h: Math.max(...walk.high.slice(from, end)),
      l: Math.min(...walk.low.slice(from, end)),
      c: walk.close[end - 1] ?? NaN,
    };
  });
}

/** Lines of levels of the day before, and how many days are over. */
function dayLevels(
  offset: number,
  formulas: Readonly<Record<string, (of: Period) => number>>,
): (walk: IndicatorWalk) => Lines {
  return (walk) => {
    const periods = daysBefore(walk, offset);
    const days = Array.from(walk.time, (time) => Math.floor((time / 60e6 + offset) / 1440));
    const over = (of: (period: Period) => number): readonly number[] => periods.map(of);
    const lines = Object.entries(formulas).map(([name, of]) => [name, over(of)] as const);
    const count = days.map((_, row) => new Set(days.slice(0, row + 1)).size - 1);
    return { ...Object.fromEntries(lines), days: count };
  };
}

/** Lines of levels, each by its formula over the period before. */
function levels(
  bars: number,
  formulas: Readonly<Record<string, (of: Period) => number>>,
): (walk: IndicatorWalk) => Lines {
  return (walk) => {
    const periods = periodsBefore(walk, bars);
    const over = (of: (period: Period) => number): readonly number[] =>
      periods.map((period) => (period === undefined ? NaN : of(period)));
    return Object.fromEntries(Object.entries(formulas).map(([name, of]) => [name, over(of)]));
  };
}

const typical = ({ h, l, c }: Period): number => (h + l + c) / 3;
const woodie = ({ h, l, c }: Period): number => (h + l + 2 * c) / 4;
const range = ({ h, l }: Period): number => h - l;
const deMark = ({ o, h, l, c }: Period): number => {
  if (c > o) return 2 * h + l + c;
  return c < o ? h + 2 * l + c : h + l + 2 * c;
};
/** Levels mirrored in a pivot. */
const mirrored = (p: (of: Period) => number): Readonly<Record<string, (of: Period) => number>> => ({
  pivot: p,
  r1: (of) => 2 * p(of) - of.l,
  s1: (of) => 2 * p(of) - of.h,
  r2: (of) => p(of) + range(of),
  s2: (of) => p(of) - range(of),
  r3: (of) => of.h + 2 * (p(of) - of.l),
  s3: (of) => of.l - 2 * (of.h - p(of)),
});
const classic = mirrored(typical);
const fibonacci: Readonly<Record<string, (of: Period) => number>> = {
  pivot: typical,
  r1: (of) => typical(of) + 0.382 * range(of),
  s1: (of) => typical(of) - 0.382 * range(of),
  r2: (of) => typical(of) + 0.618 * range(of),
  s2: (of) => typical(of) - 0.618 * range(of),
  r3: (of) => typical(of) + range(of),
  s3: (of) => typical(of) - range(of),
};
const camarilla: Readonly<Record<string, (of: Period) => number>> = {
  pivot: typical,
  r1: (of) => of.c + (1.1 * range(of)) / 12,
  s1: (of) => of.c - (1.1 * range(of)) / 12,
  r2: (of) => of.c + (1.1 * range(of)) / 6,
  s2: (of) => of.c - (1.1 * range(of)) / 6,
  r3: (of) => of.c + (1.1 * range(of)) / 4,
  s3: (of) => of.c - (1.1 * range(of)) / 4,
  r4: (of) => of.c + (1.1 * range(of)) / 2,
  s4: (of) => of.c - (1.1 * range(of)) / 2,
};

/** A price and the row it was in. */
type Point = { readonly price: number; readonly row: number };
/** The ends of all whole legs up to a row, the point they began from first, and where the next has come to. */
type Legs = { readonly ends: readonly Point[]; readonly forming: Point; readonly way: number };

/** The legs over all rows so far, told from the beginning at each. */
function legsUntil({ high, low }: IndicatorWalk, percent: number, until: number): Legs {
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  const ends: Point[] = [{ price: (at(high, 0) + at(low, 0)) / 2, row: 0 }];
  let [forming, way] = [ends[0] ?? { price: NaN, row: 0 }, 0];
  for (let row = 0; row <= until; row += 1) {
    const [top, bottom] = [at(high, row), at(low, row)];
    const least = (Math.abs(forming.price) * percent) / 100;
    if (way === 0) {
      const isUp = top - forming.price >= forming.price - bottom;
      if (Math.max(top - forming.price, forming.price - bottom) < least) continue;
      [forming, way] = [{ price: isUp ? top : bottom, row }, isUp ? 1 : -1];
      continue;
    }
    const [ahead, behind] = way > 0 ? [top, bottom] : [bottom, top];
    if (way * ahead > way * forming.price) forming = { price: ahead, row };
    else if (way * (forming.price - behind) >= least) {
      ends.push(forming);
      [forming, way] = [{ price: behind, row }, -way];
    }
  }
  return { ends, forming, way };
}

function legLines(walk: IndicatorWalk, percent: number): Lines {
  const rows = Array.from(walk.close, (_, row) => legsUntil(walk, percent, row));
  const ends = rows.map((legs) => legs.ends.at(-1) ?? { price: NaN, row: NaN });
  return {
    end: ends.map(({ price }) => price),
    forming: rows.map((legs) => legs.forming.price),
    way: rows.map((legs) => legs.way),
    age: ends.map(({ row }, at) => at - row),
  };
}

function fibonacciOfLegs(walk: IndicatorWalk, percent: number): Lines {
  const legs = Array.from(walk.close, (_, row) => {
    const { ends } = legsUntil(walk, percent, row);
    const [end = NaN, begin = end] = ends
      .slice(-2)
      .reverse()
      .map(({ price }) => price);
    return { end, begin };
  });
  const back = (part: number): readonly number[] =>
    legs.map(({ end, begin }) => end + part * (begin - end));
  return {
    end: back(0),
    back236: back(0.236),
    back382: back(0.382),
    back500: back(0.5),
    back618: back(0.618),
    back786: back(0.786),
    begin: back(1),
    on618: back(-0.618),
  };
}

/** Of each row the price of so many bars ago where it stands out of those around it, else NaN. */
function swingsOf(prices: Float64Array, left: number, right: number): readonly number[] {
  return Array.from(prices, (_, row) => {
    const place = row - right;
    const around = Array.from(prices.subarray(Math.max(0, place - left), row + 1));
    if (place < left) return NaN;
    const [price = NaN] = around.splice(left, 1);
    return around.every((other) => other < price) ? price : NaN;
  });
}

function fractalLine(prices: Float64Array, left: number, right: number): readonly number[] {
  return swingsOf(prices, left, right).map((price, row) => {
    if (row < left + right) return NaN;
    return Number.isNaN(price) ? 0 : 100;
  });
}

/** The last swing and its age; before there is one, the highest so far. */
function lastSwing(prices: Float64Array, left: number, right: number): readonly Point[] {
  const found = swingsOf(prices, left, right);
  return Array.from(prices, (_, row) => {
    const last = found.findLastIndex((price, at) => at <= row && !Number.isNaN(price));
    if (last >= 0) return { price: found[last] ?? NaN, row: row - (last - right) };
    const before = prices.slice(0, row + 1);
    const highest = Math.max(...before);
    return { price: highest, row: row - before.lastIndexOf(highest) };
  });
}

function swingLines({ high, low }: IndicatorWalk, left: number, right: number): Lines {
  const highs = lastSwing(high, left, right);
  const lows = lastSwing(
    low.map((price) => -price),
    left,
    right,
  );
  return {
    high: highs.map(({ price }) => price),
    low: lows.map(({ price }) => -price),
    highAge: highs.map(({ row }) => row),
    lowAge: lows.map(({ row }) => row),
  };
}

/** Wilder's index as in his book: which of three distances is the longest chooses R. */
function swingIndexOf({ open, high, low, close }: IndicatorWalk, limit: number): readonly number[] {
  const at = (column: Float64Array, row: number): number => column[row] ?? NaN;
  return Array.from(close, (c, row) => {
    if (row === 0) return NaN;
    const [o, h, l] = [at(open, row), at(high, row), at(low, row)];
    const [o1, c1] = [at(open, row - 1), at(close, row - 1)];
    const [up, down, reach] = [Math.abs(h - c1), Math.abs(l - c1), h - l];
    const longest = Math.max(up, down, reach);
    const rest = 0.25 * Math.abs(c1 - o1);
    let r = reach + rest;
    if (longest === down && longest !== reach) r = down - 0.5 * up + rest;
    if (longest === up && longest !== reach) r = up - 0.5 * down + rest;
    const n = c - c1 + 0.5 * (c - o) + 0.25 * (c1 - o1);
    return (((50 * n) / r) * Math.max(up, down)) / limit;
  });
}

function runningSum(numbers: readonly number[]): readonly number[] {
  let sum = 0;
  return numbers.map((number) => (Number.isNaN(number) ? NaN : (sum += number)));
}

/** A smoothed average of the middles, so many rows later. */
function alligatorLine({ high, low }: IndicatorWalk, n: number, shift: number): readonly number[] {
  const middles = Array.from(high, (price, row) => (price + (low[row] ?? NaN)) / 2);
  const first = middles.slice(0, n).reduce((sum, middle) => sum + middle, 0) / n;
  const line = middles.map(() => NaN);
  line[n - 1] = first;
  for (let row = n; row < middles.length; row += 1) {
    const before = line[row - 1] ?? NaN;
    line[row] = before + ((middles[row] ?? NaN) - before) / n;
  }
  return middles.map((_, row) => line[row - shift] ?? NaN);
}

function apart(one: readonly number[], other: readonly number[], sign: 1 | -1): readonly number[] {
  return one.map((value, row) => sign * Math.abs(value - (other[row] ?? NaN)));
}

describeFormulas(pivotIndicators, {
  accumulativeSwingIndex: {
    lines: (walk) => ({ accumulativeSwingIndex: runningSum(swingIndexOf(walk, 10)) }),
  },
  camarillaPivots: [
    { lines: levels(1, camarilla) },
    { values: { bars: 7 }, lines: levels(7, camarilla) },
  ],
  centralPivotRange: {
    values: { bars: 3 },
    lines: levels(3, {
      pivot: typical,
      top: (of) => Math.max((of.h + of.l) / 2, 2 * typical(of) - (of.h + of.l) / 2),
      bottom: (of) => Math.min((of.h + of.l) / 2, 2 * typical(of) - (of.h + of.l) / 2),
    }),
  },
  classicPivots: [
    { lines: levels(1, classic) },
    { values: { bars: 10 }, lines: levels(10, classic) },
  ],
  deMarkPivots: {
    values: { bars: 4 },
    lines: levels(4, {
      pivot: (of) => deMark(of) / 4,
      r1: (of) => deMark(of) / 2 - of.l,
      s1: (of) => deMark(of) / 2 - of.h,
    }),
  },
  fibonacciLevels: { values: { percent: 2 }, lines: (walk) => fibonacciOfLegs(walk, 2) },
  fibonacciPivots: { values: { bars: 5 }, lines: levels(5, fibonacci) },
  fractals: [
    {
      lines: ({ high, low }) => ({
        high: fractalLine(high, 2, 2),
        low: fractalLine(
          low.map((price) => -price),
          2,
          2,
        ),
      }),
    },
    {
      values: { left: 4, right: 1 },
      lines: ({ high, low }) => ({
        high: fractalLine(high, 4, 1),
        low: fractalLine(
          low.map((price) => -price),
          4,
          1,
        ),
      }),
    },
  ],
  gator: {
    lines: (walk) => {
      const teeth = alligatorLine(walk, 8, 5);
      const upper = apart(alligatorLine(walk, 13, 8), teeth, 1);
      return { upper, lower: apart(teeth, alligatorLine(walk, 5, 3), -1) };
    },
  },
  sessionPivots: [
    { lines: dayLevels(0, classic) },
    { values: { offset: 330, rule: 'woodie' }, lines: dayLevels(330, mirrored(woodie)) },
    { values: { offset: -240, rule: 'fibonacci' }, lines: dayLevels(-240, fibonacci) },
    {
      values: { offset: 60, rule: 'camarilla' },
      lines: dayLevels(60, Object.fromEntries(Object.entries(camarilla).slice(0, 7))),
    },
  ],
  swingIndex: [
    { lines: (walk) => ({ swingIndex: swingIndexOf(walk, 10) }) },
    { values: { limit: 3 }, lines: (walk) => ({ swingIndex: swingIndexOf(walk, 3) }) },
  ],
  swings: [
    { lines: (walk) => swingLines(walk, 5, 5) },
    { values: { left: 3, right: 8 }, lines: (walk) => swingLines(walk, 3, 8) },
  ],
  woodiePivots: { values: { bars: 6 }, lines: levels(6, mirrored(woodie)) },
  zigZag: [
    { values: { percent: 3 }, lines: (walk) => legLines(walk, 3) },
    { values: { percent: 1.5 }, lines: (walk) => legLines(walk, 1.5) },
  ],
});
