import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ColumnRing } from './column-ring.ts';

test('it is as the end of a list', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(200), (capacity, count) => {
      const ring = new ColumnRing(2, capacity);
      const list: (readonly [number, number])[] = [];
      for (let n = 0; n < count; n += 1) {
        ring.push();
        ring.set(0, n);
        ring.set(1, -n);
        list.push([n, -n]);
      }
      const kept = list.slice(-capacity);
      const found = Array.from({ length: ring.size }, (_, ago) => [
        ring.get(ago, 0),
        ring.get(ago, 1),
      ]);
      expect(found).toEqual(kept.toReversed());
    }),
  );
});

test('it takes memory as it is used, up to its capacity', () => {
  const ring = new ColumnRing(3, 100);
  const bytes = [ring.bytes];
  for (let n = 0; n < 250; n += 1) ring.push();
  bytes.push(ring.bytes);
  expect(bytes).toEqual([16 * 3 * 8, 100 * 3 * 8]);
});
