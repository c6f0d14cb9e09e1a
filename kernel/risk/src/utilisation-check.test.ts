import { toMinor } from 'argosy/core';
import { aCheckContext, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkUtilisation, isRelieved } from './utilisation-check.ts';

const rule = { enterBps: 9_000, leaveBps: 8_500 };
const account = { products: ['delivery'], kind: 'margin', leverage: {} } as const;
const use = (bound: bigint, equity: bigint = 10_000n) => ({ bound, equity: toMinor(equity) });
const codeOf = (changes: ContextChanges): string | null =>
  checkUtilisation(aCheckContext({ account, limits: { rules: { utilisation: rule } }, ...changes }))
    ?.code ?? null;

describe('P-18', () => {
  test.each([
    [8_999n, null],
    [9_000n, 'UTILISATION_HIGH'],
    [9_001n, 'UTILISATION_HIGH'],
  ])('of an equity of 10000, %i bound', (bound, expected) => {
    expect(codeOf({ marginUse: use(bound) })).toBe(expected);
  });

  test.each([
    [8_499n, true],
    [8_500n, false],
    [8_501n, false],
  ])('is free again of 10000 with %i bound: %s', (bound, expected) => {
    expect(isRelieved(use(bound), rule)).toBe(expected);
  });

  test('knows an account that has lost everything from one that binds nothing', () => {
    expect([codeOf({ marginUse: use(1n, -5n) }), codeOf({ marginUse: use(0n, 0n) })]).toEqual([
      'UTILISATION_HIGH',
      null,
    ]);
    expect([isRelieved(use(1n, -5n), rule), isRelieved(use(0n, 0n), rule)]).toEqual([false, true]);
  });

  test('lets closes through, and cash accounts', () => {
    const marginUse = use(10_000n);
    const held = { positionQty: 10, accountQty: 10 };
    expect(codeOf({ marginUse, held, request: { side: 'sell' } })).toBeNull();
    expect(codeOf({ marginUse, account: { ...account, kind: 'cash' } })).toBeNull();
  });

  test('needs a rate', () => {
    expect(codeOf({ marginUse: null })).toBe('MARKET_PRICE_UNKNOWN');
  });
});
