import { Random } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { FillRoom } from './fill-model.ts';
import { volumeLimitedFills } from './volume-limited-fills.ts';

const room = (changes: Partial<FillRoom> = {}): FillRoom => {
  return { wanted: 1_000, shown: 100, taken: 0, lot: 1, ...changes };
};
const tenth = volumeLimitedFills({ share: 0.1, roundToLot: false });
const inLots = volumeLimitedFills({ share: 0.1, roundToLot: true });

test('fill a share of what is there', () => {
  expect(tenth.nextPortion(room())).toEqual({ qty: 10, ticksWorse: 0 });
});

test('fill no more than is wanted', () => {
  expect(tenth.nextPortion(room({ wanted: 9 })).qty).toBe(9);
});

test.each([
  [9, 1],
  [10, 0],
  [11, 0],
])('once %d of ten are taken, leave %d', (taken, left) => {
  expect(tenth.nextPortion(room({ taken })).qty).toBe(left);
});

test.each([
  [9, 0],
  [10, 1],
  [19, 1],
])('fill of %d there, whole units: %d', (shown, qty) => {
  expect(tenth.nextPortion(room({ shown })).qty).toBe(qty);
});

test('fill nothing where nothing is there', () => {
  expect(tenth.nextPortion(room({ shown: 0 })).qty).toBe(0);
});

test('may fill all that is there', () => {
  const whole = volumeLimitedFills({ share: 1, roundToLot: false });
  expect(whole.nextPortion(room()).qty).toBe(100);
});

test.each([
  [739, 50],
  [750, 75],
  [1_500, 150],
])('in lots of 25, fill of %d there: %d', (shown, qty) => {
  expect(inLots.nextPortion(room({ shown, lot: 25 })).qty).toBe(qty);
});

test('reckon the share without the error of floats', () => {
  const model = volumeLimitedFills({ share: 0.29, roundToLot: false });
  expect(model.nextPortion(room()).qty).toBe(29);
});

test('reckon exactly with the greatest sizes', () => {
  const half = volumeLimitedFills({ share: 0.5, roundToLot: false });
  const shown = Number.MAX_SAFE_INTEGER;
  expect(half.nextPortion(room({ shown, wanted: shown })).qty).toBe((shown - 1) / 2);
});

test.each([0, -0.1, 1.1, 1e-10, Number.NaN])('refuse a share of %d', (share) => {
  expect(() => volumeLimitedFills({ share, roundToLot: true })).toThrow(`share is ${share}`);
});

test('take every touch, slip nothing and describe themselves', () => {
  const stream = Random.fromSeed(1);
  expect([tenth.fillsOnTouch(stream), tenth.slipTicks(stream)]).toEqual([true, 0]);
  expect(inLots.describe()).toEqual({
    model: 'volumeLimitedFills',
    parameters: { share: 0.1, roundToLot: 'true' },
  });
});

test('never fill more than the share of what is there, whoever took before', () => {
  const size = fc.nat(1e9);
  fc.assert(
    fc.property(size, fc.array(fc.integer({ min: 1, max: 1e8 })), (shown, wants) => {
      let taken = 0;
      for (const wanted of wants) taken += tenth.nextPortion(room({ wanted, shown, taken })).qty;
      expect(taken).toBe(
        Math.min(
          Math.floor(shown / 10),
          wants.reduce((sum, one) => sum + one, 0),
        ),
      );
    }),
  );
});
