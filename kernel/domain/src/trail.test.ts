import { toPrice } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { isSameTrail, trailDistance, type Trail } from './trail.ts';

const price: Trail = { by: 'price', distance: toPrice(100) };
const ticks: Trail = { by: 'ticks', ticks: 20 };
const bps: Trail = { by: 'bps', bps: 100 };
const atr: Trail = { by: 'atr', hundredths: 250, distance: toPrice(100) };

describe('the distance of a trail', () => {
  test.each<[string, Trail, number, number]>([
    ['in price', price, 10_000, 100],
    ['in ticks', ticks, 10_000, 100],
    ['as a part of the price', bps, 10_000, 100],
    ['as a part of the price, up to the tick', bps, 10_001, 105],
    ['as a part of a price below zero', bps, -10_000, 100],
    ['in ranges, as they were when it was sent', atr, 20_000, 100],
  ])('%s', (_, trail, best, expected) => {
    expect(trailDistance(trail, best, 5)).toBe(expected);
  });
});

describe('two trails', () => {
  const trails = [price, ticks, bps, atr];

  test('are the same only where all of them is', () => {
    for (const one of trails) {
      expect(trails.filter((other) => isSameTrail(one, { ...other }))).toEqual([one]);
    }
  });

  test.each<[Trail, Trail]>([
    [price, { by: 'price', distance: toPrice(99) }],
    [ticks, { by: 'ticks', ticks: 19 }],
    [bps, { by: 'bps', bps: 99 }],
    [atr, { ...atr, hundredths: 200 }],
    [atr, { ...atr, distance: toPrice(99) }],
  ])('differ by their number: %o', (one, other) => {
    expect(isSameTrail(one, other)).toBe(false);
  });
});
