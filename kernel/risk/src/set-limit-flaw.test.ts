import { toBookId, toCurrency } from 'argosy/core';
import type { LimitName, StateScope } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import { flawOfSetLimit } from './set-limit-flaw.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const flaw = (limit: LimitName, value: bigint | null, scope: StateScope = { kind: 'account' }) =>
  flawOfSetLimit({ limit, value, scope }, new Set([inr, usd]))?.detail ?? null;
const firm = { kind: 'firm' } as const;

describe('a limit of zero', () => {
  test.each(['orderQty', 'position', 'orderValue', 'openValue', 'cashBufferBps'] as const)(
    'of %s can be set: it lets nothing open, or asks for no more',
    (limit) => {
      expect(flaw(limit, 0n)).toBeNull();
    },
  );

  test.each(['dailyLoss', 'drawdown'] as const)('of %s cannot: it is reached at once', (limit) => {
    expect([flaw(limit, 0n), flaw(limit, 1n)]).toEqual([
      `${limit} of 0 is reached before anything is lost`,
      null,
    ]);
  });
});

describe('a limit on the firm', () => {
  test.each(['orderValue', 'openValue', 'dailyLoss', 'drawdown'] as const)(
    'of %s needs accounts of one currency',
    (limit) => {
      expect(flaw(limit, 5n, firm)).toBe(
        `${limit} of the firm needs accounts of one currency, not of INR, USD`,
      );
      expect(flawOfSetLimit({ limit, value: 5n, scope: firm }, new Set([inr]))).toBeNull();
    },
  );

  test('can be taken back, and one in no money be set, whatever accounts count in', () => {
    expect([flaw('dailyLoss', null, firm), flaw('orderQty', 5n, firm)]).toEqual([null, null]);
  });
});

test('a limit that is not counted so has no value at all', () => {
  const scope = { kind: 'book', book: toBookId('B') } as const;
  const detail = 'drawdown is not counted by book, but by firm, account';
  expect([flaw('drawdown', 5n, scope), flaw('drawdown', null, scope)]).toEqual([detail, detail]);
});

test('a value is from zero to what is kept exactly', () => {
  const most = 2n ** 53n - 1n;
  const flaws = [-1n, 0n, most, most + 1n].map((value) => flaw('orderQty', value) !== null);
  expect(flaws).toEqual([true, false, false, true]);
});
