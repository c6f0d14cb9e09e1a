import {
  assert,
  maxBigint,
  money,
  toMinor,
  toQuantity,
  type OrderId,
  type Refusal,
} from 'argosy/core';
import type { Order } from 'argosy/domain';
import { decideHold, decideReleaseHold, decideReviseHold } from 'argosy/ledger';
import { siblingGroupOf } from 'argosy/orders';
import { computeAvailable, computeNeed, needCurrency, type CheckContext } from 'argosy/risk';

import { OrderContext } from './order-context.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Sets aside what an order needs: cash for a buy, holdings for a sale. An amendment raises a hold
 * at once and never lowers it: lowering waits for the broker's word.
 */
export function placeHold(parts: TradingParts, context: CheckContext): Refusal | null {
  const held = decideNeed(parts, context);
  if (held === null) return null;
  if (!held.ok) return held.refusal;
  parts.emitter.emit(held.value);
  return null;
}

/** Why what an order needs could not be set aside now; null where it could. */
export function refusalOfHold(parts: TradingParts, context: CheckContext): Refusal | null {
  const held = decideNeed(parts, context);
  return held === null || held.ok ? null : held.refusal;
}

/** What is to be set aside for an order; null where that is done. */
function decideNeed(
  { fold }: TradingParts,
  context: CheckContext,
): ReturnType<typeof decideHold> | null {
  const { request, instrument } = context;
  const { book } = fold;
  const { id: order, account } = request;
  assert(instrument !== undefined, `the instrument of order ${order} passed the checks`);
  if (isHeldByWhole(fold, order)) return null;
  const needs = computeNeed(context);
  assert(needs !== null, `the value of order ${order} passed the checks`);
  const own = book.holdOf(order);
  const amount = toMinor(maxBigint(needs, own?.money.amount ?? 0n));
  const qty = toQuantity(Math.max(neededQty(context), own?.qty ?? 0));
  if (own !== undefined && own.money.amount === amount && own.qty === qty) return null;
  const currency = needCurrency(context);
  const group = siblingGroupOf(request);
  return decideHold(book, {
    order,
    account,
    money: money(amount, currency),
    qty,
    group,
    ...availableOf(context),
  });
}

/** On margin it is the free margin that bounds a hold, not the free cash. */
function availableOf(context: CheckContext): { readonly available?: bigint } {
  const available = computeAvailable(context);
  return available === null ? {} : { available };
}

/** What a broker's report makes of a hold: what the order needs now, or the lesser, or the larger. */
export type HoldRevision = 'exact' | 'lower' | 'raise';

/**
 * Brings a hold in line with what the broker says the order is now. That is a fact: where the order
 * turns out to need more than we had set aside, it is held whatever is free.
 */
export function reviseHold(parts: TradingParts, order: Order, revision: HoldRevision): void {
  const { fold, emitter } = parts;
  const { id, account } = order.request;
  const { qty, terms } = order;
  if (isHeldByWhole(fold, id)) return;
  const own = fold.book.holdOf(id);
  const context = OrderContext.ofAmend(parts, order, {
    now: emitter.now,
    qty,
    terms,
    stage: 'amend',
    actor: null,
  });
  const ownAmount = own?.money.amount ?? 0n;
  const needs = computeNeed(context) ?? ownAmount;
  // What is worth less than nothing, as at a price below zero, needs nothing.
  const amount = toMinor(maxBigint(revise(revision, needs, ownAmount), 0n));
  const revised = decideReviseHold(fold.book, {
    order: id,
    account,
    money: money(amount, needCurrency(context)),
    qty: toQuantity(revise(revision, neededQty(context), own?.qty ?? 0)),
    group: siblingGroupOf(order.request),
  });
  if (revised !== null) emitter.emit(revised);
}

/** Gives back what an order still holds. */
export function releaseHold({ fold, emitter }: TradingParts, order: Order): void {
  const released = decideReleaseHold(fold.book, order.request.id);
  if (released !== null) emitter.emit(released);
}

/** Whether an order is a part of one that sets aside what all of its parts need. */
function isHeldByWhole({ executions }: TradingParts['fold'], order: OrderId): boolean {
  return executions.wholeOf(order) !== undefined;
}

/** How much of what is held an order sets aside: only a cash account sells nothing but that. */
export function neededQty({ request, qty, filled, account }: CheckContext): number {
  return request.side === 'sell' && account?.kind !== 'margin' ? qty - filled : 0;
}

function revise<Amount extends number | bigint>(
  revision: HoldRevision,
  needs: Amount,
  own: Amount,
): Amount {
  if (revision === 'exact') return needs;
  const isTaken = revision === 'raise' ? needs > own : needs < own;
  return isTaken ? needs : own;
}
