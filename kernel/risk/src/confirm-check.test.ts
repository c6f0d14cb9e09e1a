import { toCurrency, toMinor, toPrice, toQuantity } from 'argosy/core';
import { aCheckContext, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkConfirmation } from './confirm-check.ts';

const unknown = { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN };
const codeOf = (most: number, changes: ContextChanges = {}): string | null => {
  const confirmAbove = new Map([[toCurrency('INR'), toMinor(BigInt(most))]]);
  const context = aCheckContext({ limits: { rules: { confirmAbove } }, ...changes });
  return checkConfirmation(context)?.code ?? null;
};

describe('P-30', () => {
  test.each([
    [1_000_49, 'CONFIRMATION_NEEDED'],
    [1_000_50, null],
    [1_000_51, null],
  ])('an order of 1000.50, to be confirmed above %i paise', (most, expected) => {
    expect(codeOf(most)).toBe(expected);
  });

  test('lets through what is confirmed, what closes, and what has no price yet', () => {
    const held = { positionQty: 10, accountQty: 10 };
    expect(codeOf(1, { confirmation: 'C-1' })).toBeNull();
    expect(codeOf(1, { held, request: { side: 'sell' } })).toBeNull();
    expect(codeOf(1, { prices: unknown })).toBeNull();
  });

  test('looks at what is left to fill', () => {
    const request = { terms: { type: 'limit', limit: toPrice(10_000) } } as const;
    const codes = [4, 5].map((filled) => codeOf(500_00, { request, filled: toQuantity(filled) }));
    expect(codes).toEqual(['CONFIRMATION_NEEDED', null]);
  });
});
