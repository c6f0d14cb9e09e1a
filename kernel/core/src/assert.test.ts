import { expect, test } from 'vitest';

import { assert, assertNever, InvariantError } from './assert.ts';

test('what holds passes', () => {
  expect(() => assert(true, 'never said')).not.toThrow();
});

test('what does not hold stops the program with its message', () => {
  expect(() => assert(false, 'the sum is 3')).toThrow(new InvariantError('the sum is 3'));
});

test('a member that nobody thought of is named', () => {
  const unknown: unknown = { kind: 'surprise' };
  // Only a caller without types can get here.
  const call = assertNever as (value: unknown) => never;
  expect(() => call(unknown)).toThrow('{"kind":"surprise"}');
});

test('a member that JSON has no text for is named all the same', () => {
  const call = assertNever as (value: unknown) => never;
  expect(() => call(undefined)).toThrow('unexpected undefined');
});
