import { money, toAccountId, toCurrency, toMinor } from 'argosy/core';
import type { EntryEvent } from 'argosy/domain';
import { anEventHead } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { assertZeroSum } from './assert-zero-sum.ts';

type Amount = readonly [amount: bigint, currency: string];

function entryOf(amounts: readonly Amount[]): EntryEvent {
  const legs = amounts.map(([amount, currency]) => ({
    ledgerAccount: 'MAIN/cash',
    amount: money(toMinor(amount), toCurrency(currency)),
  }));
  const about = { account: toAccountId('MAIN'), purpose: 'fill', order: null } as const;
  return { ...anEventHead(), kind: 'entry', entry: 'E', ...about, legs };
}

describe('the legs of an entry', () => {
  test.each<[string, readonly Amount[]]>([
    [
      'two',
      [
        [5n, 'INR'],
        [-5n, 'INR'],
      ],
    ],
    [
      'of nothing',
      [
        [0n, 'INR'],
        [0n, 'INR'],
      ],
    ],
    [
      'several',
      [
        [5n, 'INR'],
        [-2n, 'INR'],
        [-3n, 'INR'],
      ],
    ],
    [
      'of two currencies',
      [
        [5n, 'INR'],
        [7n, 'USD'],
        [-5n, 'INR'],
        [-7n, 'USD'],
      ],
    ],
  ])('sum to nothing: %s', (_, amounts) => {
    expect(() => {
      assertZeroSum(entryOf(amounts));
    }).not.toThrow();
  });

  test.each<[string, readonly Amount[], string]>([
    ['none', [], 'entry E has 0 legs'],
    ['one', [[0n, 'INR']], 'entry E has 1 legs'],
    [
      'that do not',
      [
        [5n, 'INR'],
        [-4n, 'INR'],
      ],
      'entry E is off by 1 minor units of INR',
    ],
    [
      'of two currencies that do together',
      [
        [5n, 'INR'],
        [-5n, 'USD'],
      ],
      'off by 5 minor units of INR',
    ],
    [
      'of which the second currency does not',
      [
        [5n, 'INR'],
        [-5n, 'INR'],
        [7n, 'USD'],
      ],
      'off by 7 minor units of USD',
    ],
    [
      'of three currencies of which two do not',
      [
        [5n, 'INR'],
        [-5n, 'INR'],
        [7n, 'USD'],
        [-7n, 'EUR'],
      ],
      'off by 7 minor units of USD',
    ],
  ])('are refused: %s', (_, amounts, message) => {
    expect(() => {
      assertZeroSum(entryOf(amounts));
    }).toThrow(message);
  });
});
