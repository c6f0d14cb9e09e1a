import { toInstrumentId, toOrderId, toPositionId, toPrice, toQuantity } from 'argosy/core';
import type { Order, OrderChange, OrderRequest, PositionKey } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';
import { aFill, anOrder, anOrderRequest, aTouch } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { exitsOf } from './exits.ts';

const limit = { type: 'limit', limit: toPrice(10_100) } as const;
const stop = { type: 'stopMarket', trigger: toPrice(9_900) } as const;
const submitted: OrderChange = { type: 'submitted', touch: aTouch() };
const fill = (qty: number): OrderChange => ({ type: 'filled', fill: aFill({ qty }) });

const sale = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: toOrderId(`0000TEST00000${n}`), side: 'sell', terms: limit, ...changes });
const { account, book, instrument, product } = sale(1);
const key: PositionKey = { account, book, instrument, product, id: null };

/** What closes a long position, each order at work unless it has another life. */
function told(requests: readonly OrderRequest[], lives: readonly (readonly OrderChange[])[] = []) {
  const open: readonly Order[] = requests.map((one, place) => {
    return anOrder(one, lives[place] ?? [submitted]);
  });
  const { groups, closing } = exitsOf(open, { key, side: 'sell' });
  return [groups.map(({ request, covered }) => [request.id.at(-1), covered]), closing];
}

describe('what works to close a position', () => {
  test('is nothing without orders', () => {
    expect(told([])).toEqual([[], 0]);
  });

  test('counts at the market by what is left of it', () => {
    const market = [sale(1, { terms: { type: 'market' } }), sale(2, { terms: { type: 'market' } })];
    expect(told(market, [[submitted, fill(3)]])).toEqual([[], 17]);
  });

  test('counts an order on its own only at the market: it may wait for ever', () => {
    expect(told([sale(1), sale(2, { terms: stop })])).toEqual([[], 0]);
  });

  test('is a group of siblings that covers what the largest of them has left', () => {
    const pair = linkOuo([sale(1), sale(2, { terms: stop })]);
    expect(told(pair, [[submitted, fill(4)]])).toEqual([[['1', 10]], 0]);
  });

  test('is being closed where one of a group is at the market', () => {
    const pair = linkOuo([sale(1), sale(2, { terms: { type: 'market' } })]);
    expect(
      told(pair, [
        [submitted, fill(4)],
        [submitted, fill(4)],
      ]),
    ).toEqual([[], 6]);
  });

  test('is nothing yet of children that wait for their parent', () => {
    const entry = anOrderRequest({ id: toOrderId('0000TEST000009') });
    const [, ...exits] = linkOto(entry, linkOuo([sale(1), sale(2, { terms: stop })]));
    expect(told(exits, [[], []])).toEqual([[['1', 0]], 0]);
    expect(told(exits, [[], [submitted]])).toEqual([[['1', 10]], 0]);
  });

  test('counts one that was sent and is not answered', () => {
    expect(told([sale(1, { terms: { type: 'market' } })], [[]])).toEqual([[], 10]);
  });

  test.each<readonly [string, Partial<OrderRequest>]>([
    ['the other side', { side: 'buy' }],
    ['another instrument', { instrument: toInstrumentId('TCS.NSE') }],
    ['another product', { product: 'intraday' }],
    ['a position of its own', { position: toPositionId('P') }],
  ])('is none of %s', (_, changes) => {
    expect(told([sale(1, { terms: { type: 'market' }, ...changes })])).toEqual([[], 0]);
  });

  test('takes orders as they are after amendments', () => {
    const change: OrderChange = { type: 'updated', qty: toQuantity(4), terms: { type: 'market' } };
    const accepted = { type: 'pendingUpdate', qty: toQuantity(4), terms: limit } as const;
    expect(told([sale(1)], [[submitted, accepted, change]])).toEqual([[], 4]);
  });
});
