import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lowerRoot } from './lower-root.ts';

describe('the lower root of a matrix of correlations', () => {
  it('times its transpose is the matrix', () => {
    const property = fc.property(
      fc.array(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 }),
        {
          minLength: 5,
          maxLength: 5,
        },
      ),
      (loads) => {
        // Whatever loads on common factors, with noise of its own, is correlated in a way that can be.
        const product = (one: readonly number[], other: readonly number[]): number =>
          one.reduce((total, load, place) => total + load * (other[place] ?? 0), 0);
        const lengths = loads.map((row) => Math.sqrt(product(row, row) + 0.1));
        const matrix = loads.map((row, first) =>
          loads.map((other, second) =>
            first === second
              ? 1
              : product(row, other) / ((lengths[first] ?? 1) * (lengths[second] ?? 1)),
          ),
        );
        const root = lowerRoot(matrix);
        const at = (row: number, column: number): number => root?.[row * 5 + column] ?? Number.NaN;
        for (const row of loads.keys()) {
          for (const column of loads.keys()) {
            let sum = 0;
            for (const inner of loads.keys()) sum += at(row, inner) * at(column, inner);
            expect(sum).toBeCloseTo(matrix[row]?.[column] ?? Number.NaN, 9);
          }
        }
      },
    );
    fc.assert(property);
  });

  it.each([
    [
      'is not symmetric',
      [
        [1, 0.5],
        [0.4, 1],
      ],
    ],
    [
      'is not 1 along its diagonal',
      [
        [2, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'cannot be: two are alike, and a third is like only one of them',
      [
        [1, 0.95, 0],
        [0.95, 1, 0.95],
        [0, 0.95, 1],
      ],
    ],
    [
      'says that two are the same',
      [
        [1, 1],
        [1, 1],
      ],
    ],
    ['holds no numbers', [[Number.NaN]]],
    ['misses a row', [[1, 0.5]]],
  ])('is none where the matrix %s', (_, matrix) => {
    const square = matrix.map((row) => row.slice(0, Math.max(matrix.length, 2)));
    expect(
      lowerRoot(square.length === 1 && square[0]?.length === 2 ? [...square, []] : square),
    ).toBeNull();
  });
});
