import { expect, test } from 'vitest';

import { benchmarkValues, growthOf } from './benchmark.ts';

const point = (minute: number, equity: string) => ({ at: `2026-11-20T04:${minute}:00Z`, equity });
const bar = (minute: number, close: string) => ({ closesAt: `2026-11-20T04:${minute}:00Z`, close });

test('an index begins where the account was when its first close was known, and looks ahead to none', () => {
  const points = [
    point(10, '900.00'),
    point(12, '1000.00'),
    point(13, '1010.00'),
    point(15, '990.00'),
  ];
  const bars = [bar(11, '200'), bar(14, '220'), bar(16, '400')];
  const values = benchmarkValues(points, bars);
  expect(values[0]).toBeNull();
  expect(values.slice(1).map((value) => Math.round(value ?? 0))).toEqual([1000, 1000, 1100]);
});

test('a growth is from the first to the last value that is known', () => {
  expect(growthOf([null, 1000, null, 1100])).toBeCloseTo(10);
  expect(growthOf([null, 1000])).toBeNaN();
});
