import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  addDecimals,
  compareDecimals,
  floorTo,
  isMultiple,
  stepped,
  timesDecimal,
} from './exact.ts';

const decimal = fc
  .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, places]) => {
    const sign = digits < 0n ? '-' : '';
    const text = (digits < 0n ? -digits : digits).toString().padStart(places + 1, '0');
    return places === 0 ? sign + text : `${sign}${text.slice(0, -places)}.${text.slice(-places)}`;
  });
const step = fc.constantFrom('0.05', '0.01', '1', '25', '0.0025', '75');

test('adding and comparing are exact where floats are not', () => {
  expect(addDecimals('0.1', '0.2')).toBe('0.3');
  expect(addDecimals('2984.20', '0.05')).toBe('2984.25');
  expect(timesDecimal('0.05', 3)).toBe('0.15');
  expect(compareDecimals('0.30', '0.3')).toBe(0);
});

test('what is added can be taken away again', () => {
  fc.assert(
    fc.property(decimal, decimal, (a, b) => {
      const back = addDecimals(addDecimals(a, b), timesDecimal(b, -1));
      expect(compareDecimals(back, a)).toBe(0);
    }),
  );
});

test('the floor is a multiple of the step, not above, and less than a step away', () => {
  fc.assert(
    fc.property(decimal, step, (value, by) => {
      const floor = floorTo(value, by);
      expect(isMultiple(floor, by)).toBe(true);
      expect(compareDecimals(floor, value)).toBeLessThanOrEqual(0);
      expect(compareDecimals(addDecimals(floor, by), value)).toBe(1);
    }),
  );
});

test('steps lead from grid line to grid line, also from between two, and not below the least', () => {
  expect(stepped('100.02', '0.05', 1, '0.05')).toBe('100.05');
  expect(stepped('100.02', '0.05', -1, '0.05')).toBe('100.00');
  expect(stepped('100.00', '0.05', 10, '0.05')).toBe('100.50');
  expect(stepped('50', '50', -1, '50')).toBe('50');
});
