import { expect, test } from 'vitest';

import {
  changeText,
  decimalText,
  gainText,
  groupText,
  percentText,
  shortText,
  signOf,
} from './number-text.ts';

test('thousands stand apart, and a minus is a true one', () => {
  expect(groupText('-1234567.80')).toBe('\u22121\u202F234\u202F567.80');
  expect(groupText('999.5')).toBe('999.5');
  expect(decimalText(-1234.5)).toBe('\u22121\u202F234.50');
});

test('nothing has no sign, and a gain has one', () => {
  expect(groupText('-0.00')).toBe('0.00');
  expect(gainText('0.00')).toBe('0.00');
  expect(gainText('12.00')).toBe('+12.00');
  expect([signOf('-0.00'), signOf('-0.01'), signOf('3')]).toEqual([0, -1, 1]);
});

test('what is not known is a dash and never a zero', () => {
  expect(percentText(null)).toBe('\u2014');
  expect(decimalText(null)).toBe('\u2014');
  expect(changeText(0.125)).toBe('+12.50\u202F%');
});

test('large numbers are short', () => {
  expect([950, 1200, -3_400_000, 2e9].map(shortText)).toEqual(['950', '1.2k', '\u22123.4M', '2B']);
});
