import fc from 'fast-check';
import { expect, test } from 'vitest';

import { BinaryHeap } from './heap.ts';

const byNumber = (one: number, other: number): number => one - other;
const heapOf = (items: readonly number[], max = 1000): BinaryHeap<number> => {
  const heap = new BinaryHeap(byNumber, max);
  for (const item of items) heap.push(item);
  return heap;
};
const drain = (heap: BinaryHeap<number>): readonly number[] =>
  Array.from({ length: heap.size }, () => heap.pop() ?? Number.NaN);

test('items come out sorted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), (items) => {
      expect(drain(heapOf(items))).toEqual(items.toSorted(byNumber));
    }),
  );
});

test('the least is on top after any pushes and pops', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(50)), { maxLength: 60 }), (steps) => {
      const heap = new BinaryHeap(byNumber, 100);
      let kept: readonly number[] = [];
      for (const step of steps) {
        if (step === null) expect(heap.pop()).toBe(kept[0]);
        else heap.push(step);
        kept = step === null ? kept.slice(1) : [...kept, step].toSorted(byNumber);
        expect(heap.peek()).toBe(kept[0]);
      }
      expect(heap.size).toBe(kept.length);
    }),
  );
});

test('an empty heap has nothing to give', () => {
  expect([heapOf([]).peek(), heapOf([]).pop()]).toEqual([undefined, undefined]);
});

test('a full heap refuses one more', () => {
  expect(() => heapOf([1, 2, 3], 2)).toThrow(
    expect.objectContaining({ code: 'CAPACITY_EXCEEDED' }),
  );
});

test('a cleared heap is empty and ready again', () => {
  const heap = heapOf([3, 1, 2]);
  heap.clear();
  heap.push(9);
  expect(drain(heap)).toEqual([9]);
});
