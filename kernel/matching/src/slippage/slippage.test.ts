import { toInstrumentId, toPrice } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { oneTickSlippage } from '../fills/one-tick-slippage.ts';
import { constantSlippage } from './constant-slippage.ts';
import { noSlippage } from './no-slippage.ts';
import type { SlipBasis } from './slippage-model.ts';
import { squareRootImpact } from './square-root-impact.ts';
import { volumeShareSlippage } from './volume-share-slippage.ts';

/** A hundred of a thousand, at 100.00, in ticks of 0.05. */
const basis = (changes: Partial<SlipBasis> = {}): SlipBasis => {
  const instrument = anInstrument();
  return { instrument, side: 'buy', qty: 100, price: 10_000, volume: 1_000, ...changes };
};

test('no slippage is none', () => {
  expect(noSlippage.computeTicks(basis())).toBe(0);
});

test('one tick is one tick, however large the order', () => {
  expect(oneTickSlippage.computeTicks(basis({ qty: 1e6 }))).toBe(1);
});

describe('constant slippage', () => {
  test('in ticks is as many, however large the order', () => {
    expect(constantSlippage({ ticks: 3 }).computeTicks(basis({ qty: 1e6 }))).toBe(3);
  });

  test.each([
    [5, 1],
    [5.01, 2],
    [10, 2],
    [0.01, 1],
  ])(
    'of %d basis points of 100.00 is %d ticks: what is less than a tick counts as one',
    (bps, ticks) => {
      expect(constantSlippage({ basisPoints: bps }).computeTicks(basis())).toBe(ticks);
    },
  );

  test('is as great below zero', () => {
    expect(constantSlippage({ basisPoints: 10 }).computeTicks(basis({ price: -10_000 }))).toBe(2);
  });

  test('is nothing of a price of nothing', () => {
    expect(constantSlippage({ basisPoints: 10 }).computeTicks(basis({ price: 0 }))).toBe(0);
  });

  test.each([-1, 0.5, 1_000_001, Number.NaN])('refuses %d ticks', (ticks) => {
    expect(() => constantSlippage({ ticks })).toThrow(`ticks is ${ticks}`);
  });

  test.each([0, -1, 10_001, Number.NaN])('refuses %d basis points', (basisPoints) => {
    expect(() => constantSlippage({ basisPoints })).toThrow(`basisPoints is ${basisPoints}`);
  });
});

describe('volume share slippage', () => {
  const model = volumeShareSlippage({ impact: 0.1, share: 0.25 });

  test('grows with the square of the share', () => {
    // 10,000 × 0.1 × 0.1² = 10, two ticks; twice the share: 40, eight.
    expect(model.computeTicks(basis())).toBe(2);
    expect(model.computeTicks(basis({ qty: 200 }))).toBe(8);
  });

  test.each([249, 250, 251, 1_000])('of %d is no greater than at the greatest share', (qty) => {
    expect(model.computeTicks(basis({ qty }))).toBe(13);
  });

  test('is the greatest where the source has no volume', () => {
    expect(model.computeTicks(basis({ volume: 0 }))).toBe(13);
  });

  test('never moves the price by more than itself', () => {
    const huge = volumeShareSlippage({ impact: 1_000, share: 1 });
    expect(huge.computeTicks(basis({ qty: 1_000 }))).toBe(2_000);
  });

  test.each([
    [{ impact: 0, share: 0.1 }, 'impact is 0'],
    [{ impact: Number.POSITIVE_INFINITY, share: 0.1 }, 'impact is Infinity'],
    [{ impact: 0.1, share: 0 }, 'share is 0'],
    [{ impact: 0.1, share: 1.01 }, 'share is 1.01'],
  ])('refuses %o', (options, reason) => {
    expect(() => volumeShareSlippage(options)).toThrow(reason);
  });
});

describe('square-root impact', () => {
  const model = squareRootImpact({ coefficient: 0.5, dailyVolume: 10_000, volatility: 0.02 });

  test.each([
    [1, 1],
    [100, 2],
    [101, 3],
    [225, 3],
    [226, 4],
    [400, 4],
  ])('of %d of a day’s 10,000 is %d ticks', (qty, ticks) => {
    // 10,000 × 0.5 × 0.02 × √(100 / 10,000) = 10, two ticks.
    expect(model.computeTicks(basis({ qty }))).toBe(ticks);
  });

  test('counts whole shares, whatever the precision of a size', () => {
    const instrument = anInstrument({ sizePrecision: 3 });
    expect(model.computeTicks(basis({ instrument, qty: 100_000 }))).toBe(2);
  });

  test('goes by an instrument’s own figures where it has some', () => {
    const own = squareRootImpact({
      coefficient: 0.5,
      dailyVolume: 10_000,
      volatility: 0.02,
      byInstrument: { 'SBIN.NSE': { dailyVolume: 40_000, volatility: 0.08 } },
    });
    const other = anInstrument({ id: toInstrumentId('INFY.NSE') });
    expect(own.computeTicks(basis())).toBe(4);
    expect(own.computeTicks(basis({ instrument: other }))).toBe(2);
    expect(own.describe().parameters).toMatchObject({
      'SBIN.NSE': { parameters: { dailyVolume: 40_000, volatility: 0.08 } },
    });
  });

  test('never moves the price by more than itself', () => {
    expect(model.computeTicks(basis({ qty: 1e15, price: 11 }))).toBe(3);
  });

  test('is the least number of ticks that reaches the impact', () => {
    const whole = (from: number, to: number) => fc.integer({ min: from, max: to });
    fc.assert(
      fc.property(whole(1, 1e6), whole(1, 1e7), whole(1, 50), (qty, price, tick) => {
        const instrument = anInstrument({ tick: toPrice(tick) });
        const ticks = model.computeTicks(basis({ instrument, qty, price }));
        // (price / 100)² × qty / 10,000, in whole numbers.
        const square = BigInt(price) ** 2n * BigInt(qty);
        const reaches = (count: number): boolean =>
          BigInt(count * tick) ** 2n * 100_000_000n >= square || count * tick >= price;
        expect([reaches(ticks - 1), reaches(ticks)]).toEqual([false, true]);
      }),
    );
  });

  test.each([
    [{ coefficient: 0, dailyVolume: 1, volatility: 0.01 }, 'coefficient is 0'],
    [{ coefficient: 1, dailyVolume: 0, volatility: 0.01 }, 'dailyVolume is 0'],
    [{ coefficient: 1, dailyVolume: 1, volatility: -0.01 }, 'volatility is -0.01'],
  ])('refuses %o', (options, reason) => {
    expect(() => squareRootImpact(options)).toThrow(reason);
  });
});

test.each([
  ['noSlippage', noSlippage],
  ['oneTickSlippage', oneTickSlippage],
  ['constantSlippage', constantSlippage({ basisPoints: 5 })],
  ['volumeShareSlippage', volumeShareSlippage({ impact: 0.1, share: 0.025 })],
  ['squareRootImpact', squareRootImpact({ coefficient: 1, dailyVolume: 1e6, volatility: 0.02 })],
])('%s grows with the order, in whole ticks, and describes itself', (name, model) => {
  const qty = fc.integer({ min: 1, max: 1e6 });
  fc.assert(
    fc.property(qty, qty, fc.integer({ min: -1e7, max: 1e7 }), (one, two, price) => {
      const [less, more] = [Math.min(one, two), Math.max(one, two)].map((size) =>
        model.computeTicks(basis({ qty: size, price })),
      );
      expect(Number.isSafeInteger(less)).toBe(true);
      expect(less).toBeGreaterThanOrEqual(0);
      expect(more).toBeGreaterThanOrEqual(less ?? 0);
    }),
  );
  expect(model.describe().model).toBe(name);
});
