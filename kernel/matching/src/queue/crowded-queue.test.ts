import fc from 'fast-check';
import { expect, test } from 'vitest';

import { crowdedQueue } from './crowded-queue.ts';
import { patientQueue } from './patient-queue.ts';
import { proportionalQueue } from './proportional-queue.ts';

test('of every so many places one is lost to the crowd', () => {
  const change = { ahead: 50, shownBefore: 100, traded: 0, shown: 60 };
  expect(proportionalQueue.advance(change)).toBe(30);
  expect(crowdedQueue(4, proportionalQueue).advance(change)).toBe(35);
  expect(crowdedQueue(1, proportionalQueue).advance(change)).toBe(50);
});

test('an order is never worse off than where nobody leaves before it, nor better than the other queue', () => {
  const some = fc.nat(1_000_000);
  fc.assert(
    fc.property(some, some, some, fc.integer({ min: 1, max: 9 }), (ahead, more, shown, oneOf) => {
      const change = { ahead, shownBefore: ahead + more, traded: 0, shown };
      const crowded = crowdedQueue(oneOf, proportionalQueue).advance(change);
      expect(crowded).toBeGreaterThanOrEqual(proportionalQueue.advance(change));
      expect(crowded).toBeLessThanOrEqual(patientQueue.advance(change));
    }),
  );
});

test.each([0, -1, 1.5])('a crowd of one in %f is refused', (oneOf) => {
  expect(() => crowdedQueue(oneOf, patientQueue)).toThrow('oneOf');
});
