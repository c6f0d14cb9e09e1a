import { Random } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { oneTickSlippage } from './one-tick-slippage.ts';
import { probabilisticFills } from './probabilistic-fills.ts';
import { sureFills } from './sure-fills.ts';

const draws = 10_000;
const share = (draw: (stream: Random) => number): number => {
  const stream = Random.fromSeed(7);
  let sum = 0;
  for (let i = 0; i < draws; i++) sum += draw(stream);
  return sum / draws;
};

test('sure fills take every touch and never slip', () => {
  const stream = Random.fromSeed(1);
  expect([sureFills.fillsOnTouch(stream), sureFills.slipTicks(stream)]).toEqual([true, 0]);
});

test('one-tick slippage takes every touch and always slips', () => {
  const stream = Random.fromSeed(1);
  expect([oneTickSlippage.fillsOnTouch(stream), oneTickSlippage.slipTicks(stream)]).toEqual([
    true,
    1,
  ]);
});

describe('probabilistic fills', () => {
  const model = probabilisticFills({ limit: 0.3, slip: 0.6 });

  test('take touches as often as told', () => {
    expect(share((stream) => Number(model.fillsOnTouch(stream)))).toBeCloseTo(0.3, 1);
  });

  test('slip as often as told', () => {
    expect(share((stream) => model.slipTicks(stream))).toBeCloseTo(0.6, 1);
  });

  test.each([-0.1, 1.1, Number.NaN])('refuse a probability of %d', (limit) => {
    expect(() => probabilisticFills({ limit, slip: 0 })).toThrow(`limit is ${limit}`);
  });
});

test.each([
  ['sureFills', sureFills],
  ['oneTickSlippage', oneTickSlippage],
  ['probabilisticFills', probabilisticFills({ limit: 1, slip: 0 })],
])('%s describes itself', (name, model) => {
  expect(model.describe().model).toBe(name);
});
