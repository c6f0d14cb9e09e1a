import { Random } from 'argosy/core';
import { expect, test } from 'vitest';

import type { FillPortion, FillRoom } from './fill-model.ts';
import { sizeAwareFills, SWEPT_LEVELS_MAX } from './size-aware-fills.ts';

const room = (changes: Partial<FillRoom> = {}): FillRoom => {
  return { wanted: 1_000, shown: 100, taken: 0, lot: 1, ...changes };
};
const waits = sizeAwareFills({ rest: 'waits' });
const sweeps = sizeAwareFills({ rest: 'sweeps', ticksPerLevel: 2 });
const sweep = (wanted: number, taken = 0): readonly FillPortion[] => {
  const portions: FillPortion[] = [];
  for (let [left, used] = [wanted, taken]; left > 0;) {
    const portion = sweeps.nextPortion(room({ wanted: left, taken: used }));
    if (portion.qty === 0) break;
    portions.push(portion);
    left -= portion.qty;
    used += portion.qty;
  }
  return portions;
};

test.each([
  [99, 99],
  [100, 100],
  [101, 100],
])('of %d wanted, %d fill where 100 are shown', (wanted, qty) => {
  expect(waits.nextPortion(room({ wanted }))).toEqual({ qty, ticksWorse: 0 });
});

test.each([
  [99, 1],
  [100, 0],
])('once %d are taken, %d are left', (taken, qty) => {
  expect(waits.nextPortion(room({ taken })).qty).toBe(qty);
});

test('only whole lots of what is shown fill', () => {
  expect(waits.nextPortion(room({ lot: 75 })).qty).toBe(75);
});

test.each([waits, sweeps])('nothing fills where less than a lot is shown', (model) => {
  expect(model.nextPortion(room({ shown: 74, lot: 75 })).qty).toBe(0);
});

test('a sweep takes further levels as deep as the one shown, each so many ticks worse', () => {
  expect(sweep(250)).toEqual([
    { qty: 100, ticksWorse: 0 },
    { qty: 100, ticksWorse: 2 },
    { qty: 50, ticksWorse: 4 },
  ]);
});

test('a sweep begins where the one before it ended', () => {
  expect(sweep(100, 150)).toEqual([
    { qty: 50, ticksWorse: 2 },
    { qty: 50, ticksWorse: 4 },
  ]);
});

test('a sweep ends at the last level', () => {
  const swept = sweep(1_000_000);
  expect(swept).toHaveLength(SWEPT_LEVELS_MAX);
  expect(swept.at(-1)?.ticksWorse).toBe(2 * (SWEPT_LEVELS_MAX - 1));
});

test.each([0, -1, 0.5, Number.NaN])('a sweep of %d ticks a level is refused', (ticksPerLevel) => {
  expect(() => sizeAwareFills({ rest: 'sweeps', ticksPerLevel })).toThrow(
    `ticksPerLevel is ${ticksPerLevel}`,
  );
});

test('every touch fills, nothing slips by chance', () => {
  const stream = Random.fromSeed(1);
  expect([waits.fillsOnTouch(stream), waits.slipTicks(stream)]).toEqual([true, 0]);
});

test('the model describes what it was told', () => {
  expect(sweeps.describe()).toEqual({
    model: 'sizeAwareFills',
    parameters: { rest: 'sweeps', ticksPerLevel: 2 },
  });
});
