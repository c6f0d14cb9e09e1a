import { toPrice, toQuantity } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { exactNotional, notionalScale } from './instrument.ts';

describe('notionalScale', () => {
  it('adds the places of price, size and multiplier', () => {
    const instrument = anInstrument({ pricePrecision: 2, sizePrecision: 3, multiplierScale: 1 });
    expect(notionalScale(instrument)).toBe(6);
  });
});

describe('exactNotional', () => {
  it('is price times quantity', () => {
    expect(exactNotional(anInstrument(), toPrice(10_125), toQuantity(3))).toBe(30_375n);
  });

  it('is signed like the quantity', () => {
    expect(exactNotional(anInstrument(), 10_125, -3)).toBe(-30_375n);
  });

  it('counts the multiplier', () => {
    expect(exactNotional(anInstrument({ multiplier: 75n }), 100, 2)).toBe(15_000n);
  });

  it('is exact beyond the safe integers', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (price, qty) => {
        expect(exactNotional(anInstrument(), price, qty)).toBe(BigInt(price) * BigInt(qty));
      }),
    );
  });
});
