import { maxBigint, money, toMinor, toQuantity } from 'argosy/core';
import { decideReleaseHold, decideReviseHold } from 'argosy/ledger';
import { isOfOrder, isSlicedOrder, unsentQty, type Execution } from 'argosy/orders';
import { computeNeed, needCurrency } from 'argosy/risk';

import { OrderContext } from '../orders/order-context.ts';
import { neededQty } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Brings what a parent holds in line with what is not out of it: one that was asked for as a single order sets
 * aside what the whole of it needs, its children theirs and it the rest. That is held whatever is free, for a
 * child that comes back gives it back. `leaving` is what is about to go out. Where an order is worked, that holds
 * all of it.
 */
export function holdRest(parts: TradingParts, execution: Execution, leaving = 0): void {
  if (!isSlicedOrder(execution) || isOfOrder(execution)) return;
  const { request, qty, terms, state } = execution;
  const rest = state === 'working' ? unsentQty(execution) - leaving : 0;
  if (rest <= 0) {
    releaseRest(parts, execution);
    return;
  }
  const { fold, emitter } = parts;
  const { id: order, account } = request;
  const { now } = emitter;
  const out = qty - rest;
  const context = OrderContext.ofRest(parts, execution, { now, qty, terms, out, actor: null });
  const own = fold.book.holdOf(order)?.money.amount ?? toMinor(0n);
  const amount = toMinor(maxBigint(computeNeed(context) ?? own, 0n));
  const held = decideReviseHold(fold.book, {
    order,
    account,
    money: money(amount, needCurrency(context)),
    qty: toQuantity(neededQty(context)),
    group: null,
  });
  if (held !== null) emitter.emit(held);
}

/** Gives back what a parent still holds. */
export function releaseRest({ fold, emitter }: TradingParts, { request }: Execution): void {
  const released = decideReleaseHold(fold.book, request.id);
  if (released !== null) emitter.emit(released);
}
