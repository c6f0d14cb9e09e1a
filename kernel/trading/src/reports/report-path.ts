import { assertNever, type OrderId } from 'argosy/core';
import type { Doubt, Order, Report, ReportBody } from 'argosy/domain';
import { canTransition, isClosed } from 'argosy/orders';

import { restrictAccount } from '../accounts/account-path.ts';
import { isAnswerTo, type AmendedTo } from './amend-answer.ts';
import { takeDifference, takeExternal } from './external-path.ts';
import { bustFill, fillOrder } from './fill-path.ts';
import { noteMissingExit, noteStuntedExit } from '../lists/missing-exit.ts';
import { releaseHold, reviseHold, type HoldRevision } from '../orders/place-hold.ts';
import type { TradingParts } from '../trading-parts.ts';

/** A report that changes an order's state and moves no money. */
type StateReport = Exclude<
  ReportBody,
  { readonly type: 'filled' | 'busted' | 'unanswered' | 'external' | 'inferred' | 'unreadable' }
>;

/** Takes a broker's report in: what is said of it happened when the broker says. */
export function takeReport(parts: TradingParts, report: Report): void {
  const { body } = report;
  parts.emitter.happenedAt(report.eventAt);
  if (body.type === 'external') takeExternal(parts, report, body);
  else if (body.type === 'unreadable') takeUnreadable(parts, report, body.reason);
  else if (body.type === 'inferred' && body.request !== null) {
    takeDifference(parts, report, { fill: body.fill, request: body.request });
  } else takeKnown(parts, report, body);
}

/** A report of an order that should be known. */
function takeKnown(
  parts: TradingParts,
  report: Report,
  body: Exclude<ReportBody, { readonly type: 'external' | 'unreadable' }>,
): void {
  const order = parts.fold.orders.find(report.order);
  if (order === undefined || !isOurs(parts, order, report)) takeUnknown(parts, report);
  else if (body.type === 'unanswered') doubt(parts, order, body.request);
  else {
    applyBody(parts, order, body);
    resolveDoubts(parts, order, body);
  }
}

/** What an order of ours takes as it is told. */
type OwnReport = Exclude<ReportBody, { readonly type: 'unanswered' | 'external' | 'unreadable' }>;

function applyBody(parts: TradingParts, order: Order, body: OwnReport): void {
  if (body.type === 'filled') fillOrder(parts, order, { ...body.fill, flags: [] });
  else if (body.type === 'inferred') {
    fillOrder(parts, order, { ...body.fill, flags: ['reconciled'] });
  } else if (body.type === 'busted') bustFill(parts, order, body.trade);
  else changeState(parts, order, body);
}

/** An order that was denied for its account or instrument has nowhere to be booked. */
function isOurs({ config, fold }: TradingParts, { request }: Order, report: Report): boolean {
  return (
    request.account === report.account &&
    fold.accounts.find(request.account) !== undefined &&
    config.instruments.find(request.instrument) !== undefined
  );
}

/** A fill of an order we do not know cannot be booked: nobody knows what was traded. */
function takeUnknown(parts: TradingParts, { account, order, body }: Report): void {
  const detail = 'fill' in body ? describeFill(body.fill) : body.type;
  parts.emitter.emitAnomaly('unknownOrder', order, `${account}: ${detail}`);
  if ('fill' in body) restrictAccount(parts, account, `a fill of unknown order ${order}`);
}

/** Whatever it was, it may have been a fill: the account only reduces until somebody has asked the broker. */
function takeUnreadable(parts: TradingParts, { account, order }: Report, reason: string): void {
  parts.emitter.emitAnomaly('reportUnreadable', order, `${account}: ${reason}`);
  restrictAccount(parts, account, `reportUnreadable: order ${order}, ${reason}`);
}

function describeFill({
  trade,
  qty,
  price,
}: {
  trade: string;
  qty: number;
  price: number;
}): string {
  return `trade ${trade} of ${qty} units at ${price} units`;
}

function changeState(parts: TradingParts, before: Order, told: StateReport): void {
  const { fold, emitter } = parts;
  const { id } = before.request;
  if (before.state === 'IN_PARTS') {
    const detail = `order ${id} is out in parts: its broker cannot say ${told.type} of it`;
    emitter.emitAnomaly('transitionRefused', id, detail);
    return;
  }
  const hasEnded = told.type === 'canceled' && fold.clocks.isOver(id);
  const body: StateReport = hasEnded ? { type: 'expired' } : told;
  const verdict = canTransition(before, body);
  if (!verdict.ok) {
    if (isClosed(before) && isOvertaken(before, body)) return;
    emitter.emitAnomaly('transitionRefused', id, verdict.refusal.reason);
    return;
  }
  const asked = fold.orders.askedQty(id);
  const hold =
    body.type === 'updated' ? tellUpdate(parts, before, body) : tellOther(parts, id, body);
  const order = fold.orders.get(id);
  if (isClosed(order)) releaseHold(parts, order);
  else if (hold !== null) reviseHold(parts, order, hold);
  noteStuntedExit(parts, before, 'its amendment');
  const why = fold.exits.isExit(id) ? whyBare(before, told, asked) : null;
  if (why !== null) noteMissingExit(parts, order, why);
}

type Update = Extract<StateReport, { readonly type: 'updated' }>;

/** An update; behind one that answers no amendment on its way, that is still asked for. Says what it makes of the hold. */
function tellUpdate(parts: TradingParts, before: Order, told: Update): HoldRevision {
  const { emitter, fold } = parts;
  const { id } = before.request;
  const crossed = crossedBy(parts, before, told);
  emitter.emitOrder(id, told);
  if (crossed === null) return 'exact';
  if (!isClosed(fold.orders.get(id))) emitter.emitOrder(id, { type: 'pendingUpdate', ...crossed });
  return 'raise';
}

function tellOther(
  { emitter }: TradingParts,
  id: OrderId,
  body: Exclude<StateReport, Update>,
): HoldRevision | null {
  emitter.emitOrder(id, body);
  return body.type === 'modifyRejected' ? 'lower' : null;
}

/**
 * The amendment that is still on its way when a broker tells something else of its order; null where it is answered.
 * One whose answer is lost is answered by whatever is told.
 */
function crossedBy({ fold }: TradingParts, before: Order, told: AmendedTo): AmendedTo | null {
  const asked = fold.orders.asked(before.request.id);
  if (asked === null || before.pending !== 'update' || before.inDoubt.includes('amend'))
    return null;
  return isAnswerTo(asked, before, told) ? null : asked;
}

/** A broker that does not take an exit, lets it not grow or ends it unasked leaves its position bare. */
function whyBare(before: Order, body: StateReport, asked: number | null): string | null {
  const { type } = body;
  if (type === 'rejected') return `the broker refused it: ${body.reason}`;
  if (type === 'modifyRejected') {
    return asked !== null && asked > before.qty ? `the broker refused it: ${body.reason}` : null;
  }
  if (before.pending === 'cancel') return null;
  if (type === 'expired') return 'it expired at the broker';
  return type === 'canceled' ? `the broker ended it: ${body.reason ?? 'no reason'}` : null;
}

/** The order ended while the request was on its way: that was said already, and is no surprise. */
function isOvertaken(order: Order, body: StateReport): boolean {
  if (body.type === 'updated') return body.qty <= order.filled;
  return body.type === 'cancelRejected' || body.type === 'modifyRejected';
}

/** An answer that is lost is neither yes nor no; one that has come is not lost. */
function doubt({ fold, emitter }: TradingParts, order: Order, request: Doubt): void {
  const { id } = order.request;
  if (!isAwaited(order, request, fold.orders.isAmending(id))) {
    emitter.emitAnomaly('transitionRefused', id, `no answer to ${request} is awaited`);
  } else if (!order.inDoubt.includes(request)) emitter.emitOrder(id, { type: 'doubted', request });
}

function isAwaited(order: Order, request: Doubt, isAmending: boolean): boolean {
  if (isClosed(order) || order.state === 'IN_PARTS') return false;
  switch (request) {
    case 'submit':
      return order.brokerId === null && order.filled === 0;
    case 'amend':
      return isAmending;
    case 'cancel':
      return order.pending === 'cancel';
    default:
      return assertNever(request);
  }
}

/** Whatever the broker says of an order, it has the order; the end of an order answers everything. */
function resolveDoubts({ fold, emitter }: TradingParts, before: Order, body: ReportBody): void {
  if (before.inDoubt.length === 0) return;
  const { id } = before.request;
  const hasEnded = isClosed(fold.orders.get(id));
  for (const request of before.inDoubt) {
    if (hasEnded || answers(body, request)) emitter.emitOrder(id, { type: 'resolved', request });
  }
}

function answers({ type }: ReportBody, request: Doubt): boolean {
  if (request === 'submit') return true;
  if (request === 'amend') return type === 'updated' || type === 'modifyRejected';
  return type === 'cancelRejected';
}
