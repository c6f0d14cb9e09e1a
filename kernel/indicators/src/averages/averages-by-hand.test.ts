import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Definition } from '../base/definition.ts';
import { alma } from './alma.ts';
import { chandelierExit } from './chandelier-exit.ts';
import { donchian } from './donchian.ts';
import { superTrend } from './super-trend.ts';
import { mcGinley } from './mc-ginley.ts';
import { fibonacciWma, pascalWma, sineWma, symmetricWma } from './window-means.ts';

const sinesOfFour = [1, 2, 3, 4].map((place) => Math.sin((place * Math.PI) / 5));
const bellOfThree = [0, 1, 2].map((place) => Math.exp(-((place - 1.7) ** 2) / (2 * 0.5 ** 2)));
const cases: readonly (readonly [string, Definition, readonly number[]])[] = [
  ['sineWma', sineWma, sinesOfFour],
  ['symmetricWma', symmetricWma, [1, 2, 3, 2, 1]],
  ['symmetricWma', symmetricWma, [1, 2, 2, 1]],
  ['fibonacciWma', fibonacciWma, [1, 1, 2, 3, 5, 8]],
  ['pascalWma', pascalWma, [1, 4, 6, 4, 1]],
  ['pascalWma', pascalWma, [1, 3, 3, 1]],
  ['alma', alma, bellOfThree],
];

test.each(cases)('%s weighs its inputs as its formula says', (name, definition, weights) => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 1e5 }), { minLength: 8 }), (values) => {
      const period = weights.length;
      const line = definition.over(Float64Array.from(values), { period })[name];
      const total = weights.reduce((one, other) => one + other);
      for (let row = period - 1; row < values.length; row += 1) {
        const sum = weights.reduce(
          (all, weight, place) => all + weight * (values[row - period + 1 + place] ?? NaN),
          0,
        );
        expect(line?.[row]).toBeCloseTo(sum / total, 6);
      }
      expect(line?.[period - 2]).toBeNaN();
    }),
  );
});

test.each<Definition>([fibonacciWma, pascalWma])('$name has weights however long', (definition) => {
  const lines = definition.over(new Float64Array(3_000).fill(7), { period: 2_500 });
  expect(lines[definition.name]?.at(-1)).toBeCloseTo(7, 9);
});

test('a channel is as high and as low as its bars were', () => {
  const high = Float64Array.of(5, 9, 7, 6);
  const low = Float64Array.of(4, 6, 3, 5);
  const { upper, lower, middle } = donchian.over({ high, low }, { period: 2 });
  expect([...upper]).toEqual([NaN, 9, 9, 7]);
  expect([...lower]).toEqual([NaN, 4, 3, 3]);
  expect([...middle]).toEqual([NaN, 6.5, 6, 5]);
});

test('a stop follows prices until a close passes it, and the other side’s counts then', () => {
  // True ranges of 2 throughout but for the fall, which is of 6: averages over one bar.
  const high = Float64Array.of(11, 12, 13, 12.5, 8, 7);
  const low = Float64Array.of(9, 10, 11, 10.5, 6, 5);
  const close = Float64Array.of(10, 11, 12, 11.5, 7, 6);
  const lines = superTrend.over({ high, low, close }, { period: 1, multiplier: 1 });
  expect([...lines.direction]).toEqual([NaN, 1, 1, 1, -1, -1]);
  // 11 − 2, 12 − 2, not down to 9.5; then 7 + 5.5 of the fall, which was 13.5 before; then 6 + 2.
  expect([...lines.superTrend]).toEqual([NaN, 9, 10, 10, 12.5, 8]);
});

test('McGinley’s average takes in less of a rise than of a fall, and never more than all of it', () => {
  const [start, rise, fall] = mcGinley.over(Float64Array.of(10, 20, 10), { period: 2 }).mcGinley;
  expect([start, rise]).toEqual([10, 10 + 10 / 32]);
  expect(fall).toBeCloseTo(10.3125 - 0.3125 / (2 * (10 / 10.3125) ** 4), 12);
  expect(mcGinley.over(Float64Array.of(10, 1), { period: 2 }).mcGinley[1]).toBe(1);
});

test('a stop hangs from the highest high by true ranges, and stands on the lowest low', () => {
  const bars = {
    high: Float64Array.of(11, 14, 13),
    low: Float64Array.of(9, 12, 10),
    close: Float64Array.of(10, 13, 11),
  };
  const { long, short } = chandelierExit.over(bars, { period: 2, multiplier: 2 });
  // True ranges of 4 and 3, so 3.5 on average.
  expect([...long]).toEqual([NaN, NaN, 14 - 7]);
  expect([...short]).toEqual([NaN, NaN, 10 + 7]);
});
