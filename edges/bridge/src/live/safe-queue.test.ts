import fc from 'fast-check';
import { expect, it } from 'vitest';

import { SAFE_WAITERS_MAX, SafeQueue } from './safe-queue.ts';

it('runs each once, in order, and none before its place is safe', () => {
  const step = fc.record({ more: fc.nat(3), safe: fc.nat(4) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const queue = new SafeQueue();
      const ran: number[] = [];
      let [position, durable] = [0, 0];
      for (const { more, safe } of steps) {
        for (let left = more; left > 0; left -= 1) {
          position += 1;
          const place = position;
          queue.whenSafe(place, durable, () => {
            expect(place).toBeLessThanOrEqual(durable);
            ran.push(place);
          });
        }
        durable = Math.min(position, durable + safe);
        queue.release(durable);
      }
      expect(ran).toEqual(Array.from({ length: durable }, (_, place) => place + 1));
      expect(queue.size).toBe(position - durable);
    }),
  );
});

it('has room for so many and refuses the next', () => {
  const queue = new SafeQueue();
  for (let place = 1; place <= SAFE_WAITERS_MAX; place += 1) queue.whenSafe(place, 0, () => {});
  expect(() => queue.whenSafe(SAFE_WAITERS_MAX + 1, 0, () => {})).toThrow('wait for the journal');
});
