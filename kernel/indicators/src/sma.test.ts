import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { sma } from './sma.ts';

describe('a simple average', () => {
  test('is the mean of the last inputs', () => {
    expect([...sma(Float64Array.of(10, 20, 60, 40, 20), 3)]).toEqual([10, 15, 30, 40, 40]);
  });

  test('is the same whatever came before its window', () => {
    const values = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 40 });
    const window = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(values, window, (before, last) => {
        const late = sma(Float64Array.from([...before, ...last]), 5).at(-1);
        expect(late).toBe(sma(Float64Array.from(last), 5).at(-1));
      }),
    );
  });

  test('forgets a large input once it has left the window', () => {
    expect(sma(Float64Array.of(1e17, 0.1, 0.1), 2).at(-1)).toBe(0.1);
  });
});
