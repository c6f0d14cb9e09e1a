import fc from 'fast-check';
import { expect, test } from 'vitest';

import { roundStep } from './round-step.ts';

test('a step is round, at or above what it has to be and less than five times it', () => {
  const steps = [0.03, 1, 1.01, 24, 6_000].map((least) => roundStep(least));
  for (const [at, step] of [0.05, 1, 2, 50, 10_000].entries()) expect(steps[at]).toBeCloseTo(step);
  fc.assert(
    fc.property(fc.double({ min: 1e-90, max: 1e90, noNaN: true }), (least) => {
      expect(roundStep(least)).toBeGreaterThanOrEqual(least * (1 - 1e-6));
      expect(roundStep(least)).toBeLessThan(least * 5);
    }),
  );
});

test('where nothing has to be spanned it is one', () => {
  expect([0, -1, NaN, Infinity].map((least) => roundStep(least))).toEqual([1, 1, 1, 1]);
});
