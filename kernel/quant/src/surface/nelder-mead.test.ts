import fc from 'fast-check';
import { expect, it } from 'vitest';

import { minimise } from './nelder-mead.ts';

it('finds the bottom of the valley of H. Rosenbrock (1960)', () => {
  const valley = ([x = 0, y = 0]: readonly number[]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2;
  const { point, value } = minimise(valley, [-1.2, 1], [0.5, 0.5]);
  expect(point[0]).toBeCloseTo(1, 6);
  expect(point[1]).toBeCloseTo(1, 6);
  expect(value).toBeLessThan(1e-12);
});

it('finds the middle of any bowl, and is never worse than its start', () => {
  const number = fc.double({ min: -50, max: 50, noNaN: true });
  const bowl = fc.tuple(number, number, number);
  const property = fc.property(bowl, bowl, (middle, start) => {
    const valueOf = (point: readonly number[]) =>
      point.reduce((sum, value, at) => sum + (at + 1) * (value - (middle[at] ?? 0)) ** 2, 0);
    const { point, value } = minimise(valueOf, start, [1, 1, 1]);
    expect(value).toBeLessThanOrEqual(valueOf(start));
    expect(point.map((found, at) => Math.abs(found - (middle[at] ?? 0)) < 1e-4)).not.toContain(
      false,
    );
  });
  fc.assert(property, { numRuns: 50 });
});

it('stays where everything is alike', () => {
  expect(minimise(() => 1, [3, 4], [1, 1])).toEqual({ point: [3, 4], value: 1 });
});
