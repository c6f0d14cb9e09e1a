import fc from 'fast-check';
import { expect, test } from 'vitest';

import { StateReader, type StateNumber } from './part.ts';
import { SortedWindow } from './sorted-window.ts';

const numbers = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.constant(-0)), {
  maxLength: 60,
});

function all(window: SortedWindow): readonly number[] {
  return Array.from({ length: window.count }, (_, rank) => window.at(rank));
}

test('holds the last numbers by size, equals as often as they came', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: 1, max: 9 }), (list, size) => {
      const window = new SortedWindow(size);
      for (const [place, number] of list.entries()) {
        window.push(number);
        const lasts = list.slice(Math.max(0, place + 1 - size), place + 1).map((one) => one + 0);
        expect(all(window)).toEqual(lasts.sort((one, other) => one - other));
        expect(window.countBelow(number)).toBe(lasts.filter((one) => one < number).length);
      }
    }),
  );
});

test('takes a step back, whatever it put in and out', () => {
  fc.assert(
    fc.property(
      numbers,
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: -9, max: 9 }),
      (list, size, other) => {
        const window = new SortedWindow(size);
        for (const number of list) {
          window.mark();
          window.undo();
          const before = all(window);
          window.mark();
          window.push(other);
          window.undo();
          expect(all(window)).toEqual(before);
          window.push(number);
        }
      },
    ),
  );
});

test('goes on from what was written', () => {
  const window = new SortedWindow(3);
  for (const number of [7, -2, 9, 4]) window.push(number);
  const written: StateNumber[] = [];
  window.write(written);
  const copy = new SortedWindow(3);
  copy.read(new StateReader(written));
  copy.push(5);
  expect(all(copy)).toEqual([4, 5, 9]);
});

test('a quantile lies between two ranks, on a straight line', () => {
  const window = new SortedWindow(4);
  for (const number of [40, 10, 30, 20]) window.push(number);
  expect([0, 0.25, 0.5, 1].map((part) => window.quantile(part))).toEqual([10, 17.5, 25, 40]);
});
