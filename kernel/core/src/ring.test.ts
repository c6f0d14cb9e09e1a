import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Ring } from './ring.ts';

const ringOf = <T>(items: readonly T[], capacity: number): Ring<T> => {
  const ring = new Ring<T>(capacity);
  for (const item of items) ring.push(item);
  return ring;
};
const cases = [fc.array(fc.integer(), { maxLength: 40 }), fc.integer({ min: 1, max: 12 })] as const;

test('the last items are kept, oldest first', () => {
  fc.assert(
    fc.property(...cases, (items, capacity) => {
      expect([...ringOf(items, capacity)]).toEqual(items.slice(-capacity));
    }),
  );
});

test('items are found by how long ago they came', () => {
  fc.assert(
    fc.property(...cases, fc.nat(14), (items, capacity, ago) => {
      expect(ringOf(items, capacity).at(ago)).toBe(items.slice(-capacity).at(-1 - ago));
    }),
  );
});

test('the size grows up to the capacity', () => {
  fc.assert(
    fc.property(...cases, (items, capacity) => {
      expect(ringOf(items, capacity).size).toBe(Math.min(items.length, capacity));
    }),
  );
});

test('there is nothing in the future', () => {
  expect(ringOf([1, 2], 2).at(-1)).toBeUndefined();
});

test('undefined is an item like any other', () => {
  expect([...ringOf([undefined, 1], 2)]).toEqual([undefined, 1]);
});

test.each([0, -1, 1.5, Number.NaN])('a ring of %d items is refused', (capacity) => {
  expect(() => new Ring(capacity)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
});
