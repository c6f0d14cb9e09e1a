import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { Patience } from './patience.ts';

const never = new Promise<never>(() => {});

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

test('an answer in time is the answer, a fault in time the fault', async () => {
  const patience = new Patience(1_000);
  expect(await patience.wait(Promise.resolve('kept'))).toBe('kept');
  await expect(patience.wait(Promise.reject(new TypeError('a bug')))).rejects.toThrow('a bug');
});

test('each waits as long as it may, whenever the others began', async () => {
  const patience = new Patience(1_000);
  const ends: string[] = [];
  const wait = (name: string): void => {
    patience.wait(never).catch(({ code }: { code: string }) => ends.push(`${name} ${code}`));
  };
  wait('first');
  await vi.advanceTimersByTimeAsync(400);
  wait('second');
  await vi.advanceTimersByTimeAsync(599);
  expect(ends).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ends).toEqual(['first DATABASE_AWAY']);
  await vi.advanceTimersByTimeAsync(399);
  expect(ends).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(ends).toEqual(['first DATABASE_AWAY', 'second DATABASE_AWAY']);
});

test('nobody is looked after once nobody waits', async () => {
  const patience = new Patience(1_000);
  await patience.wait(Promise.resolve());
  await vi.advanceTimersByTimeAsync(1_000);
  expect(vi.getTimerCount()).toBe(0);
});
