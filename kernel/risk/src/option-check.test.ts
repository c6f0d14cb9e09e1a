import { toAccountId, toMicros, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { aCheckContext, aFuture, anOption, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOption } from './option-check.ts';
import type { OptionRule } from './risk-rules.ts';

const free: OptionRule = { nakedWriters: null, closedBeforeExpiry: null, strikeDistanceBps: null };
const lot = toQuantity(75);
const codeOf = (rule: Partial<OptionRule>, changes: ContextChanges): string | null => {
  const { request, ...others } = changes;
  const context = aCheckContext({
    instrument: anOption(),
    limits: { rules: { options: { ...free, ...rule } } },
    ...others,
    request: { qty: lot, ...request },
  });
  return checkOption(context)?.code ?? null;
};
const sale: ContextChanges = { request: { side: 'sell' } };
const close: ContextChanges = { ...sale, held: { positionQty: 75, accountQty: 75 } };

describe('P-27', () => {
  test.each([
    [74, 'NAKED_OPTION_NOT_PERMITTED'],
    [75, null],
    [76, null],
  ])('75 are written with %i covered', (cover, expected) => {
    const record = { optionCover: () => cover };
    expect(codeOf({ nakedWriters: [] }, { ...sale, record })).toBe(expected);
  });

  test('counts what is written and what works already', () => {
    const record = { optionCover: () => 149 };
    const held = { positionQty: -50, accountQty: -50, workingAccountQty: 25 };
    const codes = [149, 150].map((cover) =>
      codeOf(
        { nakedWriters: [] },
        { ...sale, held, record: { ...record, optionCover: () => cover } },
      ),
    );
    expect(codes).toEqual(['NAKED_OPTION_NOT_PERMITTED', null]);
  });

  test('lets who may write naked do so, and everyone buy and close', () => {
    const mine = { nakedWriters: [toAccountId('MAIN')] };
    expect([codeOf(mine, sale), codeOf({ nakedWriters: [] }, {})]).toEqual([null, null]);
    expect(codeOf({ nakedWriters: [] }, close)).toBeNull();
  });

  test.each([
    ['before', -1, null],
    ['at', 0, 'OPTION_NEAR_EXPIRY'],
    ['after', 1, 'OPTION_NEAR_EXPIRY'],
  ])('an option opened %s the start of its last hour', (_, later, expected) => {
    const instrument = anOption({ expiresAt: toTimestamp(1_000) });
    const now = toTimestamp(400 + later);
    const rule = { closedBeforeExpiry: toMicros(600) };
    expect(codeOf(rule, { instrument, now })).toBe(expected);
    expect(codeOf(rule, { ...close, instrument, now })).toBeNull();
  });

  test.each([
    [8_999, 'STRIKE_TOO_FAR'],
    [9_000, null],
    [9_001, null],
    [10_999, null],
    [11_000, null],
    [11_001, 'STRIKE_TOO_FAR'],
  ])('a strike of %i, a tenth around 100.000 of the underlying', (strike, expected) => {
    const instrument = anOption({ strike: toPrice(strike) });
    const underlying = { last2: 200_000, pricePrecision: 3 };
    expect(codeOf({ strikeDistanceBps: 1_000 }, { instrument, underlying })).toBe(expected);
  });

  test('a refusal says where the underlying is', () => {
    const context = aCheckContext({
      instrument: anOption({ strike: toPrice(8_999) }),
      underlying: { last2: 200_001, pricePrecision: 3 },
      limits: { rules: { options: { ...free, strikeDistanceBps: 1_000 } } },
    });
    expect(checkOption(context)?.reason).toContain('strike 89.99, NIFTY.NSE at 100.0005');
  });

  test.each([null, { last2: Number.NaN, pricePrecision: 2 }])(
    'needs the price of the underlying: %o',
    (underlying) => {
      expect(codeOf({ strikeDistanceBps: 1_000 }, { underlying })).toBe('MARKET_PRICE_UNKNOWN');
    },
  );

  test('has nothing to do with a future', () => {
    expect(codeOf({ nakedWriters: [] }, { ...sale, instrument: aFuture() })).toBeNull();
  });
});
