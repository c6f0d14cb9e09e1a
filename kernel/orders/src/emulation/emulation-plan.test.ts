import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { instructOrder, type OrderRequest, type OrderTerms, type OrderType } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { leavingRequest, planEmulation, type Supports } from './emulation-plan.ts';

const limit: OrderTerms = { type: 'limit', limit: toPrice(100) };
const stop: OrderTerms = { type: 'stopMarket', trigger: toPrice(100) };
const expiresAt = toTimestamp(1_000);
const until = (terms: OrderTerms): OrderRequest =>
  instructOrder(anOrderRequest({ terms, tif: 'GTD' }), { expiresAt });

/** A venue that knows some types, and neither instants nor prices that fire. */
const knows =
  (...types: readonly OrderType[]): Supports =>
  ({ tif, instructions }, { type }) =>
    types.includes(type) && tif !== 'GTD' && instructions === undefined;

describe('what we do for an order', () => {
  test.each<[string, OrderRequest, Supports, unknown]>([
    [
      'that its venue knows: nothing',
      anOrderRequest({ terms: stop }),
      knows('stopMarket'),
      'native',
    ],
    [
      'that waits for a price it does not know: it waits here',
      anOrderRequest({ terms: stop }),
      knows('market'),
      { way: 'held', isTimed: false },
    ],
    [
      'that ends at an instant: we end it',
      until(limit),
      knows('limit'),
      { way: 'asked', isTimed: true },
    ],
    [
      'that waits at its venue and ends at an instant: it waits there, for it goes on when we do not',
      until(stop),
      knows('stopMarket', 'market'),
      { way: 'asked', isTimed: true },
    ],
    [
      'of which its venue knows neither: it waits here and we end it',
      until(stop),
      knows('market'),
      { way: 'held', isTimed: true },
    ],
    [
      'that names the price that fires it',
      instructOrder(anOrderRequest({ terms: stop }), { triggerBy: 'mid' }),
      knows('stopMarket', 'market'),
      { way: 'held', isTimed: false },
    ],
    [
      'that becomes what it does not know either',
      anOrderRequest({ terms: stop }),
      knows('limit'),
      'unsupported',
    ],
    [
      'that takes and rests then: it leaves at the price of now',
      anOrderRequest({ terms: { type: 'marketToLimit', limit: null } }),
      knows('limit'),
      { way: 'priced', isTimed: false },
    ],
    ['that works at once', anOrderRequest({ terms: limit }), knows('market'), 'unsupported'],
    [
      'that only its venue could hide',
      instructOrder(anOrderRequest({ terms: limit }), { display: toQuantity(1) }),
      knows('limit'),
      'unsupported',
    ],
  ])('%s', (_, request, supports, expected) => {
    expect(planEmulation(request, request.terms, supports)).toEqual(expected);
  });

  test('a trailing stop whose limit is not known yet leaves as a limit all the same', () => {
    const trail = { by: 'ticks', ticks: 2 } as const;
    const limitOffset = toPrice(5);
    const unset = { activation: null, trigger: null };
    const terms: OrderTerms = { type: 'trailingStopLimit', trail, limitOffset, ...unset };
    const plan = planEmulation(anOrderRequest({ terms }), terms, knows('limit'));
    expect(plan).toEqual({ way: 'held', isTimed: false });
  });
});

describe('an order as it leaves', () => {
  test('is itself where there is nothing to leave out', () => {
    const request = anOrderRequest({ terms: stop });
    expect(leavingRequest(request, 'native')).toBe(request);
  });

  test('has no end that is ours', () => {
    const { tif, instructions } = leavingRequest(until(limit), { way: 'asked', isTimed: true });
    expect([tif, instructions]).toEqual(['GTC', undefined]);
  });

  test('names no price that has fired it', () => {
    const fired = instructOrder(anOrderRequest({ terms: { type: 'market' } }), {
      triggerBy: 'mid',
    });
    expect(leavingRequest(fired, 'native').instructions).toBeUndefined();
    const asleep = { ...fired, terms: stop };
    expect(leavingRequest(asleep, 'native')).toBe(asleep);
  });
});
