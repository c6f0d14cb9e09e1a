import { toMinor, toPrice, toQuantity } from 'argosy/core';
import { aCheckContext, aCoin, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { computeCashNeed, referencePrice } from './order-value.ts';

const limit = { type: 'limit', limit: toPrice(9_000) } as const;
const stop = { type: 'stopMarket', trigger: toPrice(11_000) } as const;
const trailing = {
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(50) },
  activation: null,
  trigger: null,
} as const;
const behind = { ...trailing, type: 'trailingStopLimit', limitOffset: toPrice(5) } as const;
const noTouch = { bid: Number.NaN, ask: Number.NaN };
const needOf = (changes: ContextChanges): bigint | null => computeCashNeed(aCheckContext(changes));
const priceOf = (changes: ContextChanges): number | null => referencePrice(aCheckContext(changes));

describe('the reference price', () => {
  test.each([
    ['of a limit order is its limit', { request: { terms: limit } }, 9_000],
    ['of a stop is its trigger', { request: { terms: stop } }, 11_000],
    ['of a market buy is the ask', {}, 10_005],
    ['of a market sale is the bid', { request: { side: 'sell' } }, 9_995],
    [
      'of a market buy without a quote is the last price, half units up',
      { prices: { ...noTouch, last2: 20_001 } },
      10_001,
    ],
    [
      'of a market sale without a quote is the last price, half units down',
      { request: { side: 'sell' }, prices: { ...noTouch, last2: 20_001 } },
      10_000,
    ],
    [
      'of a buy that trails is where its stop would stand',
      { request: { terms: trailing } },
      10_055,
    ],
    ['of one with a limit is that behind it', { request: { terms: behind } }, 10_060],
    [
      'of one whose stop is known is its limit',
      { request: { terms: { ...behind, trigger: toPrice(9_990) } } },
      9_995,
    ],
    ['of a sale that trails is the bid', { request: { side: 'sell', terms: trailing } }, 9_995],
    [
      'of a market order is unknown where no price is',
      { prices: { ...noTouch, last2: Number.NaN } },
      null,
    ],
  ] as const)('%s', (_, changes, expected) => {
    expect(priceOf(changes)).toBe(expected);
  });
});

describe('the cash a buy needs', () => {
  test('is its value and its charges', () => {
    expect(needOf({ request: { terms: limit }, fee: 15n })).toBe(90_015n);
  });

  test('is of what is left to fill', () => {
    expect(needOf({ request: { terms: limit }, filled: toQuantity(4) })).toBe(54_000n);
  });

  test('is rounded up to the minor unit', () => {
    const instrument = aCoin();
    expect(needOf({ instrument, request: { qty: toQuantity(1), terms: limit } })).toBe(1n);
  });

  test('has a buffer where the price has no bound', () => {
    expect(needOf({ limits: { cashBufferBps: 50 } })).toBe(100_551n);
    const request = { terms: trailing };
    expect(needOf({ request, limits: { cashBufferBps: 50 } })).toBe(101_053n);
  });

  test('has no buffer where the price is limited', () => {
    expect(needOf({ request: { terms: limit }, limits: { cashBufferBps: 50 } })).toBe(90_000n);
  });

  test('grows with the multiplier', () => {
    const instrument = aCoin({ sizePrecision: 0, multiplier: 25n, multiplierScale: 1 });
    expect(needOf({ instrument, request: { terms: limit } })).toBe(225_000n);
  });
});

test('a sale needs no cash', () => {
  expect(needOf({ request: { side: 'sell' } })).toBe(toMinor(0n));
});
