import fc from 'fast-check';
import { expect, test } from 'vitest';

import { compareText } from './compare-text.ts';

test.each([
  ['a', 'b', -1],
  ['b', 'a', 1],
  ['a', 'a', 0],
  ['', 'a', -1],
  ['Z', 'a', -1],
  ['z', 'ä', -1],
  ['a10', 'a9', -1],
])('%j and %j compare as %i', (one, other, expected) => {
  expect(compareText(one, other)).toBe(expected);
});

test('texts come in one order, however they came before', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), (texts) => {
      const sorted = texts.toSorted(compareText);
      expect(texts.toReversed().toSorted(compareText)).toEqual(sorted);
      expect(sorted).toEqual(texts.toSorted());
    }),
  );
});
