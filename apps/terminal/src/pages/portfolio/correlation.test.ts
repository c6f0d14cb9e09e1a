import { expect, test } from 'vitest';

import { commonReturns, correlation } from './correlation.ts';

test('what moves alike is one, what moves against it minus one, and what stands still is not known', () => {
  expect(correlation([1, 2, 3], [2, 4, 6])).toBeCloseTo(1);
  expect(correlation([1, 2, 3], [3, 2, 1])).toBeCloseTo(-1);
  expect(correlation([1, 2, 3], [5, 5, 5])).toBeNaN();
  expect(correlation([1], [1])).toBeNaN();
});

test('only days that all have are compared', () => {
  const a = new Map([
    [1, 100],
    [2, 110],
    [3, 121],
  ]);
  const b = new Map([
    [1, 50],
    [3, 60.5],
  ]);
  const [first, second] = commonReturns([a, b]);
  expect(first).toHaveLength(1);
  expect(first?.[0]).toBeCloseTo(0.21);
  expect(second?.[0]).toBeCloseTo(0.21);
});
