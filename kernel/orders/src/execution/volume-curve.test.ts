import { MICROS_PER_DAY, MICROS_PER_MINUTE, toQuantity, toTimestamp } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { aBar } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { learnVolumeCurve } from './volume-curve.ts';

const shape = { from: 0, until: 4 * MICROS_PER_MINUTE, parts: 4 };
const barAt = (minute: number, volume: number, changes: Partial<Bar> = {}): Bar => ({
  ...aBar({}),
  opensAt: toTimestamp(minute * MICROS_PER_MINUTE),
  volume: toQuantity(volume),
  ...changes,
});

test('sums the volume of each part of the day over all days', () => {
  const nextDay = MICROS_PER_DAY / MICROS_PER_MINUTE;
  const bars = [barAt(0, 60), barAt(1, 20), barAt(nextDay, 20), barAt(nextDay + 3, 40)];
  expect(learnVolumeCurve(bars, shape)).toEqual([1_000_000, 250_000, 0, 500_000]);
});

test('leaves out what is corrected, and what lies outside', () => {
  const bars = [barAt(0, 10), barAt(1, 99, { revision: 1 }), barAt(4, 99)];
  expect(learnVolumeCurve(bars, shape)).toEqual([1_000_000, 0, 0, 0]);
});

test('is flat where nothing was traded', () => {
  expect(learnVolumeCurve([], shape)).toEqual([1, 1, 1, 1]);
});
