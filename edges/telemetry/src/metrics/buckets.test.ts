import fc from 'fast-check';
import { expect, test } from 'vitest';

import { boundsOf, quantileOf, type BucketKind } from './buckets.ts';
import { Histogram } from './instruments.ts';

const kinds: readonly BucketKind[] = ['latency', 'duration', 'size'];

test.each(kinds)('the bounds of %s rise', (kind) => {
  const bounds = boundsOf(kind);
  expect([...bounds].sort((a, b) => a - b)).toEqual(bounds);
  expect(new Set(bounds).size).toBe(bounds.length);
});

test('without observations there is no quantile', () => {
  expect(quantileOf({ bounds: [1], counts: [0, 0] }, 0.5)).toBeNaN();
});

test('what lies above every bound is told as the last bound', () => {
  expect(quantileOf({ bounds: [1, 2], counts: [0, 0, 3] }, 0.99)).toBe(2);
});

test('inside a bucket observations count as spread evenly', () => {
  expect(quantileOf({ bounds: [10, 20], counts: [0, 4, 0] }, 0.5)).toBe(15);
});

const naiveBucket = (bounds: readonly number[], value: number): number => {
  const place = bounds.findIndex((bound) => value <= bound);
  return place === -1 ? bounds.length - 1 : place;
};

test('a quantile is in the bucket of the exact one', () => {
  const values = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (observed, q) => {
      const bounds = boundsOf('latency');
      const histogram = new Histogram(bounds);
      for (const value of observed) histogram.observe(value);
      const sorted = [...observed].sort((a, b) => a - b);
      const exact = sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1] ?? Number.NaN;
      const found = naiveBucket(bounds, histogram.quantile(q));
      expect(found).toBe(naiveBucket(bounds, exact));
    }),
  );
});
