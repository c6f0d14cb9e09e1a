import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fillExtremeRows, fillExtremes } from './extreme-columns.ts';
import { ExtremeWindow } from './extreme-window.ts';

/** Many numbers are equal, and some stretches only fall, so that every extreme leaves its window. */
const walks = fc
  .array(fc.integer({ min: -4, max: 3 }), { minLength: 1, maxLength: 300, size: 'max' })
  .map((moves) => {
    let at = 0;
    return Float64Array.from(moves, (move) => (at += move));
  });
/** Shorter and longer than what is looked through. */
const sizes = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 60, max: 150 }));
const signs = fc.constantFrom(1 as const, -1 as const);

test('extremes over a column, and their rows, are what a window gives step by step', () => {
  fc.assert(
    fc.property(walks, sizes, signs, fc.nat(5), (column, size, sign, from) => {
      const window = new ExtremeWindow(size, sign);
      const numbers = new Float64Array(column.length).fill(NaN);
      const rows = new Float64Array(column.length).fill(NaN);
      for (let row = from; row < column.length; row += 1) {
        const extreme = window.push(column[row] ?? NaN);
        if (!window.isFull) continue;
        numbers[row] = extreme;
        rows[row] = row - window.age;
      }
      const [line, places] = [new Float64Array(column.length), new Float64Array(column.length)];
      fillExtremes(column, line, { size, sign, from });
      fillExtremeRows(column, places, { size, sign, from });
      expect([line, places]).toEqual([numbers, rows]);
    }),
  );
});

test('a window gives the greatest of its last numbers, of equals the latest', () => {
  fc.assert(
    fc.property(walks, fc.integer({ min: 1, max: 12 }), signs, (column, size, sign) => {
      const window = new ExtremeWindow(size, sign);
      for (const [row, number] of column.entries()) {
        const last = column.slice(Math.max(0, row + 1 - size), row + 1).map((one) => one * sign);
        const extreme = window.push(number);
        expect(extreme * sign).toBe(Math.max(...last));
        expect(window.age).toBe(last.length - 1 - last.lastIndexOf(Math.max(...last)));
      }
    }),
  );
});
