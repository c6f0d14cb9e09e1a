import { toCurrency, toMinor, toQuantity } from 'argosy/core';
import { aCheckContext, anOption, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkConcentration } from './concentration-check.ts';
import type { RiskRules } from './risk-rules.ts';

const codeOf = (rules: RiskRules, changes: ContextChanges): string | null =>
  checkConcentration(aCheckContext({ limits: { rules }, ...changes }))?.code ?? null;
const close: ContextChanges = {
  request: { side: 'sell' },
  held: { positionQty: 10, accountQty: 10 },
};
const inr = toCurrency('INR');

describe('P-26', () => {
  test.each([
    [10_005_01, null],
    [10_005_00, null],
    [10_004_99, 'CONCENTRATION_LIMIT'],
  ])('a buy of 1000.50 may be a tenth of an equity of %i paise', (equity, expected) => {
    const changes = { equity: toMinor(BigInt(equity)) };
    expect(codeOf({ concentrationBps: 1_000 }, changes)).toBe(expected);
  });

  test('counts what is held and what works', () => {
    const changes = {
      equity: toMinor(10_005_00n),
      held: { accountQty: 1, workingAccountQty: 1 },
    };
    expect(codeOf({ concentrationBps: 1_200 }, changes)).toBeNull();
    expect(codeOf({ concentrationBps: 1_199 }, changes)).toBe('CONCENTRATION_LIMIT');
  });

  test('counts what an amended order has filled once: it is held already', () => {
    const changes = {
      equity: toMinor(10_005_00n),
      filled: toQuantity(4),
      held: { accountQty: 4 },
    };
    expect(codeOf({ concentrationBps: 1_000 }, changes)).toBeNull();
    expect(codeOf({ concentrationBps: 999 }, changes)).toBe('CONCENTRATION_LIMIT');
  });

  test('counts what a sale adds to what is short', () => {
    const changes = {
      request: { side: 'sell' as const },
      equity: toMinor(9_995_00n),
      held: { accountQty: -1, workingAccountQty: 1 },
    };
    expect(codeOf({ concentrationBps: 1_200 }, changes)).toBeNull();
    expect(codeOf({ concentrationBps: 1_199 }, changes)).toBe('CONCENTRATION_LIMIT');
  });

  test('lets a close through', () => {
    expect(codeOf({ concentrationBps: 0 }, { ...close, equity: toMinor(1n) })).toBeNull();
  });

  test.each([{ equity: null }, { toBase: () => null }])('needs a rate', (changes) => {
    expect(codeOf({ concentrationBps: 1_000 }, changes)).toBe('MARKET_PRICE_UNKNOWN');
  });

  test.each([
    [99_99, null],
    [100_00, null],
    [100_01, 'PENNY_INSTRUMENT'],
  ])('a share at 100.00 where %i hundredths are the least', (least, expected) => {
    const leastPriceHundredths = new Map([[inr, least]]);
    expect(codeOf({ leastPriceHundredths }, {})).toBe(expected);
  });

  test('says nothing of derivatives, of closes and of other currencies', () => {
    const leastPriceHundredths = new Map([[inr, 1_000_00]]);
    const others = new Map([[toCurrency('USD'), 1_000_00]]);
    expect(codeOf({ leastPriceHundredths }, { instrument: anOption() })).toBeNull();
    expect(codeOf({ leastPriceHundredths }, close)).toBeNull();
    expect(codeOf({ leastPriceHundredths: others }, {})).toBeNull();
  });

  test('does not open a share while its price is unknown', () => {
    const changes = { prices: { last2: Number.NaN } };
    const leastPriceHundredths = new Map([[inr, 1]]);
    expect(codeOf({ leastPriceHundredths }, changes)).toBe('MARKET_PRICE_UNKNOWN');
  });
});
