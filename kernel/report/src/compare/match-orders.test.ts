import { toTimestamp } from 'argosy/core';
import { anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

import type { KnownOrder } from '../fold/fill-costs.ts';
import { DECISION_APART_MAX, matchOrders } from './match-orders.ts';

function decided(at: number, side: 'buy' | 'sell' = 'buy'): KnownOrder {
  const request = anOrderRequest({ side });
  return { request, terms: request.terms, decided2: null, decidedAt: toTimestamp(at) };
}

const times = (pairs: ReturnType<typeof matchOrders>): readonly (readonly (number | null)[])[] =>
  pairs.map(({ here, there }) => [here?.decidedAt ?? null, there?.decidedAt ?? null]);

test('decisions within a minute are one, and what stands alone stays alone', () => {
  const far = 10 * DECISION_APART_MAX;
  const here = [decided(0), decided(far), decided(2 * far)];
  const there = [decided(DECISION_APART_MAX), decided(2 * far + 1), decided(3 * far)];
  expect(times(matchOrders(here, there))).toEqual([
    [0, DECISION_APART_MAX],
    [far, null],
    [2 * far, 2 * far + 1],
    [null, 3 * far],
  ]);
});

test('a microsecond beyond the minute they are two', () => {
  const pairs = matchOrders([decided(0)], [decided(DECISION_APART_MAX + 1)]);
  expect(times(pairs)).toEqual([
    [0, null],
    [null, DECISION_APART_MAX + 1],
  ]);
});

test('a buy is never the same decision as a sale', () => {
  expect(times(matchOrders([decided(5)], [decided(5, 'sell')]))).toEqual([
    [5, null],
    [null, 5],
  ]);
});
