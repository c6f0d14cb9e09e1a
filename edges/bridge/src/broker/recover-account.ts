import { money, type AccountId, type Currency } from 'argosy/core';
import type { Order } from 'argosy/domain';
import type { BrokerFill, BrokerPosition } from 'argosy/reconciliation';
import type { TradingMachine } from 'argosy/trading';

import type { RecoveredAccount } from './execution-part.ts';

/** What of a trading machine is looked at. */
export type RecoveredTrading = Pick<
  TradingMachine,
  'openOrders' | 'closedOrders' | 'positions' | 'book'
>;

/**
 * What trading knows of an account, as an adapter is told before it starts; cash in the currencies that are named.
 *
 * @example
 * shard.recover(journal.read());
 * adapter.execution.restore(accounts.map((one) => recoverAccount(trading, one, currencies)));
 */
export function recoverAccount(
  trading: RecoveredTrading,
  account: AccountId,
  currencies: readonly Currency[],
): RecoveredAccount {
  const isOwn = ({ request }: Order): boolean => request.account === account;
  return {
    account,
    orders: trading.openOrders().filter(isOwn),
    fills: trading.closedOrders().filter(isOwn).flatMap(fillsOf),
    positions: netPositions(trading, account),
    funds: currencies.map((currency) => money(trading.book.cash(account, currency), currency)),
  };
}

function fillsOf({ brokerId, request, fills }: Order): readonly BrokerFill[] {
  if (brokerId === null) return [];
  return fills.map((known) => {
    const { flags: _, ...fill } = known;
    return { brokerId, order: request.id, fill };
  });
}

/** A broker knows nothing of books: it holds the sum of them. */
function netPositions(trading: RecoveredTrading, account: AccountId): readonly BrokerPosition[] {
  const net = new Map<string, BrokerPosition>();
  for (const { key, qty } of trading.positions()) {
    if (key.account !== account) continue;
    const { instrument, product } = key;
    const name = `${instrument} ${product}`;
    const held = (net.get(name)?.qty ?? 0) + qty;
    net.set(name, { instrument, product, qty: held, value: null });
  }
  return [...net.values()].filter(({ qty }) => qty !== 0);
}
