import { ledgerScaleOf, type AccountId, type Currency, type OrderId } from 'argosy/core';
import { isPaidInFull } from 'argosy/domain';
import { checkInvariants, toLedgerAmount, type Violation } from 'argosy/ledger';
import { isOpen, isSlicedOrder } from 'argosy/orders';

import { tradingDefaults, type TradingConfig } from './trading-config.ts';
import type { TradingFold } from './trading-fold.ts';

/**
 * Checks what must always hold: the books' own rules; I5 an order's filled quantity is the sum of
 * its fills; I6 the inventory of each account is the rounded cost of what it has paid in full; I11 only open
 * orders hold anything.
 */
export function checkTradingInvariants(
  config: TradingConfig,
  fold: TradingFold,
): readonly Violation[] {
  return [
    ...checkInvariants(fold.book),
    ...checkFilled(fold),
    ...checkInventory(config, fold),
    ...checkHolders(fold),
  ];
}

function checkFilled({ orders }: TradingFold): Violation[] {
  const violations: Violation[] = [];
  for (const { request, filled, fills } of orders.open()) {
    const sum = fills.reduce((total, { qty }) => total + qty, 0);
    if (sum === filled) continue;
    violations.push({
      id: 'I5',
      detail: `${request.id} shows ${filled} filled, fills sum to ${sum}`,
    });
  }
  return violations;
}

function checkInventory(config: TradingConfig, fold: TradingFold): Violation[] {
  const costs = new Map<string, { account: AccountId; currency: Currency; cost: bigint }>();
  for (const { key, cost } of fold.positions.held()) {
    const instrument = config.instruments.find(key.instrument);
    if (instrument === undefined || !isPaidInFull(instrument)) continue;
    const { currency } = instrument;
    const scale = ledgerScaleOf(config.scales, currency);
    const rounding = config.rounding ?? tradingDefaults.rounding;
    const name = `${key.account} ${currency}`;
    const sum = costs.get(name) ?? { account: key.account, currency, cost: 0n };
    sum.cost += toLedgerAmount(cost, instrument, { scale, rounding });
    costs.set(name, sum);
  }
  const violations: Violation[] = [];
  for (const { account, currency, cost } of costs.values()) {
    const inventory = fold.book.balance(fold.book.accountsOf(account).inventory, currency);
    if (inventory === cost) continue;
    const detail = `${account} shows ${inventory} of ${currency} at cost, its positions ${cost}`;
    violations.push({ id: 'I6', detail });
  }
  return violations;
}

function checkHolders({ book, orders, executions }: TradingFold): Violation[] {
  const isWorking = (id: OrderId): boolean => {
    const order = orders.find(id);
    if (order !== undefined) return isOpen(order);
    const parent = executions.find(id);
    return parent !== undefined && isSlicedOrder(parent) && parent.state === 'working';
  };
  return book
    .holds()
    .filter((hold) => !isWorking(hold.order))
    .map(({ order }) => ({ id: 'I11', detail: `order ${order} is not open and holds` }));
}
