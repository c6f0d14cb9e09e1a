import fc from 'fast-check';
import { expect, test } from 'vitest';

import { SlotIndex } from './slot-index.ts';

/** Numbers that fall on few places, and numbers beyond 32 bits. */
const keys = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 40 }).map((key) => key * 0x1_0000_0000),
  fc.integer({ min: 0, max: 40 }).map((key) => key * 1024),
);

test('finds what it holds and nothing else, whatever came and went', () => {
  const steps = fc.array(fc.tuple(keys, fc.boolean()), { maxLength: 400 });
  fc.assert(
    fc.property(steps, (taken) => {
      const index = new SlotIndex();
      const model = new Map<number, number>();
      for (const [step, [key, isLeaving]] of taken.entries()) {
        if (model.has(key) && isLeaving) {
          index.delete(key);
          model.delete(key);
        } else if (!model.has(key)) {
          index.set(key, step);
          model.set(key, step);
        }
      }
      expect(index.size).toBe(model.size);
      for (const [key] of taken) expect(index.get(key)).toBe(model.get(key) ?? -1);
    }),
  );
});

test('forgets all at once', () => {
  const index = new SlotIndex();
  index.set(5, 1);
  index.clear();
  expect([index.get(5), index.size]).toEqual([-1, 0]);
});
