import { describe, expect, test } from 'vitest';

import { toCurrency, toMicros, toMinor, toPrice, toQuantity, toTimestamp } from './amounts.ts';

const unsafe = [Number.NaN, Infinity, -Infinity, 0.5, 2 ** 53, -(2 ** 53)];
const outOfRange: unknown = expect.objectContaining({ code: 'OUT_OF_RANGE' });
const badCurrency: unknown = expect.objectContaining({ code: 'BAD_CURRENCY' });

describe.each([
  ['price', toPrice],
  ['quantity', toQuantity],
  ['timestamp', toTimestamp],
  ['span', toMicros],
] as const)('a %s', (_, make) => {
  test('keeps a safe integer', () => {
    expect(make(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('turns minus zero into zero', () => {
    expect(make(-0)).toBe(0);
  });

  test.each(unsafe)('refuses %d', (value) => {
    expect(() => make(value)).toThrow(outOfRange);
  });
});

test.each([
  ['price', toPrice],
  ['timestamp', toTimestamp],
  ['span', toMicros],
] as const)('a %s may be negative', (_, make) => {
  expect(make(-5)).toBe(-5);
});

test('a quantity is never negative', () => {
  expect(() => toQuantity(-1)).toThrow(outOfRange);
});

test('money has no limit', () => {
  expect(toMinor(2n ** 80n)).toBe(2n ** 80n);
});

test.each(['INR', 'USDT', '1000SATS', 'ABCDEFGHIJ'])('%s is a currency', (code) => {
  expect(toCurrency(code)).toBe(code);
});

test.each(['', 'IN', 'inr', 'IN R', 'ABCDEFGHIJK', 'INR\n', '₹₹₹'])(
  'a currency is not %j',
  (code) => {
    expect(() => toCurrency(code)).toThrow(badCurrency);
  },
);

test('an error names the value it refuses', () => {
  expect(() => toPrice(0.5)).toThrow('price 0.5 is not a safe integer');
});
