import {
  assert,
  divideRounded,
  money as toMoney,
  ok,
  toMinor,
  toQuantity,
  type AccountId,
  type Money,
  type OrderId,
  type Quantity,
  type Result,
} from 'argosy/core';

import type { HoldBody } from './bodies.ts';
import { refused } from './errors.ts';
import type { LedgerBook } from './ledger-book.ts';

/** What an order needs set aside, in all. */
export type HoldRequest = {
  readonly order: OrderId;
  readonly account: AccountId;
  readonly money: Money;
  readonly qty: Quantity;
  /** The siblings that share one hold; null for an order on its own. */
  readonly group: string | null;
  /** What may be set aside where that is not the free cash: free margin. */
  readonly available?: bigint;
};

/** How an order's unfilled quantity has changed. */
export type LeavesChange = {
  readonly order: OrderId;
  readonly leavesBefore: number;
  readonly leavesAfter: number;
};

/** Decides a hold, or a larger one in the place of the order's own; refused beyond the free cash. */
export function decideHold(book: LedgerBook, request: HoldRequest): Result<HoldBody> {
  const { order, account, money, qty, group } = request;
  assert(money.amount >= 0n, `a hold of less than nothing for ${order}`);
  const free = request.available ?? book.freeCashFor(request, money.currency);
  if (money.amount > 0n && money.amount > free) {
    const detail = `holds ${money.amount} minor units of ${money.currency}, free ${free}`;
    return refused('INSUFFICIENT_FREE_CASH', detail);
  }
  return ok({ kind: 'hold', order, account, change: 'placed', group, money, qty });
}

/**
 * Decides what remains held after a fill or a bust: the share of the hold that belongs to what is
 * left to fill, money rounded up. Null where the order holds nothing.
 */
export function decidePostHold(book: LedgerBook, change: LeavesChange): HoldBody | null {
  const { order, leavesBefore, leavesAfter } = change;
  const hold = book.holdOf(order);
  if (hold === undefined) return null;
  assert(leavesBefore > 0, `order ${order} holds although nothing is left to fill`);
  const share = BigInt(Math.max(leavesAfter, 0));
  const amount = divideRounded(hold.money.amount * share, BigInt(leavesBefore), 'ceiling');
  return decideReviseHold(book, {
    order,
    account: hold.account,
    money: toMoney(toMinor(amount), hold.money.currency),
    qty: toQuantity(hold.qty === 0 ? 0 : Math.max(leavesAfter, 0)),
    group: hold.group,
  });
}

/** Decides the hold that a broker's report implies, whatever is free; null where it changes nothing. */
export function decideReviseHold(book: LedgerBook, request: HoldRequest): HoldBody | null {
  const { order, account, money, qty, group } = request;
  const hold = book.holdOf(order);
  if ((hold?.money.amount ?? 0n) === money.amount && (hold?.qty ?? 0) === qty) return null;
  return { kind: 'hold', order, account, change: 'posted', group, money, qty };
}

/** Decides the end of a hold; null where the order holds nothing. */
export function decideReleaseHold(book: LedgerBook, order: OrderId): HoldBody | null {
  const hold = book.holdOf(order);
  if (hold === undefined) return null;
  return {
    kind: 'hold',
    order,
    account: hold.account,
    change: 'released',
    group: hold.group,
    money: toMoney(toMinor(0n), hold.money.currency),
    qty: toQuantity(0),
  };
}
