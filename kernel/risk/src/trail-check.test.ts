import { toPrice } from 'argosy/core';
import type { OrderTerms, Trail } from 'argosy/domain';
import { aCheckContext } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';
import { defaultOrderMatrix } from './order-matrix.ts';

const fine = { trail: { by: 'ticks', ticks: 20 }, activation: null, trigger: null } as const;

function codeOf(terms: OrderTerms): string | null {
  const limits = { matrix: defaultOrderMatrix };
  return checkOrder(aCheckContext({ request: { terms }, limits }), 'submit')?.code ?? null;
}

describe('P-07 on a trail', () => {
  test.each<[Trail, string | null]>([
    [{ by: 'price', distance: toPrice(5) }, null],
    [{ by: 'price', distance: toPrice(6) }, 'PRICE_OFF_TICK'],
    [{ by: 'price', distance: toPrice(0) }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'ticks', ticks: 1 }, null],
    [{ by: 'ticks', ticks: 0 }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'ticks', ticks: 1.5 }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'bps', bps: 1 }, null],
    [{ by: 'bps', bps: 0 }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'bps', bps: 9_999 }, null],
    [{ by: 'bps', bps: 10_000 }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'atr', hundredths: 250, distance: toPrice(85) }, null],
    [{ by: 'atr', hundredths: 0, distance: toPrice(85) }, 'TRAIL_OUT_OF_BOUNDS'],
    [{ by: 'atr', hundredths: 250, distance: toPrice(-5) }, 'TRAIL_OUT_OF_BOUNDS'],
  ])('%o gives %s', (trail, expected) => {
    expect(codeOf({ type: 'trailingStopMarket', ...fine, trail })).toBe(expected);
  });

  test.each([
    [-5, 'TRAIL_OUT_OF_BOUNDS'],
    [0, null],
    [5, null],
    [7, 'PRICE_OFF_TICK'],
  ])('a limit %i behind its stop gives %s', (offset, expected) => {
    const terms = { type: 'trailingStopLimit', ...fine, limitOffset: toPrice(offset) } as const;
    expect(codeOf(terms)).toBe(expected);
  });

  test('looks at the price it follows from, and at the stop it begins with', () => {
    const of = { type: 'trailingStopMarket', ...fine } as const;
    expect([
      codeOf({ ...of, activation: toPrice(10_001) }),
      codeOf({ ...of, trigger: toPrice(10_101) }),
      codeOf({ ...of, trigger: toPrice(9_900) }),
      codeOf({ ...of, trigger: toPrice(10_100) }),
    ]).toEqual(['PRICE_OFF_TICK', 'PRICE_OFF_TICK', 'TRIGGER_WRONG_SIDE', null]);
  });
});
