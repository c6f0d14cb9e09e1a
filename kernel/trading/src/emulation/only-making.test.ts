import { toMicros, toTimestamp, type OrderId } from 'argosy/core';
import { instructOrder, type OrderRequest } from 'argosy/domain';
import { linkOto } from 'argosy/orders';
import {
  WaitingRig,
  aLimit,
  aSale,
  anOrderRequest,
  nthRequest,
  orderId,
  plainMatrix,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const making = (request: OrderRequest): OrderRequest => instructOrder(request, { postOnly: true });
const make = (rig: WaitingRig, price: number, changes: Partial<OrderRequest> = {}): OrderId => {
  const { id: _, ...request } = making(anOrderRequest({ terms: aLimit(price), ...changes }));
  return rig.submit(request);
};
const reasonOf = (rig: WaitingRig, order: OrderId): string | null | undefined =>
  rig.machine.order(order)?.reason;

describe('an order that only makes, at a venue that does not look at it', () => {
  test.each([
    ['a buy below the ask leaves', 10_000, {}, null],
    ['a buy at the ask is denied', 10_005, {}, 'POST_ONLY_WOULD_TAKE: limit 100.05, price 100.05'],
    ['a sale above the bid leaves', 10_005, aSale(), null],
    [
      'a sale at the bid is denied',
      10_000,
      aSale(),
      'POST_ONLY_WOULD_TAKE: limit 100.00, price 100.00',
    ],
  ])('%s', (_, price, changes, reason) => {
    const rig = new WaitingRig();
    expect(reasonOf(rig, make(rig, price, changes))).toBe(reason);
    expect(rig.left()).toHaveLength(reason === null ? 1 : 0);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('leaves without saying that to a venue that does not know it', () => {
    const rig = new WaitingRig();
    make(rig, 9_900);
    const [effect] = rig.effects;
    expect(effect?.type === 'submit' && effect.request.instructions).toBeUndefined();
  });

  test('is looked at by its venue where that does', () => {
    const limit = { ...plainMatrix.limit, tifs: ['DAY' as const], products: ['delivery' as const] };
    const rig = new WaitingRig({
      limits: { matrix: { limit: { ...limit, flags: ['postOnly'] } } },
    });
    expect(reasonOf(rig, make(rig, 10_100, { tif: 'DAY', product: 'delivery' }))).toBeNull();
    const [effect] = rig.effects;
    expect(effect?.type === 'submit' && effect.request.instructions?.postOnly).toBe(true);
  });

  test('is judged by trades where nothing is quoted', () => {
    const rig = new WaitingRig();
    const state = rig.machine.exportState();
    const touches = state.touches.map((row) => ({ ...row, bid: null, ask: null }));
    rig.machine.importState({ ...state, touches });
    rig.trades(10_000);
    expect([make(rig, 10_000), make(rig, 9_995)].map((one) => reasonOf(rig, one))).toEqual([
      'POST_ONLY_WOULD_TAKE: limit 100.00, price 100.00',
      null,
    ]);
  });

  test('is denied where the last price is older than prices may be', () => {
    const rig = new WaitingRig({ staleAfter: toMicros(500_000) });
    expect(reasonOf(rig, make(rig, 9_900))).toMatch('MARKET_PRICE_UNKNOWN');
  });

  test('is canceled at its instant where its venue looks at neither', () => {
    const rig = new WaitingRig();
    const expiresAt = toTimestamp(rig.now + 2_000_000);
    const { id: _, ...plain } = anOrderRequest({ terms: aLimit(9_900), tif: 'GTD' });
    rig.submit(instructOrder({ ...plain, id: orderId(1) }, { expiresAt, postOnly: true }));
    rig.accept(1);
    rig.left();
    rig.quote(10_000);
    rig.quote(10_000);
    expect(rig.left()).toEqual(['cancel']);
  });

  test('is looked at once more when its entry lets it go', () => {
    const rig = new WaitingRig();
    const target = making(nthRequest(2, { ...aSale(), terms: aLimit(10_010) }));
    rig.send(linkOto(nthRequest(1, { terms: aLimit(10_000) }), [target], 'eachFill'));
    rig.quote(10_010);
    rig.fill(orderId(1), { trade: 'E-1', qty: 10 });
    const why = 'POST_ONLY_WOULD_TAKE: limit 100.10, price 100.10';
    expect([reasonOf(rig, orderId(2)), rig.missing()]).toEqual([why, [[orderId(2), why]]]);
  });
});

describe('an amendment of it', () => {
  test('to a price that would fill it is refused, and asks nothing of its venue', () => {
    const rig = new WaitingRig();
    const order = make(rig, 9_900);
    rig.accept(1);
    rig.left();
    rig.amend(order, 10, aLimit(10_005));
    expect([rig.left(), reasonOf(rig, order)]).toEqual([
      [],
      'POST_ONLY_WOULD_TAKE: limit 100.05, price 100.05',
    ]);
    rig.amend(order, 10, aLimit(10_000));
    expect(rig.left()).toEqual(['amend limit 10 at 10000']);
  });
});
