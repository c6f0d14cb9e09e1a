import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  formatChange,
  formatDecimal,
  formatNumber,
  formatShort,
  MINUS,
  parseTyped,
  placesOf,
  UNKNOWN,
} from './decimal.ts';

test('digits are grouped as in India, or as in the West', () => {
  expect(formatDecimal('1234567.00', 'indian')).toBe('12,34,567.00');
  expect(formatDecimal('1234567.00', 'western')).toBe('1,234,567.00');
  expect(formatDecimal('123', 'indian')).toBe('123');
  expect(formatDecimal('-100000', 'indian')).toBe(`${MINUS}1,00,000`);
});

test('what rounds to nothing has no sign', () => {
  expect(formatNumber(-0, 2, 'indian')).toBe('0.00');
  expect(formatNumber(-0.001, 2, 'indian')).toBe('0.00');
  expect(formatChange(0.001, 2, 'indian')).toBe('0.00');
  expect(formatChange(4.09, 2, 'indian')).toBe('+4.09');
  expect(formatChange(-4.09, 2, 'indian')).toBe(`${MINUS}4.09`);
});

test('what is not known is a dash, and what is huge has no exponent', () => {
  expect(formatNumber(Number.NaN, 2, 'indian')).toBe(UNKNOWN);
  expect(formatNumber(1e15, 2, 'western')).toBe('1,000,000,000,000,000.00');
  expect(formatNumber(1e22, 0, 'western')).toBe('10,000,000,000,000,000,000,000');
});

test('large numbers have short forms', () => {
  expect(formatShort(12_400_000, 'indian')).toBe('1.24 Cr');
  expect(formatShort(310_000, 'indian')).toBe('3.10 L');
  expect(formatShort(12_400_000, 'western')).toBe('12.40 M');
  expect(formatShort(-950, 'western')).toBe(`${MINUS}950`);
});

test('what was formatted is read back as it was', () => {
  const decimals = fc
    .tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** 20n }),
      fc.option(fc.stringMatching(/^\d{1,6}$/u), { nil: null }),
    )
    .map(([isNegative, whole, rest]) => {
      const digits = `${whole}${rest === null ? '' : `.${rest}`}`;
      return isNegative && /[1-9]/u.test(digits) ? `-${digits}` : digits;
    });
  fc.assert(
    fc.property(decimals, fc.constantFrom('indian', 'western'), (text, grouping) => {
      expect(parseTyped(formatDecimal(text, grouping))).toBe(text);
    }),
  );
});

test('what people type is read with its grouping, and refused where it is no number', () => {
  expect(parseTyped(' 2,984.20 ')).toBe('2984.20');
  expect(parseTyped('.5')).toBe('0.5');
  expect(parseTyped('007')).toBe('7');
  expect(parseTyped('-0')).toBe('0');
  for (const text of ['', '-', '.', '1.2.3', '1e5', 'abc']) expect(parseTyped(text)).toBeNull();
});

test('places are counted behind the point', () => {
  expect(placesOf('0.05')).toBe(2);
  expect(placesOf('5')).toBe(0);
});
