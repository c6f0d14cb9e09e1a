import { expect, test } from 'vitest';

import { scaleOf, unscaled } from './scaled.ts';

test('whole numbers become what their text says, to the last bit', () => {
  const all = [1, 7, 12_345, 81_205, 99_999_999];
  for (const places of [0, 1, 2, 5, 8]) {
    for (const value of all) {
      const text = value.toString().padStart(places + 1, '0');
      const whole = text.slice(0, text.length - places);
      const expected = Number(places === 0 ? text : `${whole}.${text.slice(-places)}`);
      expect(unscaled(value, scaleOf(places))).toBe(expected);
    }
  }
});

test('what is not told is not a number, and without places nothing is divided', () => {
  expect(unscaled(undefined, scaleOf(2))).toBeNaN();
  expect(unscaled(5, scaleOf(null))).toBe(5);
});
