import { toBookId, toBrokerOrderId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { OrderChange, OrderRequest } from 'argosy/domain';
import { linkOco } from 'argosy/orders';
import { aTouch, anOrder, anOrderRequest } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { OpenOrderIndex } from './open-order-index.ts';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;
const working: readonly OrderChange[] = [
  { type: 'submitted', touch: aTouch() },
  { type: 'accepted', brokerId: toBrokerOrderId('B') },
];
const closed: readonly OrderChange[] = [...working, { type: 'canceled', reason: null }];
const ids = ['0000TEST000001', '0000TEST000002', '0000TEST000003'].map(toOrderId);
const requests = linkOco(ids.map((id) => anOrderRequest({ id, side: 'sell', terms: limit })));
const buyOfTwo = anOrderRequest({
  id: toOrderId('0000TEST000009'),
  book: toBookId('TWO'),
  terms: limit,
});

function indexOf(all: readonly OrderRequest[]): OpenOrderIndex {
  const index = new OpenOrderIndex();
  for (const request of all) {
    index.note(anOrder(request, working), request.qty);
  }
  return index;
}

test('names the order that came first, whatever the prices', () => {
  const cheaper = { ...buyOfTwo, side: 'sell' as const, id: toOrderId('0000TEST000004') };
  const terms = { type: 'limit', limit: toPrice(9_990) } as const;
  const index = indexOf([...requests, { ...cheaper, book: toBookId('THREE'), terms }]);
  expect(index.crossing(buyOfTwo, toPrice(10_000))).toBe(ids[0]);
});

test('forgets an order that has closed, its group and its instrument', () => {
  const index = indexOf(requests);
  const [first] = requests;
  if (first === undefined) throw new Error('there is a first');
  for (const request of requests) index.note(anOrder(request, closed), 0);
  expect([...index.placesOf(first)]).toEqual([first.id]);
  expect([...index.of(first.account, first.instrument)]).toEqual([]);
  expect(index.workingQty({ ...first, link: null }, null)).toBe(0);
});

test('counts siblings once, by the largest that is left', () => {
  const asked = { ...buyOfTwo, side: 'sell' as const };
  const sizes = [10, 30, 20].map(toQuantity);
  const sized = requests.map((request, at) => ({ ...request, qty: sizes[at] ?? request.qty }));
  const index = indexOf(sized);
  expect(index.workingQty(asked, null)).toBe(30);
  const [, largest, middle] = sized;
  if (largest === undefined || middle === undefined) throw new Error('there are three');
  index.note(anOrder(largest, closed), 0);
  expect(index.workingQty(asked, null)).toBe(20);
  index.note(anOrder(middle, working), 5);
  expect(index.workingQty(asked, null)).toBe(10);
});

test('counts no quantity twice when an order is told of again', () => {
  const [first] = requests;
  if (first === undefined) throw new Error('there is a first');
  const index = indexOf([first, first]);
  expect(index.workingQty({ ...buyOfTwo, side: 'sell' }, null)).toBe(10);
});
