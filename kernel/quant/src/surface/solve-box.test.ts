import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { solveBox, type BoxRow } from './solve-box.ts';

const number = fc.double({ min: -3, max: 3, noNaN: true });
const row: fc.Arbitrary<BoxRow> = fc.record({
  factors: fc.tuple(number, number, number),
  value: number,
  weight: fc.double({ min: 0.1, max: 5, noNaN: true }),
});
const missOf = (rows: readonly BoxRow[], [a, b, c]: readonly [number, number, number]) =>
  rows.reduce((sum, { factors: [x, y, z], value, weight }) => {
    const miss = a * x + b * y + c * z - value;
    return sum + weight * miss * miss;
  }, 0);

describe('least squares in a box', () => {
  it('find what made the values, where it lies inside', () => {
    const property = fc.property(fc.array(row, { minLength: 6, maxLength: 12 }), (rows) => {
      const exact = rows.map(({ factors, weight }) => {
        const [x, y, z] = factors;
        return { factors, weight, value: 0.5 * x + 0.25 * y + 0.75 * z };
      });
      expect(missOf(exact, solveBox(exact, [1, 1, 1]))).toBeLessThan(1e-12);
    });
    fc.assert(property);
  });

  it('stay in it, and no point of it is nearer', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    const rows = fc.array(row, { minLength: 4, maxLength: 10 });
    const property = fc.property(rows, fc.tuple(share, share, share), (some, point) => {
      const found = solveBox(some, [1, 1, 1]);
      expect(found.filter((value) => value < 0 || value > 1)).toEqual([]);
      expect(missOf(some, found)).toBeLessThanOrEqual(missOf(some, point) + 1e-9);
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('need not tell apart what cannot be told', () => {
    const alike = [1, 2, 3].map((value) => ({ factors: [1, 1, 1], value, weight: 1 }) as const);
    const [a, b, c] = solveBox(alike, [5, 5, 5]);
    expect(a + b + c).toBeCloseTo(2, 12);
  });
});
