import { toTimestamp } from 'argosy/core';
import { anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
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

test('orders that one side alone has sent move none of those behind them', () => {
  const second = 1_000_000;
  const here = [1, 2, 3, 20, 40, 60].map((at) => decided(at * second));
  const there = [20.01, 39.99, 60.02].map((at) => decided(at * second));
  expect(times(matchOrders(here, there))).toEqual([
    [second, null],
    [2 * second, null],
    [3 * second, null],
    [20 * second, 20.01 * second],
    [40 * second, 39.99 * second],
    [60 * second, 60.02 * second],
  ]);
});

const decisions = fc
  .array(fc.integer({ min: 0, max: 40 }), { maxLength: 30 })
  .map((all) => [...all].sort((a, b) => a - b).map((at) => decided((at * DECISION_APART_MAX) / 4)));

test('every order is in one pair, and no pair lies further apart than a minute', () => {
  fc.assert(
    fc.property(decisions, decisions, (here, there) => {
      const pairs = matchOrders(here, there);
      const orders = pairs.flatMap((pair) => [pair.here, pair.there]).filter((one) => one !== null);
      expect(new Set(orders)).toEqual(new Set([...here, ...there]));
      expect(orders).toHaveLength(here.length + there.length);
      const widths = pairs.flatMap(({ here: one, there: other }) =>
        one === null || other === null ? [] : [Math.abs(one.decidedAt - other.decidedAt)],
      );
      expect(Math.max(0, ...widths)).toBeLessThanOrEqual(DECISION_APART_MAX);
    }),
  );
});

test('sides that decided the same have no order alone, whatever a small delay does', () => {
  const delays = fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 30, maxLength: 30 });
  fc.assert(
    fc.property(decisions, delays, (here, late) => {
      const apartEnough = here.filter((one, at) => one.decidedAt !== here[at - 1]?.decidedAt);
      const there = apartEnough.map(({ decidedAt }, at) => decided(decidedAt + (late[at] ?? 0)));
      const pairs = matchOrders(apartEnough, there);
      expect(pairs.map((pair) => pair.there)).toEqual(there);
      expect(pairs.map((pair) => pair.here)).toEqual(apartEnough);
    }),
  );
});

test('many thousands are paired quickly', () => {
  const here = Array.from({ length: 100_000 }, (_, at) => decided(at * 1_000));
  const there = Array.from({ length: 100_000 }, (_, at) => decided(at * 1_000 + 7));
  expect(matchOrders(here, there)).toHaveLength(100_000);
});

test('those of one instant are paired in their order', () => {
  fc.assert(
    fc.property(decisions, (here) => {
      const there = here.map(({ decidedAt }) => decided(decidedAt));
      const pairs = matchOrders(here, there);
      expect(pairs).toHaveLength(here.length);
      for (const [at, pair] of pairs.entries()) {
        expect([pair.here, pair.there].map((one) => one === here[at] || one === there[at])).toEqual(
          [true, true],
        );
      }
    }),
  );
});
