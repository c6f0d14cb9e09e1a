import { toPrice } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import {
  firedTerms,
  hasSameTerms,
  isConditional,
  isIfTouched,
  isTrailing,
  limitOf,
  limitOnceFired,
  triggerOf,
} from './order-terms.ts';
import type { OrderTerms, OrderType } from './order.ts';

const [trigger, limit, activation] = [toPrice(100), toPrice(105), toPrice(90)];
const trailing = { trail: { by: 'ticks', ticks: 3 }, activation, trigger } as const;
const samples: { readonly [Type in OrderType]: Extract<OrderTerms, { readonly type: Type }> } = {
  market: { type: 'market' },
  limit: { type: 'limit', limit },
  stopMarket: { type: 'stopMarket', trigger },
  stopLimit: { type: 'stopLimit', trigger, limit },
  marketToLimit: { type: 'marketToLimit', limit: null },
  marketIfTouched: { type: 'marketIfTouched', trigger },
  limitIfTouched: { type: 'limitIfTouched', trigger, limit },
  trailingStopMarket: { type: 'trailingStopMarket', ...trailing },
  trailingStopLimit: { type: 'trailingStopLimit', ...trailing, limitOffset: toPrice(5) },
};
const all: readonly OrderTerms[] = Object.values(samples);
const typesOf = (is: (terms: OrderTerms) => boolean): readonly OrderType[] =>
  all.filter((terms) => is(terms)).map(({ type }) => type);

describe('the types of orders', () => {
  test('that have a limit from the beginning', () => {
    expect(typesOf((terms) => limitOf(terms) === limit)).toEqual([
      'limit',
      'stopLimit',
      'limitIfTouched',
    ]);
  });

  test('that wait are those with a trigger', () => {
    expect(typesOf(isConditional)).toEqual(typesOf((terms) => triggerOf(terms) === trigger));
    expect(typesOf(isConditional)).toHaveLength(6);
  });

  test('that wait for a better price, and that follow it', () => {
    expect(typesOf(isIfTouched)).toEqual(['marketIfTouched', 'limitIfTouched']);
    expect(typesOf(isTrailing)).toEqual(['trailingStopMarket', 'trailingStopLimit']);
  });

  test('become what they are once their trigger has fired', () => {
    expect(all.map((terms) => firedTerms(terms, 'buy'))).toEqual([
      samples.market,
      samples.limit,
      samples.market,
      samples.limit,
      samples.marketToLimit,
      samples.market,
      samples.limit,
      samples.market,
      samples.limit,
    ]);
  });
});

describe('the limit of a trailing stop', () => {
  test('lies behind its stop, on the side that is worse for it', () => {
    const of = samples.trailingStopLimit;
    expect([limitOnceFired(of, 'buy'), limitOnceFired(of, 'sell')]).toEqual([105, 95]);
    expect(limitOf(of)).toBeNull();
  });

  test('is not known before its stop is', () => {
    const of = { ...samples.trailingStopLimit, trigger: null };
    expect([limitOnceFired(of, 'buy'), firedTerms(of, 'buy')]).toEqual([null, null]);
  });
});

describe('two orders', () => {
  test('ask for the same only where they are of one type', () => {
    for (const one of all) {
      expect(typesOf((other) => hasSameTerms(one, { ...other }))).toEqual([one.type]);
    }
  });

  test.each<[string, OrderTerms, OrderTerms, boolean]>([
    ['another limit', samples.limit, { type: 'limit', limit: toPrice(1) }, false],
    ['another trigger', samples.stopLimit, { ...samples.stopLimit, trigger: toPrice(1) }, false],
    ['the limit that a rest got', samples.marketToLimit, { type: 'marketToLimit', limit }, true],
    [
      'a stop that has moved',
      samples.trailingStopMarket,
      { ...samples.trailingStopMarket, trigger: null },
      true,
    ],
    [
      'another price to follow from',
      samples.trailingStopMarket,
      { ...samples.trailingStopMarket, activation: null },
      false,
    ],
    [
      'another distance',
      samples.trailingStopMarket,
      { ...samples.trailingStopMarket, trail: { by: 'ticks', ticks: 4 } },
      false,
    ],
    [
      'another offset',
      samples.trailingStopLimit,
      { ...samples.trailingStopLimit, limitOffset: toPrice(6) },
      false,
    ],
  ])('with %s', (_, one, other, isSame) => {
    expect(hasSameTerms(one, other)).toBe(isSame);
  });
});
