import { toAccountId, toBrokerOrderId, toPrice, toQuantity } from 'argosy/core';
import { anAccount, aQuote, rupees, TradingRig } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { recoverAccount } from './recover-account.ts';

const main = toAccountId('MAIN');
const { currency } = rupees(0n);
const limit = { type: 'limit', limit: toPrice(10_000) } as const;

function aRig(): TradingRig {
  const balances = [rupees(10_000_000n)];
  const rig = new TradingRig({ accounts: [anAccount({ balances }), anAccount({ id: other })] });
  rig.feed(aQuote());
  return rig;
}
const other = toAccountId('OTHER');

test('tells open orders with what they have filled', () => {
  const rig = aRig();
  const order = rig.work({ terms: limit });
  rig.fill(order, { qty: 4 });
  const { orders } = recoverAccount(rig.machine, main, [currency]);
  expect(orders).toMatchObject([{ request: { id: order }, filled: 4 }]);
});

test('tells the fills of orders that are over under the broker’s ids', () => {
  const rig = aRig();
  const order = rig.work({ terms: limit });
  rig.fill(order, { trade: 'T-5', qty: 10 });
  const { orders, fills } = recoverAccount(rig.machine, main, [currency]);
  expect(orders).toEqual([]);
  expect(fills).toMatchObject([
    { brokerId: toBrokerOrderId(`B-${order}`), order, fill: { trade: 'T-5', qty: 10 } },
  ]);
});

test('tells what is held and the cash that is left', () => {
  const rig = aRig();
  rig.fill(rig.work({ terms: limit }), { qty: 10 });
  const { positions, funds } = recoverAccount(rig.machine, main, [currency]);
  expect(positions).toMatchObject([{ product: 'delivery', qty: toQuantity(10) }]);
  expect(funds).toEqual([rupees(9_900_000n)]);
});

test('tells nothing of other accounts', () => {
  const rig = aRig();
  rig.fill(rig.work({ terms: limit }), { qty: 4 });
  const { orders, fills, positions } = recoverAccount(rig.machine, other, []);
  expect([orders, fills, positions]).toEqual([[], [], []]);
});
