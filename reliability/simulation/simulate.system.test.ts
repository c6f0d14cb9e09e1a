import { expect, test } from 'vitest';

import { simulate } from './simulate.ts';
import { World } from './world.ts';

test.each([1, 2, 3])(
  'nothing is lost, doubled or out of balance in the world of seed %i',
  async (seed) => {
    const { lost, duplicated, imbalance, violations, orders, acks, kinds } = await simulate(seed);
    expect({ lost, duplicated, imbalance, violations }).toEqual({
      lost: 0,
      duplicated: 0,
      imbalance: 0,
      violations: [],
    });
    expect([orders >= 500, acks > 100]).toEqual([true, true]);
    expect([kinds.waited > 5, kinds.parents > 5]).toEqual([true, true]);
  },
);

test('a seed gives the same world twice, its second machine too', async () => {
  const outcome = await simulate(2);
  expect(outcome.follower).not.toBeNull();
  expect(await simulate(2)).toEqual(outcome);
});

test('what is due happens in the order of its time, then of its making', () => {
  const world = new World(1);
  const happened: string[] = [];
  world.after(20, () => happened.push('late'));
  world.after(10, () => happened.push('early'));
  world.after(10, () => happened.push('early too'));
  const from = world.now;
  world.pass(15);
  expect([happened.join(), world.now - from]).toEqual(['early,early too', 15]);
  world.pass(5);
  expect(happened.at(-1)).toBe('late');
  expect(world.step()).toBe(false);
});

test('no fault happens in peace, and each that happens is counted', () => {
  const world = new World(1);
  expect(world.fault('power lost', 1)).toBe(true);
  expect(world.faults['power lost']).toBe(1);
  world.isPeaceful = true;
  expect(world.fault('power lost', 1)).toBe(false);
  expect(world.faults['power lost']).toBe(1);
});
