import {
  ago,
  deviationOf,
  each,
  expectLines,
  gained,
  highestOf,
  lowestOf,
  meanOf,
  ratio,
  smoothedOf,
  sumOf,
  type Line,
} from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { dma } from './dma.ts';
import { ehma } from './ehma.ts';
import { envelope } from './envelope.ts';
import { frama } from './frama.ts';
import { hwma } from './hwma.ts';
import { jma } from './jma.ts';
import { superSmoother } from './super-smoother.ts';
import { vidya } from './vidya.ts';

/** A line that is made of itself: of what came in at a row, and of what it was before. */
function recursive(line: Line, next: (row: number, before: Line) => number): Line {
  const made: number[] = [];
  for (const row of line.keys()) made.push(next(row, made));
  return made;
}

/** The average that takes in a part of each input by a line, from the input before its first part on. */
function followed(line: Line, parts: Line): Line {
  return recursive(line, (row, made) => {
    const part = parts[row] ?? NaN;
    if (row === 0 || Number.isNaN(part)) return NaN;
    const last = made[row - 1] ?? NaN;
    const before = Number.isNaN(last) ? (line[row - 1] ?? NaN) : last;
    return before + part * ((line[row] ?? NaN) - before);
  });
}

test('the variable index average takes in as much as prices are straight, or spread of late', () => {
  expectLines(
    vidya,
    ({ close }, { period, short, long, index }) => {
      const changes = gained(close);
      const sizes = changes.map(Math.abs);
      const straight = each(
        (up = NaN, all = NaN) => Math.abs(ratio(up, all)),
        sumOf(changes, short),
        sumOf(sizes, short),
      );
      const spread = each(
        (near = NaN, far = NaN) => ratio(near, far),
        deviationOf(close, short),
        deviationOf(close, long),
      );
      const parts = (index === 'momentum' ? straight : spread).map((k) => (2 / (period + 1)) * k);
      return { vidya: followed(close, parts) };
    },
    { period: 3, short: 5 },
    { index: 'deviation', short: 4, long: 12 },
  );
});

test('the fractal average is as fast as the dimension of prices says', () => {
  expectLines(
    frama,
    ({ high, low }, { period }) => {
      const half = Math.floor(period / 2);
      const range = (size: number): Line =>
        each((top = NaN, bottom = NaN) => top - bottom, highestOf(high, size), lowestOf(low, size));
      const [newer, whole] = [range(half), range(2 * half)];
      const older = ago(newer, half);
      const price = each((top = NaN, bottom = NaN) => (top + bottom) / 2, high, low);
      let dimension = 0;
      const parts = each(
        (one = NaN, other = NaN, all = NaN) => {
          if (one > 0 && other > 0 && all > 0) {
            dimension = Math.log2((one + other) / half / (all / (2 * half)));
          }
          return Math.max(0.01, Math.min(1, Math.exp(-4.6 * (dimension - 1))));
        },
        newer,
        older,
        whole,
      );
      const line = recursive(price, (row, made) => {
        if (row < 2 * half - 1) return NaN;
        const before = made[row - 1] ?? NaN;
        const [part = NaN, now = NaN] = [parts[row], price[row]];
        return Number.isNaN(before) ? now : part * now + (1 - part) * before;
      });
      return { frama: line };
    },
    { period: 7 },
  );
});

test('the super smoother weighs inputs and what it made of those before', () => {
  expectSmoother('two', (n) => {
    const a = Math.exp((-Math.SQRT2 * Math.PI) / n);
    const b = 2 * a * Math.cos((Math.SQRT2 * Math.PI) / n);
    const c = (1 - b + a * a) / 2;
    return { inputs: [c, c], made: [b, -a * a] };
  });
  expectSmoother('three', (n) => {
    const a = Math.exp(-Math.PI / n);
    const b = 2 * a * Math.cos((Math.sqrt(3) * Math.PI) / n);
    const made = [b + a * a, -(a * a + b * a * a), a ** 4];
    return { inputs: [1 - made.reduce((one, other) => one + other)], made };
  });
});

type Weights = { readonly inputs: Line; readonly made: Line };

function expectSmoother(poles: 'two' | 'three', weightsOf: (period: number) => Weights): void {
  const values = [10, 11, 9, 12, 15, 14, 14, 13, 17, 20, 20, 20];
  const { inputs, made } = weightsOf(6);
  const expected = recursive(values, (row, before) => {
    if (row < made.length) return values[row] ?? NaN;
    const own = inputs.reduce((sum, weight, age) => sum + weight * (values[row - age] ?? NaN), 0);
    return made.reduce((sum, weight, age) => sum + weight * (before[row - 1 - age] ?? NaN), own);
  });
  const found = superSmoother.over(Float64Array.from(values), { period: 6, poles }).superSmoother;
  for (const [row, one] of expected.entries()) expect(found[row]).toBeCloseTo(one, 10);
}

test('what never moves is smoothed to itself, and a rise is followed to its end', () => {
  const rise = Float64Array.from({ length: 400 }, (_, at) => (at < 20 ? 5 : 9));
  for (const poles of ['two', 'three'] as const) {
    const line = superSmoother.over(rise, { period: 8, poles }).superSmoother;
    expect(line[19]).toBeCloseTo(5, 12);
    expect(line.at(-1)).toBeCloseTo(9, 9);
  }
});

test('two averages, and a band a part of one away from it, are what their kind is', () => {
  expectLines(
    dma,
    ({ close }, { fast, slow, average }) =>
      average === 'sma'
        ? { fast: meanOf(close, fast), slow: meanOf(close, slow) }
        : { fast: smoothedOf(close, fast), slow: smoothedOf(close, slow) },
    { fast: 30, slow: 4, average: 'ema' },
  );
  expectLines(
    envelope,
    ({ close }, { period, percent }) => {
      const middle = meanOf(close, period);
      const by = (part: number): Line => middle.map((one) => one * (1 + part / 100));
      return { middle, upper: by(percent), lower: by(-percent) };
    },
    { period: 3, percent: 10 },
  );
});

test('the exponential average of Hull’s kind is one of twice the half less the whole', () => {
  expectLines(
    ehma,
    ({ close }, { period }) => {
      const raw = each(
        (half = NaN, whole = NaN) => 2 * half - whole,
        smoothedOf(close, Math.floor(period / 2)),
        smoothedOf(close, period),
      );
      return { ehma: smoothedOf(raw, Math.floor(Math.sqrt(period))) };
    },
    { period: 9 },
  );
});

test('Holt and Winters’ level, its speed and the growth of that begin at rest', () => {
  // F = 0.5·10 + 0.5·14, V = 0.25·2, A = 0.5·0.5; then from 12.625 half-way to 10.
  const line = hwma.over(Float64Array.of(10, 14, 10), { level: 0.5, speed: 0.25, growth: 0.5 });
  const [first, second, third] = line.hwma;
  expect([first, second]).toEqual([10, 12 + 0.5 + 0.125]);
  const level = (12.625 + 10) / 2;
  const speed = 0.75 * 0.75 + 0.25 * (level - 12);
  const growth = 0.5 * 0.25 + 0.5 * (speed - 0.5);
  expect(third).toBeCloseTo(level + speed + growth / 2, 12);
});

test('Holt and Winters’ average runs with a straight line, and none of its parts is taken in where told so', () => {
  const straight = Float64Array.from({ length: 600 }, (_, at) => 3 * at);
  expect(hwma.over(straight).hwma.at(-1)).toBeCloseTo(3 * 600, 3);
  const still = hwma.over(straight, { level: 0, speed: 0, growth: 0 }).hwma;
  expect(still.at(-1)).toBe(0);
});

test('the average after Jurik follows at once over one input, and else as its parts say', () => {
  const values = [10, 20, 15];
  expect([...jma.over(Float64Array.from(values), { period: 1 }).jma]).toEqual(values);
  const beta = (0.45 * 4) / (0.45 * 4 + 2);
  const alpha = beta * beta;
  const [first, second, third] = jma.over(Float64Array.from(values), { period: 5, phase: 50 }).jma;
  expect(first).toBe(10);
  const levels = [10, (1 - alpha) * 20 + alpha * 10];
  const ahead = (1 - beta) * (20 - (levels[1] ?? NaN));
  const change = (1 - alpha) ** 2 * ((levels[1] ?? NaN) + 2 * ahead - 10);
  expect(second).toBeCloseTo(10 + change, 12);
  const level = (1 - alpha) * 15 + alpha * (levels[1] ?? NaN);
  const later = (1 - beta) * (15 - level) + beta * ahead;
  const gap = level + 2 * later - (10 + change);
  expect(third).toBeCloseTo(10 + change + (1 - alpha) ** 2 * gap + alpha ** 2 * change, 12);
});
