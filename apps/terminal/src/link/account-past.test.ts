import type { Order, Trade } from '@argosy/contract';
import { expect, test } from 'vitest';

import { accountPast } from './account-past.ts';

const page = <Item>(...items: readonly Partial<Item>[]) =>
  ({ ok: true, status: 200, value: { items, next: null } }) as never;

test('orders of the last day and the newest trades, the oldest first, what was taken back as such', async () => {
  const asked: unknown[] = [];
  const api = {
    listOrders: (call: unknown) => {
      asked.push(call);
      return Promise.resolve(page<Order>({ id: 'new' }, { id: 'old' }));
    },
    listTrades: (call: unknown) => {
      asked.push(call);
      return Promise.resolve(
        page<Trade>(
          { trade: 'b', bustedAt: '2026-11-23T09:30:00Z' },
          { trade: 'a', bustedAt: null },
        ),
      );
    },
  };
  const past = accountPast(api, () => Date.parse('2026-11-23T10:00:00Z'), 'P1');
  expect((await past.orders()).map(({ id }) => id)).toEqual(['old', 'new']);
  const fills = await past.fills();
  expect(fills.map(({ type, trade }) => [trade.trade, type])).toEqual([
    ['a', 'filled'],
    ['b', 'busted'],
  ]);
  expect(asked).toEqual([
    { query: { account: 'P1', from: '2026-11-22T10:00:00.000Z', size: 500 } },
    { query: { account: 'P1', size: 500 } },
  ]);
});
