import type { AccountId, Timestamp } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isOfOrder } from 'argosy/orders';
import type { TradingMachine } from 'argosy/trading';

import { configuredLimitsOf } from './configured-limits.ts';
import type { Funds, HeldPosition, LimitRow, StateRow } from './desk-face.ts';
import { toOrder } from './parent-order.ts';
import type { Actor } from './ticket.ts';

/** The open orders of a person's accounts in the order they came; parents that were asked for as one behind them. */
export function openOrdersOf(trading: TradingMachine, { accounts }: Actor): readonly Order[] {
  // One whose order is itself in a list, or has waited, is among the orders already.
  const parents = trading
    .executions()
    .filter((parent) => parent.state !== 'ended' && !isOfOrder(parent));
  return [...trading.openOrders(), ...parents.map((parent) => toOrder(parent))].filter(
    ({ request }) => accounts.includes(request.account),
  );
}

/** The positions of a person's accounts, flat ones of netting books too: those have realised something. */
export function positionsOf(trading: TradingMachine, { accounts }: Actor): readonly HeldPosition[] {
  return trading
    .positions()
    .filter(({ key, qty }) => accounts.includes(key.account) && (qty !== 0 || key.id === null))
    .map((position) => ({ ...position, mark2: trading.view.mark2(position.key.instrument) }));
}

/** What a person's accounts have, by currency. */
export function fundsOf(trading: TradingMachine, { accounts }: Actor): readonly Funds[] {
  return accounts.flatMap((account) => {
    return trading.view.moneyOf(account).map((money) => ({ account, ...money }));
  });
}

/** The states that lie on a person's accounts, or on all. */
export function statesOf(trading: TradingMachine, { accounts }: Actor): readonly StateRow[] {
  return trading.view
    .restrictions()
    .filter(({ account, scope }) => isForAll(scope.kind) || accounts.includes(account));
}

/** The limits that hold for a person's accounts: those that are set, then those of the configuration. */
export function limitsOf(
  trading: TradingMachine,
  { accounts }: Actor,
  now: Timestamp,
): readonly LimitRow[] {
  const set = setLimitsOf(trading, accounts);
  return [...set, ...configuredLimitsOf(trading, { accounts, set, now })];
}

function setLimitsOf(trading: TradingMachine, accounts: readonly AccountId[]): readonly LimitRow[] {
  return trading.view.setLimits().flatMap((set) => {
    const { account, scope, limit, value, until, reason } = set;
    if (value === null || !(isForAll(scope.kind) || accounts.includes(account))) return [];
    const used = trading.view.limitUse(set);
    const own = { account, scope, limit, value, used, until, reason } as const;
    return [{ ...own, currency: null, from: 'person' }];
  });
}

function isForAll(kind: StateRow['scope']['kind']): boolean {
  return kind === 'firm' || kind === 'storage';
}
