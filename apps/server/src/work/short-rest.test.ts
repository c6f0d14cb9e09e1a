import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { ShortRest } from './short-rest.ts';

let rest: ShortRest;
let endedAt: number | null;

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime(0);
  endedAt = null;
  rest = new ShortRest(() => Date.now());
  void rest.take(50).then(() => {
    endedAt = Date.now();
  });
});
afterEach(() => {
  vi.useRealTimers();
});

test('a rest takes as long as it was meant to', async () => {
  await vi.advanceTimersByTimeAsync(49);
  expect(endedAt).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(endedAt).toBe(50);
});

test('who waits shortens it, to what it takes at least', async () => {
  await vi.advanceTimersByTimeAsync(3);
  rest.shorten();
  rest.shorten();
  await vi.advanceTimersByTimeAsync(6);
  expect(endedAt).toBeNull();
  await vi.advanceTimersByTimeAsync(1);
  expect(endedAt).toBe(10);
});

test('who comes later than that ends it', async () => {
  await vi.advanceTimersByTimeAsync(30);
  rest.shorten();
  await vi.advanceTimersByTimeAsync(0);
  expect([endedAt, vi.getTimerCount()]).toEqual([30, 0]);
});

test('it ends at once where that is wanted, and shortens nothing behind its end', async () => {
  rest.end();
  rest.shorten();
  await vi.advanceTimersByTimeAsync(0);
  expect([endedAt, vi.getTimerCount()]).toEqual([0, 0]);
});
