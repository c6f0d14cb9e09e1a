import { toQuantity } from 'argosy/core';
import { aBar } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { barPartAt } from './bar-path.ts';

const parts = (volume: number): readonly number[] =>
  [0, 1, 2, 3].map((point) => barPartAt({ ...aBar(), volume: toQuantity(volume) }, point));

test.each([
  [0, [0, 0, 0, 0]],
  [3, [0, 1, 1, 1]],
  [1_000, [250, 250, 250, 250]],
])('a volume of %d comes in the parts %o', (volume, expected) => {
  expect(parts(volume)).toEqual(expected);
});

test('the parts of a bar make its volume, none more than one greater than another', () => {
  fc.assert(
    fc.property(fc.nat(1e15), (volume) => {
      const all = parts(volume);
      expect(all.reduce((sum, one) => sum + one, 0)).toBe(volume);
      expect(Math.max(...all) - Math.min(...all)).toBeLessThanOrEqual(1);
    }),
  );
});
