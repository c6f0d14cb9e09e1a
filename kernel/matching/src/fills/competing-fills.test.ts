import { Random } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { competingFills } from './competing-fills.ts';
import { composedFills } from './composed-fills.ts';
import { oneTickSlippage } from './one-tick-slippage.ts';
import { probabilisticFills } from './probabilistic-fills.ts';
import { sizeAwareFills } from './size-aware-fills.ts';
import { sureFills } from './sure-fills.ts';

const bySize = sizeAwareFills({ rest: 'waits' });
const room = { wanted: 100, shown: 100, taken: 0, lot: 1 };

describe('competitors', () => {
  test.each([
    [0, 100],
    [0.4, 60],
    [0.333, 66],
    [0.29, 71],
    [0.999999999, 0],
  ])('who take %f of what is shown leave %i of a hundred', (takers, left) => {
    expect(competingFills({ takers, waiting: 0 }, bySize).nextPortion(room).qty).toBe(left);
  });

  test('leave what another model gives out', () => {
    const fills = competingFills({ takers: 0.5, waiting: 0 }, sureFills);
    expect(fills.nextPortion(room).qty).toBe(100);
    expect(fills.slipTicks(Random.fromSeed(1))).toBe(0);
  });

  test('never leave more than there is, nor less than nothing', () => {
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(share, fc.nat(2 ** 40), (takers, shown) => {
        const { qty } = competingFills({ takers, waiting: 0 }, bySize).nextPortion({
          ...room,
          wanted: 2 ** 45,
          shown,
        });
        expect(qty).toBeGreaterThanOrEqual(0);
        expect(qty).toBeLessThanOrEqual(shown * (1 - takers + 1e-9) + 1);
      }),
    );
  });

  test('who wait at a limit are reached as often as we are', () => {
    const stream = Random.fromSeed(7);
    const reached = (waiting: number): number => {
      const fills = competingFills({ takers: 0, waiting }, sureFills);
      return Array.from({ length: 4_000 }, () => fills.fillsOnTouch(stream)).filter(Boolean).length;
    };
    expect(reached(0)).toBe(4_000);
    expect(Math.abs(reached(3) - 1_000)).toBeLessThan(120);
  });

  test.each([
    ['takers', { takers: 1, waiting: 0 }],
    ['takers', { takers: -0.1, waiting: 0 }],
    ['takers', { takers: Number.NaN, waiting: 0 }],
    ['waiting', { takers: 0, waiting: 0.5 }],
  ])('of a bad number of %s are refused', (name, competition) => {
    expect(() => competingFills(competition, sureFills)).toThrow(name);
  });
});

test('a composed model asks each of its models its own question', () => {
  const never = probabilisticFills({ limit: 0, slip: 0 });
  const fills = composedFills({ touch: never, slip: oneTickSlippage, size: bySize });
  const stream = Random.fromSeed(1);
  expect([fills.fillsOnTouch(stream), fills.slipTicks(stream)]).toEqual([false, 1]);
  expect(fills.nextPortion({ ...room, shown: 30 }).qty).toBe(30);
  expect(JSON.stringify(fills.describe())).toContain('"touch":{"model":"probabilisticFills"');
});
