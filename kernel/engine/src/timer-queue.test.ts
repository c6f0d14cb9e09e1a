import { assert, toTimestamp } from 'argosy/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';

import { TimerQueue, TIMERS_PER_STRATEGY_MAX } from './timer-queue.ts';
import type { Ordered } from './topics.ts';

const owners = [0, 1, 2].map((order) => ({ order }));
const [first, second, third] = owners;
assert(first !== undefined && second !== undefined && third !== undefined, 'three');

function taken(queue: TimerQueue<Ordered>, until: number): readonly string[] {
  const names: string[] = [];
  for (let due = queue.takeDue(until); due !== null; due = queue.takeDue(until)) {
    names.push(`${due.owner.order}:${due.event.name}@${due.event.at}`);
  }
  return names;
}

it('gives timers by instant, then by strategy, then by name', () => {
  const queue = new TimerQueue();
  queue.set(second, 'a', toTimestamp(5));
  queue.set(first, 'z', toTimestamp(5));
  queue.set(first, 'b', toTimestamp(5));
  queue.set(third, 'c', toTimestamp(3));
  expect(taken(queue, 5)).toEqual(['2:c@3', '0:b@5', '0:z@5', '1:a@5']);
});

it('keeps what is due later', () => {
  const queue = new TimerQueue();
  queue.set(first, 'later', toTimestamp(6));
  expect(taken(queue, 5)).toEqual([]);
  expect(queue.nextAt).toBe(6);
});

it('moves a timer that is set again under its name', () => {
  const queue = new TimerQueue();
  queue.set(first, 'a', toTimestamp(5));
  queue.set(first, 'a', toTimestamp(9));
  expect(taken(queue, 8)).toEqual([]);
  expect(taken(queue, 9)).toEqual(['0:a@9']);
});

it('forgets a cancelled timer and says whether there was one', () => {
  const queue = new TimerQueue();
  queue.set(first, 'a', toTimestamp(5));
  expect(queue.cancel(first, 'a')).toBe(true);
  expect(queue.cancel(first, 'a')).toBe(false);
  expect(queue.nextAt).toBe(Number.POSITIVE_INFINITY);
});

it('forgets every timer of a strategy and none of another', () => {
  const queue = new TimerQueue();
  queue.set(first, 'a', toTimestamp(5));
  queue.set(second, 'b', toTimestamp(5));
  queue.cancelAll(first);
  expect(taken(queue, 5)).toEqual(['1:b@5']);
});

it('knows at once that the timer it was asked about is gone with its strategy', () => {
  const queue = new TimerQueue();
  queue.set(first, 'a', toTimestamp(5));
  queue.set(second, 'b', toTimestamp(7));
  expect(queue.nextAt).toBe(5);
  queue.cancelAll(first);
  expect(queue.nextAt).toBe(7);
});

it('refuses one timer more than a strategy may hold', () => {
  const queue = new TimerQueue();
  for (let place = 0; place < TIMERS_PER_STRATEGY_MAX; place += 1) {
    queue.set(first, `t${place}`, toTimestamp(1));
  }
  expect(() => queue.set(first, 'one more', toTimestamp(1))).toThrow(/one more/);
  expect(() => queue.set(first, 't0', toTimestamp(2))).not.toThrow();
});

it('does not grow while one timer is moved again and again', () => {
  const queue = new TimerQueue();
  for (let at = 1; at <= 10_000; at += 1) queue.set(first, 'a', toTimestamp(at));
  expect(queue.places).toBeLessThan(2000);
  expect(taken(queue, 10_000)).toEqual(['0:a@10000']);
});

it('agrees with a list that is sorted anew each time', () => {
  const step = fc.record({
    owner: fc.constantFrom(first, second, third),
    name: fc.constantFrom('a', 'b', 'c'),
    at: fc.integer({ min: 1, max: 9 }),
  });
  fc.assert(
    fc.property(fc.array(step), fc.nat(9), (steps, until) => {
      const queue = new TimerQueue();
      const naive = new Map<string, (typeof steps)[number]>();
      for (const timer of steps) {
        queue.set(timer.owner, timer.name, toTimestamp(timer.at));
        naive.set(`${timer.owner.order}:${timer.name}`, timer);
      }
      const expected = [...naive.values()]
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at || a.owner.order - b.owner.order || (a.name < b.name ? -1 : 1))
        .map(({ owner, name, at }) => `${owner.order}:${name}@${at}`);
      expect(taken(queue, until)).toEqual(expected);
    }),
  );
});
