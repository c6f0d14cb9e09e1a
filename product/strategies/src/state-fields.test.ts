import { expect, test } from 'vitest';

import { fieldsOf, oneOf } from './state-fields.ts';

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
