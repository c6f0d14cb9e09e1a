import { toOrderId, type OrderId } from 'argosy/core';
import { beforeEach, expect, test } from 'vitest';

import { KnownKeys } from './known-keys.ts';

const order = (number: number): OrderId => toOrderId(`0000HAND00000${number}`);

let open: Set<OrderId>;
let keys: KnownKeys;

beforeEach(() => {
  open = new Set();
  keys = new KnownKeys((id) => open.has(id), 3);
  for (const number of [1, 2, 3]) keys.keep(`k${number}`, order(number));
});

test('beyond its bound the oldest key of a closed order is forgotten', () => {
  open.add(order(1));
  expect(keys.makeRoom(1)).toBe(true);
  keys.keep('k4', order(4));
  const known = ['k1', 'k2', 'k3', 'k4'].map((key) => keys.find(key));
  expect(known).toEqual([order(1), undefined, order(3), order(4)]);
  expect(keys.size).toBe(3);
});

test('where open orders have them all there is no room, and none is forgotten', () => {
  for (const number of [1, 2, 3]) open.add(order(number));
  expect(keys.makeRoom(1)).toBe(false);
  expect(keys.size).toBe(3);
  open.delete(order(3));
  expect(keys.makeRoom(1)).toBe(true);
  expect(keys.find('k3')).toBeUndefined();
});
