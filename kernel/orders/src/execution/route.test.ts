import { toInstrumentId } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { rankRoutes, shareOut, type Route } from './route.ts';

/** A listing that asks 100.00 for 50, without fees. */
function aRoute(name: string, changes: Partial<Route> = {}): Route {
  const plain = { price: 10_000, shown: 50, fee: 0, answer: Number.NaN, isAvoided: false };
  return { instrument: toInstrumentId(name), ...plain, ...changes };
}

describe('the first to be tried is', () => {
  const first = (side: 'buy' | 'sell', ...routes: readonly Route[]): string | undefined =>
    rankRoutes(routes, side)[0]?.instrument;

  test.each([
    ['the cheaper one for a buyer', 'buy', { price: 10_005 }, { price: 10_000 }],
    ['the dearer one for a seller', 'sell', { price: 9_995 }, { price: 10_000 }],
    ['the one that is cheaper with its fee', 'buy', { price: 10_000, fee: 8 }, { price: 10_005 }],
    ['the one that pays more after its fee', 'sell', { price: 10_005, fee: 8 }, { price: 10_000 }],
    ['at one price the one that shows more', 'buy', { shown: 10 }, { shown: 50 }],
    ['else the one that answers sooner', 'buy', { answer: 900 }, { answer: 100 }],
    ['the one of which a price is known', 'buy', { price: Number.NaN }, { price: 20_000 }],
    ['the one that has not just refused', 'buy', { isAvoided: true }, { price: 20_000 }],
    ['else the first by name', 'buy', {}, {}],
  ] as const)('%s', (_, side, other, better) => {
    const routes = [aRoute('X.NSE', other), aRoute('X.BSE', better)] as const;
    expect(first(side, ...routes)).toBe('X.BSE');
    expect(first(side, ...routes.toReversed())).toBe('X.BSE');
  });
});

describe('a quantity', () => {
  const shares = (routes: readonly Route[], qty: number, limit = 20_000): readonly unknown[] =>
    shareOut(routes, qty, (price) => price <= limit).map((one) => [one.instrument, one.qty]);
  const routes = [aRoute('A'), aRoute('B', { price: 10_005 }), aRoute('C', { price: 10_010 })];

  test('takes what each shows in turn, and leaves the rest with the first', () => {
    expect(shares(routes, 40)).toEqual([['A', 40]]);
    expect(shares(routes, 120)).toEqual([
      ['A', 50],
      ['B', 50],
      ['C', 20],
    ]);
    expect(shares(routes, 160)).toEqual([
      ['A', 60],
      ['B', 50],
      ['C', 50],
    ]);
  });

  test('goes nowhere beyond the limit, but waits at the first', () => {
    expect(shares(routes, 120, 10_005)).toEqual([
      ['A', 70],
      ['B', 50],
    ]);
    expect(shares(routes, 120, 9_000)).toEqual([['A', 120]]);
  });

  test('is all for the first of which nobody knows what it shows', () => {
    expect(shares([aRoute('A', { shown: Number.NaN }), aRoute('B')], 120)).toEqual([['A', 120]]);
  });
});
