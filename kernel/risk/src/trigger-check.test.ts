import { toPrice } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { aCheckContext, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';
import { defaultOrderMatrix } from './order-matrix.ts';

const stopLimit = (trigger: number, worst: number): OrderTerms => ({
  type: 'stopLimit',
  trigger: toPrice(trigger),
  limit: toPrice(worst),
});
const codeOf = (changes: ContextChanges): string | null =>
  checkOrder(aCheckContext(changes), 'submit')?.code ?? null;

describe('P-09 on a stop-limit', () => {
  test.each([
    ['buy', 10_095, 'LIMIT_BEFORE_TRIGGER'],
    ['buy', 10_100, null],
    ['buy', 10_105, null],
    ['sell', 9_895, null],
    ['sell', 9_900, null],
    ['sell', 9_905, 'LIMIT_BEFORE_TRIGGER'],
  ] as const)('of a %s with the limit at %i gives %s', (side, worst, expected) => {
    const terms = stopLimit(side === 'buy' ? 10_100 : 9_900, worst);
    expect(codeOf({ request: { side, terms }, held: { positionQty: 10 } })).toBe(expected);
  });

  test('looks at its trigger like at any stop’s', () => {
    expect(codeOf({ request: { terms: stopLimit(10_000, 10_100) } })).toBe('TRIGGER_WRONG_SIDE');
  });

  test('lets an amendment through once the trigger has fired', () => {
    const changes = { request: { terms: stopLimit(9_900, 9_800) }, isTriggerSpent: true };
    expect(checkOrder(aCheckContext(changes), 'amend')).toBeNull();
  });

  test('looks at the grid of both prices', () => {
    const codes = [stopLimit(10_101, 10_110), stopLimit(10_100, 10_111)].map((terms) =>
      codeOf({ request: { terms } }),
    );
    expect(codes).toEqual(['PRICE_OFF_TICK', 'PRICE_OFF_TICK']);
  });
});

describe('P-09 on a trigger that waits to be touched', () => {
  const matrix = defaultOrderMatrix;
  const touched = (price: number): OrderTerms => ({
    type: 'marketIfTouched',
    trigger: toPrice(price),
  });

  test.each([
    ['buy', 9_995, null],
    ['buy', 10_000, 'TRIGGER_WRONG_SIDE'],
    ['buy', 10_005, 'TRIGGER_WRONG_SIDE'],
    ['sell', 9_995, 'TRIGGER_WRONG_SIDE'],
    ['sell', 10_000, 'TRIGGER_WRONG_SIDE'],
    ['sell', 10_005, null],
  ] as const)('of a %s at %i gives %s', (side, price, expected) => {
    const request = { side, terms: touched(price) };
    expect(codeOf({ request, limits: { matrix }, held: { positionQty: 10 } })).toBe(expected);
  });

  test.each([9_890, 9_900, 9_910])('lets its limit lie on either side: %i', (worst) => {
    const terms = {
      type: 'limitIfTouched',
      trigger: toPrice(9_900),
      limit: toPrice(worst),
    } as const;
    expect(codeOf({ request: { terms }, limits: { matrix } })).toBeNull();
  });
});
