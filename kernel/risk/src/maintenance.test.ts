import { toInstrumentId } from 'argosy/core';
import type { MarginLevel } from 'argosy/domain';
import { anOrderRequest, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  marginLevelOf,
  planLiquidation,
  type Closable,
  type LiquidationPolicy,
  type MaintenanceTerms,
} from './maintenance.ts';

const { account, book, product } = anOrderRequest();
const terms = (policy: LiquidationPolicy = 'largestLoser'): MaintenanceTerms => {
  return { callBps: 7_500, liquidateBps: 5_000, policy };
};

function held(name: string, qty: number, gain: bigint, changes: Partial<Closable> = {}): Closable {
  const key = { account, book, instrument: toInstrumentId(name), product, id: null };
  const position = { key, qty, cost: 0n, realised: rupees(0n), charges: rupees(0n) };
  return { position, gain, lot: 1, isBought: false, ...changes };
}

describe('the level of an account', () => {
  test.each<[bigint, bigint, MarginLevel, MarginLevel]>([
    [7_500n, 10_000n, 'sound', 'sound'],
    [7_499n, 10_000n, 'sound', 'called'],
    [5_000n, 10_000n, 'sound', 'called'],
    [4_999n, 10_000n, 'sound', 'liquidating'],
    [4_999n, 10_000n, 'called', 'liquidating'],
    [7_499n, 10_000n, 'liquidating', 'liquidating'],
    [7_500n, 10_000n, 'liquidating', 'sound'],
    [7_500n, 10_000n, 'called', 'sound'],
    [-1n, 10_000n, 'called', 'liquidating'],
    [0n, 0n, 'liquidating', 'sound'],
    [-1n, 0n, 'liquidating', 'bankrupt'],
    [-1n, 1n, 'bankrupt', 'liquidating'],
    [1n, 0n, 'bankrupt', 'sound'],
  ])('with %s of what binds %s, and %s before, is %s', (equity, bound, before, expected) => {
    expect(marginLevelOf({ equity, bound, level: before }, terms())).toBe(expected);
  });
});

describe('what is closed', () => {
  const positions = [held('A', 10, -5n), held('B', -7, -9n), held('C', 4, 3n), held('D', 0, -99n)];
  const planned = (policy: LiquidationPolicy, equity = 0n, of = positions): readonly string[] =>
    planLiquidation(of, { equity, bound: 1_000n }, terms(policy)).map(
      ({ position, qty }) => `${qty} of ${position.key.instrument}`,
    );

  test('is all of what has lost most, where one goes after the other', () => {
    expect(planned('largestLoser')).toEqual(['7 of B']);
  });

  test('is everything, the greatest loss first', () => {
    expect(planned('all')).toEqual(['7 of B', '10 of A', '4 of C']);
  });

  test('is of each the share that leaves enough, rounded up', () => {
    // 750 are asked for and 600 there: a fifth has to go.
    expect(planned('proRata', 600n)).toEqual(['2 of B', '2 of A', '1 of C']);
  });

  test('is everything where nothing is left', () => {
    expect(planned('proRata', -1n)).toEqual(['7 of B', '10 of A', '4 of C']);
  });

  test('is in whole lots, and never more than there is', () => {
    const lots = [held('A', 10, 0n, { lot: 4 }), held('B', 3, 1n, { lot: 4 })];
    expect(planned('proRata', 600n, lots)).toEqual(['4 of A', '3 of B']);
  });

  test('of two that have lost alike is the one whose name comes first', () => {
    expect(planned('largestLoser', 0n, [held('B', 1, 0n), held('A', 1, 0n)])).toEqual(['1 of A']);
  });

  test('are bought options last, whatever they have lost: they may cover written ones', () => {
    const spread = [held('LONG', 1, -50n, { isBought: true }), held('SHORT', -1, -10n)];
    expect(planned('all', 0n, spread)).toEqual(['1 of SHORT', '1 of LONG']);
  });

  test('is nothing where nothing is held', () => {
    expect(planned('all', 0n, [])).toEqual([]);
    expect(planned('largestLoser', 0n, [held('A', 0, 0n)])).toEqual([]);
  });

  test('pro rata leaves enough, and not a lot more than has to be', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        (equity, bound) => {
          fc.pre(equity * 10_000n < bound * 7_500n);
          const [closing] = planLiquidation(
            [held('A', 1_000_000_000, 0n)],
            { equity, bound },
            terms('proRata'),
          );
          const left = 1_000_000_000n - BigInt(closing?.qty ?? 0);
          const stillAsked = bound * left * 7_500n;
          expect(equity * 10_000n * 1_000_000_000n >= stillAsked).toBe(true);
        },
      ),
    );
  });
});
