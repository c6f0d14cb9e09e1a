import { toTimestamp } from 'argosy/core';
import { toInstrumentIndex } from 'argosy/domain';
import { aBar, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { MomentQueue, type Moment } from './moment-queue.ts';
import type { VenueRank } from './venue-config.ts';

const { account, id: order } = anOrderRequest();
const arrival = { type: 'arrival', effect: { type: 'cancel', account, order } } as const;
const moment = (at: number, rank: VenueRank, instrument = 0): Moment => ({
  at: toTimestamp(at),
  rank,
  instrument: toInstrumentIndex(instrument),
  action: arrival,
});

const drain = (queue: MomentQueue): readonly Moment[] => {
  const seen: Moment[] = [];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) seen.push(next);
  return seen;
};

test('moments come by instant, then rank, then instrument, then order of asking', () => {
  const ranks: readonly VenueRank[] = [1, 2, 5, 6];
  const one = fc.tuple(fc.nat(3), fc.constantFrom(...ranks), fc.nat(2));
  fc.assert(
    fc.property(fc.array(one), (keys) => {
      const queue = new MomentQueue();
      const pushed = keys.map(([at, rank, instrument]) => moment(at, rank, instrument));
      for (const each of pushed) queue.push(each);
      const sorted = pushed.toSorted(
        (a, b) => a.at - b.at || a.rank - b.rank || a.instrument - b.instrument,
      );
      expect(drain(queue)).toMatchObject(sorted);
    }),
  );
});

test('a day ends before a bar of a lower instrument opens', () => {
  const queue = new MomentQueue();
  queue.push({ ...moment(1, 6), action: { type: 'barPoint', bar: aBar() } });
  queue.push({ ...moment(1, 6, 1), action: { type: 'dayEnd' } });
  expect(queue.pop()?.action.type).toBe('dayEnd');
});

test('a queue takes no more than it was told', () => {
  const queue = new MomentQueue(1);
  queue.push(moment(1, 2));
  expect(() => queue.push(moment(2, 2))).toThrow('a heap of 1 items');
});

test('the next instant and rank are known without taking the moment', () => {
  const queue = new MomentQueue();
  queue.push(moment(5, 2));
  queue.push(moment(3, 5));
  expect([queue.nextAt, queue.nextRank]).toEqual([3, 5]);
});
