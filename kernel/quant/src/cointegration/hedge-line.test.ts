import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computeHalfLife, fitHedge } from './hedge-line.ts';

describe('the line of a pair', () => {
  // F. Anscombe, Graphs in Statistical Analysis, 1973: the first of his four sets, y = 3.00 + 0.500 x.
  it('is that of a textbook', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const { ratio, constant } = fitHedge(y, x);
    expect(ratio).toBeCloseTo(0.500_090_909, 9);
    expect(constant).toBeCloseTo(3.000_090_909, 9);
  });

  it('leaves what no line could tell', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: -999, max: 999 }), fc.integer({ min: -99, max: 99 })), {
          minLength: 3,
          maxLength: 50,
        }),
        (rows) => {
          const [first, second] = [rows.map(([one]) => one), rows.map(([, other]) => other)];
          const { ratio, residuals } = fitHedge(first, second);
          fc.pre(ratio !== null);
          const sum = residuals.reduce((all, rest) => all + rest, 0);
          const along = residuals.reduce((all, rest, row) => all + rest * (second[row] ?? 0), 0);
          expect(Math.abs(sum)).toBeLessThan(1e-7);
          expect(Math.abs(along)).toBeLessThan(1e-5);
        },
      ),
    );
  });

  it('has none where the second never moves, or there are fewer than three rows', () => {
    expect(fitHedge([1, 2, 4], [5, 5, 5]).ratio).toBeNull();
    expect(fitHedge([1, 2], [1, 3]).ratio).toBeNull();
    expect(fitHedge([1, 2, 4], [1, 3, 5]).ratio).toBe(0.75);
  });

  it('refuses series of two lengths, and what is no number', () => {
    expect(() => fitHedge([1, 2, 3], [1, 2])).toThrow('two series must be of one length: 3');
    expect(() => fitHedge([1, 2, NaN], [1, 2, 3])).toThrow('must be finite');
  });
});

describe('the half-life', () => {
  it('is that of a distance that shrinks by a tenth with each step', () => {
    const falling = Array.from({ length: 20 }, (_, step) => 5 + 0.9 ** step);
    expect(computeHalfLife(falling)).toBeCloseTo(Math.log(0.5) / Math.log(0.9), 9);
  });

  it('is none where values run away, stand still, or jump to the other side', () => {
    expect(computeHalfLife([1, 2, 4, 8, 16])).toBeNull();
    expect(computeHalfLife([3, 3, 3, 3])).toBeNull();
    expect(computeHalfLife([1, -1.2, 1.4, -1.7, 2])).toBeNull();
  });
});
