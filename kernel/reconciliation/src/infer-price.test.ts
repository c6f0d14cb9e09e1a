import { toPrice } from 'argosy/core';
import { aTouch } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inferParts, type PriceClues } from './infer-price.ts';

const nothing: PriceClues = { value: null, touch: null, own: null, least: 1 };
const quoted = aTouch({ bid: toPrice(100), ask: toPrice(103), mid2: 203 });
const traded = aTouch({ bid: null, ask: null, mid2: 220 });
const own = { qty: -4, value: -364n };

describe('the price of a fill that nobody reported', () => {
  it.each<[string, Partial<PriceClues>, number | null]>([
    ['brings out the broker’s average before all', { value: 900n, touch: quoted, own }, 90],
    ['is else the middle of the market', { touch: quoted, own }, 102],
    ['is else our own average', { touch: traded, own }, 91],
    ['is as a last resort the last price', { touch: traded }, 110],
    ['is not known where nothing is', {}, null],
    ['is never one that cannot be', { value: -10n, touch: traded }, 110],
    ['is not one below the least of its instrument', { touch: traded, least: 200 }, null],
  ])('%s', (_, clues, expected) => {
    const parts = inferParts(10, { ...nothing, ...clues });
    expect(parts?.map(({ qty, price }) => [qty, price]) ?? null).toEqual(
      expected === null ? null : [[10, expected]],
    );
  });

  it('is split between two neighbours where no single one gives the broker’s average', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.bigInt({ min: 1_000_000n, max: 10n ** 14n }),
        (qty, value) => {
          const parts = inferParts(qty, { ...nothing, value }) ?? [];
          expect(parts.reduce((sum, part) => sum + part.qty, 0)).toBe(qty);
          expect(parts.reduce((sum, part) => sum + BigInt(part.qty) * BigInt(part.price), 0n)).toBe(
            value,
          );
          expect(parts.length).toBeLessThanOrEqual(2);
        },
      ),
    );
  });

  it('may be below zero where prices can be', () => {
    const parts = inferParts(3, { ...nothing, value: -31n, least: -1_000 });
    expect(parts?.map(({ qty, price }) => [qty, price])).toEqual([
      [1, -11],
      [2, -10],
    ]);
  });
});
