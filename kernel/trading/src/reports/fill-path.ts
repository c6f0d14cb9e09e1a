import {
  assert,
  formatScaledBigint,
  ledgerScaleOf,
  minBigint,
  toMinor,
  unwrap,
  type AccountId,
  type Currency,
  type OrderId,
  type TradeId,
} from 'argosy/core';
import {
  EXTERNAL_BOOK,
  positionKeyText,
  type AnomalyType,
  type Fill,
  type FillFlag,
  type Order,
  type OrderRequest,
} from 'argosy/domain';
import {
  decideBust,
  decideFill,
  decidePostHold,
  type FillPosting,
  type FillRequest,
  type LedgerBook,
} from 'argosy/ledger';
import {
  classifyFill,
  isBeyondGroup,
  isClosed,
  isOpen,
  leavesQty,
  type FillClass,
} from 'argosy/orders';

import { restrictAccount } from '../accounts/account-path.ts';
import { crossedUnits, noteCrossed, type CrossedUnits } from './crossed-units.ts';
import { noteBeyondBounds } from './fill-bounds.ts';
import { countPart, uncountPart, wholeOf } from '../executions/divided-order.ts';
import { listMembers, lotOf } from '../lists/list-members.ts';
import {
  noteBareFill,
  noteBustedExit,
  noteStuntedExit,
  noteTurned,
} from '../lists/missing-exit.ts';
import { releaseHold, reviseHold } from '../orders/place-hold.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import { tradingDefaults } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

/** A fill that is booked although the order's state did not call for it. */
type OddFill = Exclude<FillClass, 'ordinary' | 'duplicate'>;

/** The states of an order that nobody has sent by itself. */
const unsent: ReadonlySet<Order['state']> = new Set(['INITIALIZED', 'EMULATED', 'IN_PARTS']);

const anomalies: Readonly<Record<OddFill, AnomalyType>> = {
  late: 'lateFill',
  tooLarge: 'tooLargeFill',
  conflict: 'duplicateFill',
};

/**
 * Takes a fill in. It is a fact: only an exact duplicate is dropped. One that fits no state, or is
 * larger than what was left, or comes again with another content, is booked like any other,
 * flagged, and makes the account REDUCING.
 */
export function fillOrder(parts: TradingParts, before: Order, reported: Fill): void {
  const { emitter } = parts;
  const { id } = before.request;
  const { trade, qty } = reported;
  if (qty <= 0) {
    emitter.emitAnomaly('transitionRefused', id, `trade ${trade} fills nothing`);
    return;
  }
  if (noteBeyondBounds(parts, before, reported)) return;
  const order = confirmAmendment(parts, confirmSent(parts, before, trade), qty);
  const fillClass = classifyFill(order, reported);
  if (fillClass === 'duplicate') {
    emitter.emitAnomaly('duplicateFill', id, `trade ${trade} is booked already`);
    return;
  }
  const whole = wholeOf(parts, order);
  const isSibling = isSiblingFill(parts, whole, qty);
  const flags: readonly FillFlag[] = [
    ...flagsOf(order, reported),
    ...(isSibling ? siblingFlag : []),
  ];
  const fill: Fill = { ...reported, flags };
  const crossed = crossedUnits(parts, order, { fill, purpose: 'fill' });
  const of = fillRequest(parts, order.request, { fill, purpose: 'fill', crossed });
  const posting = unwrap(decideFill(parts.fold.book, of));
  // Between the hold that gets smaller and the money that goes, more seems free: nothing decides there.
  emitter.emitOrder(id, { type: 'filled', fill });
  if (whole !== order) countPart(parts, whole, fill);
  postHold(parts, whole);
  bookFill(parts, of, posting);
  if (isSibling) noteSiblingFill(parts, whole, fill);
  noteBareFill(parts, whole, fill);
  noteStuntedExit(parts, whole, `trade ${fill.trade}`);
  noteTurned(parts, whole, { fill, held: of.position?.qty ?? 0 });
  noteCrossed(parts, order, crossed);
  if (fillClass !== 'ordinary') noteOddFill(parts, order, { fill, fillClass });
}

/**
 * A fill of an order that waits here shows that the broker has it, whoever has sent it. It is booked
 * like any other, and somebody has to look.
 */
function confirmSent(parts: TradingParts, order: Order, trade: TradeId): Order {
  if (!unsent.has(order.state)) return order;
  const { config, fold, touches, emitter } = parts;
  const { id, account, instrument } = order.request;
  const index = config.instruments.indexOf(instrument);
  assert(index !== undefined, `instrument ${instrument} is not known`);
  const detail = `trade ${trade} is of an order that was not sent`;
  emitter.emitAnomaly('transitionRefused', id, detail);
  if (order.state === 'EMULATED') emitter.emitOrder(id, { type: 'released' });
  if (order.state !== 'IN_PARTS') {
    emitter.emitOrder(id, { type: 'submitted', touch: touches.touch(index, emitter.now) });
  }
  restrictAccount(parts, account, `order ${id}: ${detail}`);
  return fold.orders.get(id);
}

/** A fill that only the quantity asked for allows shows that the amendment was taken: its report is late. */
function confirmAmendment(parts: TradingParts, order: Order, qty: number): Order {
  const { fold, emitter } = parts;
  const { id } = order.request;
  const asked = fold.orders.askedQty(id);
  if (asked === null || isClosed(order)) return order;
  if (qty <= leavesQty(order) || order.filled + qty > asked) return order;
  emitter.emitOrder(id, { type: 'updated', qty: asked, terms: order.terms });
  reviseHold(parts, fold.orders.get(id), 'exact');
  return fold.orders.get(id);
}

/** Takes a fill back: its cash and charges return, and the position gives back what it had brought. */
export function bustFill(parts: TradingParts, order: Order, trade: TradeId): void {
  const { fold, emitter } = parts;
  const { request } = order;
  const place = order.fills.findIndex((fill) => fill.trade === trade);
  const fill = order.fills[place];
  if (fill === undefined) {
    emitter.emitAnomaly('unknownTrade', request.id, `trade ${trade} is not among the fills`);
    return;
  }
  if (noteBeyondBounds(parts, order, fill)) return;
  // Looked up before the bust is folded: after it the fill has no place any more.
  const costChange = fold.orders.fillCost(request.id, place);
  const crossed = crossedUnits(parts, order, { fill, purpose: 'bust' });
  const of = { ...fillRequest(parts, request, { fill, purpose: 'bust', crossed }), costChange };
  const posting = unwrap(decideBust(fold.book, of));
  emitter.emitOrder(request.id, { type: 'busted', trade });
  const whole = wholeOf(parts, order);
  if (whole !== order) uncountPart(parts, whole, fill);
  const after = fold.orders.get(request.id);
  if (isOpen(after)) reviseHold(parts, after, 'raise');
  bookFill(parts, of, posting);
  noteBustedExit(parts, whole, trade);
  noteCrossed(parts, order, crossed);
}

function fillRequest(
  { config, fold, emitter, settlements }: TradingParts,
  request: OrderRequest,
  {
    fill,
    purpose,
    crossed,
  }: {
    readonly fill: Fill;
    readonly purpose: 'fill' | 'bust';
    readonly crossed: CrossedUnits | null;
  },
): FillRequest {
  const instrument = config.instruments.find(request.instrument);
  assert(instrument !== undefined, `instrument ${request.instrument} is not known`);
  const key = positionKeyOf(request);
  const settlesOn = settlements.dayOf(request.account, fill.at, emitter.now);
  return {
    ...(settlesOn === undefined ? {} : { settlesOn }),
    ...(crossed === null || crossed.units === null ? {} : { units: crossed.units }),
    entry: nextEntry(fold.book, `${purpose}/${request.id}/${fill.trade}`),
    request,
    instrument,
    key,
    position: fold.positions.find(positionKeyText(key)),
    fill,
    unit: {
      scale: ledgerScaleOf(config.scales, instrument.currency),
      rounding: config.rounding ?? tradingDefaults.rounding,
    },
  };
}

/** A trade that was busted or contradicted may come again; each booking has its own id. */
function nextEntry(book: LedgerBook, first: string): string {
  let entry = first;
  for (let again = 2; book.hasFill(entry); again += 1) entry = `${first}/${again}`;
  return entry;
}

function postHold(parts: TradingParts, before: Order): void {
  const { fold, emitter } = parts;
  const order = fold.orders.get(before.request.id);
  if (isClosed(order)) {
    releaseHold(parts, order);
    return;
  }
  const covered = fold.orders.coveredQty(order);
  const posted = decidePostHold(fold.book, {
    order: order.request.id,
    leavesBefore: covered - before.filled,
    leavesAfter: covered - order.filled,
  });
  if (posted !== null) emitter.emit(posted);
}

function bookFill(parts: TradingParts, of: FillRequest, { entry, position }: FillPosting): void {
  const { emitter } = parts;
  const { request, instrument, fill } = of;
  if (entry !== null) emitter.emit(entry);
  emitter.emit(position);
  noteOverdraft(parts, request, instrument.currency);
  if (fill.fee.currency !== instrument.currency) noteOverdraft(parts, request, fill.fee.currency);
}

/** Notes that a fact has taken more cash than there is; on margin it may be borrowed. */
export function noteOverdraft(
  parts: TradingParts,
  { id, account }: { readonly id: OrderId | null; readonly account: AccountId },
  currency: Currency,
): void {
  const cash = parts.fold.book.cash(account, currency);
  const isOnMargin = parts.fold.accounts.find(account)?.kind === 'margin';
  const line = minBigint(parts.fold.book.floor(account, currency), toMinor(0n));
  if (cash >= line || isOnMargin) return;
  const text = formatScaledBigint(cash, ledgerScaleOf(parts.config.scales, currency));
  parts.emitter.emitAnomaly('overdrawn', id, `${account} has ${text} ${currency}`);
}

function noteOddFill(
  parts: TradingParts,
  { request, state, qty, filled }: Order,
  { fill, fillClass }: { readonly fill: Fill; readonly fillClass: OddFill },
): void {
  const { trade } = fill;
  const detail = `trade ${trade} of ${fill.qty} units met ${state} with ${filled} of ${qty} filled`;
  parts.emitter.emitAnomaly(anomalies[fillClass], request.id, detail);
  restrictAccount(
    parts,
    request.account,
    `${anomalies[fillClass]}: order ${request.id}, ${detail}`,
  );
}

const siblingFlag: readonly FillFlag[] = ['sibling'];

/** Whether the fill takes what a sibling had taken already, before its cancel arrived. */
function isSiblingFill(parts: TradingParts, order: Order, qty: number): boolean {
  const { link } = order.request;
  if (link === null || link.contingency === null) return false;
  return isBeyondGroup(listMembers(parts, link.list), { order, qty }, lotOf(parts));
}

function noteSiblingFill({ emitter }: TradingParts, { request }: Order, fill: Fill): void {
  const { trade, qty } = fill;
  const list = request.link?.list ?? '';
  const detail = `trade ${trade} of ${qty} units came after a sibling in list ${list} had filled`;
  emitter.emitAnomaly('siblingFill', request.id, detail);
}

function flagsOf(order: Order, { qty, flags: given }: Fill): readonly FillFlag[] {
  const flags: FillFlag[] = [...given];
  if (order.request.book === EXTERNAL_BOOK) flags.push('external');
  if (isClosed(order)) flags.push('late');
  if (qty > leavesQty(order)) flags.push('tooLarge');
  return flags;
}
