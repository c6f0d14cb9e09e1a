import { toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { instructOrder, type OrderRequest, type OrderTerms, type OrderType } from 'argosy/domain';
import { anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import {
  leavingRequest,
  planEmulation,
  type EmulationPlan,
  type Supports,
} from './emulation-plan.ts';

const limit: OrderTerms = { type: 'limit', limit: toPrice(100) };
const stop: OrderTerms = { type: 'stopMarket', trigger: toPrice(100) };
const expiresAt = toTimestamp(1_000);
const until = (terms: OrderTerms): OrderRequest =>
  instructOrder(anOrderRequest({ terms, tif: 'GTD' }), { expiresAt });

const aLink = {
  list: anOrderRequest().id,
  parent: null,
  release: 'whenDone',
  contingency: 'OCO',
} as const;

const plan = (way: EmulationPlan['way'], ours: Partial<EmulationPlan> = {}): EmulationPlan => ({
  way,
  isTimed: false,
  isWatched: false,
  ...ours,
});
const making = (request: OrderRequest): OrderRequest =>
  instructOrder(request, { ...request.instructions, postOnly: true });

const showing = (request: OrderRequest): OrderRequest =>
  instructOrder(request, { ...request.instructions, display: toQuantity(1) });

/** A venue that knows some types, and neither instants nor prices that fire. */
const knows =
  (...types: readonly OrderType[]): Supports =>
  ({ tif, instructions }, { type }) =>
    types.includes(type) && (tif === 'GTC' || tif === 'DAY') && instructions === undefined;

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
      plan('held'),
    ],
    [
      'that ends at an instant: we end it',
      until(limit),
      knows('limit'),
      plan('asked', { isTimed: true }),
    ],
    [
      'that waits at its venue and ends at an instant: it waits there, for it goes on when we do not',
      until(stop),
      knows('stopMarket', 'market'),
      plan('asked', { isTimed: true }),
    ],
    [
      'of which its venue knows neither: it waits here and we end it',
      until(stop),
      knows('market'),
      plan('held', { isTimed: true }),
    ],
    [
      'that names the price that fires it',
      instructOrder(anOrderRequest({ terms: stop }), { triggerBy: 'mid' }),
      knows('stopMarket', 'market'),
      plan('held'),
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
      plan('priced'),
    ],
    [
      'that only makes: it leaves once we have looked',
      making(anOrderRequest({ terms: limit })),
      knows('limit'),
      plan('asked', { isWatched: true }),
    ],
    [
      'that only makes and ends at an instant: both are ours',
      making(until(limit)),
      knows('limit'),
      plan('asked', { isTimed: true, isWatched: true }),
    ],
    [
      'that is for an auction: it waits here for that',
      anOrderRequest({ terms: limit, tif: 'AT_OPEN' }),
      knows('limit'),
      plan('later'),
    ],
    [
      'that is for an auction its venue knows: nothing',
      anOrderRequest({ terms: limit, tif: 'AT_CLOSE' }),
      ({ tif }) => tif === 'AT_CLOSE',
      'native',
    ],
    [
      'that is for an auction and waits for a price: nobody does both',
      anOrderRequest({ terms: stop, tif: 'AT_OPEN' }),
      knows('limit', 'market', 'stopMarket'),
      'unsupported',
    ],
    [
      'that is for an auction of a venue that knows no orders of the day',
      anOrderRequest({ terms: limit, tif: 'AT_CLOSE' }),
      ({ tif }) => tif === 'GTC',
      'unsupported',
    ],
    ['that works at once', anOrderRequest({ terms: limit }), knows('market'), 'unsupported'],
    [
      'that shows a part of itself: it goes part by part',
      showing(anOrderRequest({ terms: limit })),
      knows('limit'),
      plan('sliced'),
    ],
    [
      'that shows a part of itself and ends at an instant: each part does',
      showing(until(limit)),
      knows('limit'),
      plan('sliced', { isTimed: true }),
    ],
    [
      'that shows a part of itself, of a type that its venue does not know',
      showing(anOrderRequest({ terms: limit })),
      knows('market'),
      'unsupported',
    ],
    [
      'that shows a part of itself once its price has come',
      showing(
        anOrderRequest({ terms: { type: 'stopLimit', trigger: toPrice(9), limit: toPrice(9) } }),
      ),
      knows('limit', 'stopLimit'),
      plan('held'),
    ],
    [
      'that shows a part of what it leaves behind as it takes',
      showing(anOrderRequest({ terms: { type: 'marketToLimit', limit: null } })),
      knows('limit'),
      plan('priced'),
    ],
    [
      'that shows a part of itself and only makes: each part is looked at',
      making(showing(anOrderRequest({ terms: limit }))),
      knows('limit'),
      plan('sliced', { isWatched: true }),
    ],
    [
      'that shows a part of itself and only reduces: each part does',
      showing(anOrderRequest({ terms: limit, reduceOnly: true })),
      knows('limit'),
      plan('sliced'),
    ],
    [
      'that shows a part of itself in a list: it goes part by part, and the others follow the whole',
      showing(anOrderRequest({ terms: limit, link: aLink })),
      knows('limit'),
      plan('sliced'),
    ],
    [
      'that shows a part of itself in an auction, where nothing is shown',
      showing(anOrderRequest({ terms: limit, tif: 'AT_CLOSE' })),
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
    const planned = planEmulation(anOrderRequest({ terms }), terms, knows('limit'));
    expect(planned).toEqual(plan('held'));
  });
});

describe('an order as it leaves', () => {
  test('is itself where there is nothing to leave out', () => {
    const request = anOrderRequest({ terms: stop });
    expect(leavingRequest(request, 'native')).toBe(request);
  });

  test('has no end that is ours', () => {
    const { tif, instructions } = leavingRequest(until(limit), plan('asked', { isTimed: true }));
    expect([tif, instructions]).toEqual(['GTC', undefined]);
  });

  test('is one of the day where it has waited for an auction, and says nothing of who may take', () => {
    const later = anOrderRequest({ terms: limit, tif: 'AT_CLOSE' });
    expect(leavingRequest(later, plan('later')).tif).toBe('DAY');
    const only = making(until(limit));
    const { tif, instructions } = leavingRequest(only, plan('asked', { isWatched: true }));
    expect([tif, instructions]).toEqual([
      'GTD',
      { triggerBy: null, display: null, postOnly: false, expiresAt },
    ]);
  });

  test('shows all of itself where it is a part of what is shown in parts', () => {
    const hidden = showing(until(limit));
    expect(leavingRequest(hidden, plan('sliced'))).toEqual(until(limit));
    expect(leavingRequest(hidden, 'native')).toBe(hidden);
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
