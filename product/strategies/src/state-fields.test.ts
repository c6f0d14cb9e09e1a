import { expect, test } from 'vitest';

import { fieldsOf, numberOf, numbersOf, oneOf } from './state-fields.ts';

test('a state gives its fields as they are', () => {
  expect(fieldsOf({ place: 'inside', bands: [4] })).toEqual({ place: 'inside', bands: [4] });
});

test.each([
  [null, 'found null'],
  [undefined, 'found undefined'],
  ['text', 'found string'],
])('what is no object is refused as a state: %j', (state, found) => {
  expect(() => fieldsOf(state)).toThrow(found);
});

test('a field is one of its options, null among them, or refused', () => {
  const options = ['buy', 'sell', null] as const;
  expect([oneOf('sell', options), oneOf(null, options)]).toEqual(['sell', null]);
  expect(() => oneOf('by', options)).toThrow('expected one of ["buy","sell",null], found "by"');
});

test('takes numbers, and lists of them, that can be written down', () => {
  expect(numberOf(-0.5)).toBe(-0.5);
  expect(numbersOf([1, 2])).toEqual([1, 2]);
  expect(() => numberOf(NaN)).toThrow('expected a finite number, found null');
  expect(() => numberOf('1')).toThrow('expected a finite number, found "1"');
  expect(() => numbersOf([1, null])).toThrow('expected a finite number, found null');
  expect(() => numbersOf(1)).toThrow('expected a list of numbers, found 1');
});
