import { assert, assertNever, type InstrumentIndex, type OrderId } from 'argosy/core';
import { firedTerms, isIfTouched, triggerOf, type Order, type OrderTerms } from 'argosy/domain';
import { computeListActions, isOpen, type ListAction, type ListMember } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { sendAmendment } from '../orders/amend-path.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { placeOrder } from '../emulation/place-order.ts';
import { stillAwaitsCover } from './await-cover.ts';
import { isShort, roomsOf } from './exit-rooms.ts';
import { listMembers, lotOf } from './list-members.ts';
import { noteMissingExit } from './missing-exit.ts';
import { OrderContext } from '../orders/order-context.ts';
import { placeHold } from '../orders/place-hold.ts';
import { refusalText } from '../refuse-command.ts';
import { denyOrder } from '../orders/send-order.ts';
import type { TouchTable } from '../touch-table.ts';
import type { TradingParts } from '../trading-parts.ts';

/** How many times one list may ask for something in one turn; far above what a list needs. */
const LIST_ROUNDS_MAX = 1000;

/**
 * Does what the lists ask for that something has happened to in this turn, and what those ask for
 * whose position has changed. Where exits want more of a position than there is, the lists of it are
 * looked at together, and the earliest has the first claim.
 */
export function settleLists(parts: TradingParts): void {
  const { lists, exits } = parts.fold;
  const roundsMax = LIST_ROUNDS_MAX * (1 + lists.size);
  for (let rounds = 0; ; rounds += 1) {
    const list = lists.takeTouched();
    const key = list === null ? exits.takeTouched() : null;
    if (list === null && key === null) return;
    assert(rounds < roundsMax, `list ${list ?? key ?? ''} asks for something without end`);
    if (list !== null) settleList(parts, list);
    else if (key !== null && isShort(parts, key, 'forAll')) settlePosition(parts, key);
  }
}

function settleList(parts: TradingParts, list: OrderId): void {
  const members = listMembers(parts, list);
  if (members.some(({ order }) => isOpen(order))) perform(parts, list, members);
  else parts.fold.dropList(list);
}

/** Looks at every list of a position, the earliest first. */
function settlePosition(parts: TradingParts, key: string): void {
  const { lists, exits } = parts.fold;
  const names = [...exits.listsOf(key)].sort((one, other) => lists.compare(one, other));
  for (const list of names) perform(parts, list, listMembers(parts, list));
}

function perform(parts: TradingParts, list: OrderId, members: readonly ListMember[]): void {
  const rooms = roomsOf(parts, list, members);
  const actions = computeListActions(members, { lotOf: lotOf(parts), rooms });
  for (const action of actions) act(parts, action);
}

function act(parts: TradingParts, action: ListAction): void {
  const order = parts.fold.orders.get(action.order);
  switch (action.type) {
    case 'release':
      if (!mustWait(parts, order)) releaseOrder(parts, order, action.qty);
      break;
    case 'resize':
      if (action.qty < order.qty || !mustWait(parts, order)) resizeOrder(parts, order, action.qty);
      break;
    case 'cancel':
      if (isOpen(order) && order.pending !== 'cancel') cancelOpen(parts, order, action.reason);
      break;
    default:
      assertNever(action);
  }
}

/** An exit goes out once the account agrees with its broker: denied, it would be missing for good. */
function mustWait({ fold }: TradingParts, { request }: Order): boolean {
  if (!fold.exits.isExit(request.id)) return false;
  const { state, scope } = fold.accounts.restrictionOn(request);
  return state === 'HALTED' && scope === 'reconciliation';
}

function resizeOrder(parts: TradingParts, order: Order, qty: Order['qty']): void {
  const stage = qty > order.qty ? 'resize' : null;
  const refusal = sendAmendment(parts, order, { qty, terms: order.terms, stage, actor: null });
  if (refusal === null || !parts.fold.exits.isExit(order.request.id)) return;
  noteMissingExit(parts, order, `it does not grow to ${qty}: ${refusalText(refusal)}`);
}

/**
 * Sends a child out, looked at again as if it were new. One whose trigger the market has passed while it
 * waited goes as what it would have become, because a stop on the wrong side of the market is refused
 * almost everywhere, and the position it protects is there.
 */
function releaseOrder(parts: TradingParts, waiting: Order, qty: Order['qty']): void {
  const { fold, emitter } = parts;
  const { id, link } = waiting.request;
  if (link?.parent === null && awaitsCover(parts, waiting)) return;
  const terms = awakenedTerms(parts, waiting);
  if (qty !== waiting.qty || terms !== waiting.terms) {
    emitter.emitOrder(id, { type: 'updated', qty, terms });
  }
  const order = fold.orders.get(id);
  const context = OrderContext.ofRelease(parts, order, emitter.now);
  const refusal = checkOrder(context, 'release') ?? placeHold(parts, context);
  if (refusal === null) {
    placeOrder(parts, { ...order.request, qty, terms });
    return;
  }
  denyOrder(parts, order.request, refusal);
  if (fold.exits.isExit(id)) noteMissingExit(parts, order, refusalText(refusal));
}

/** Whether what its list has brought by now does not yet cover an order that waits for that. */
function awaitsCover(parts: TradingParts, waiting: Order): boolean {
  const context = OrderContext.ofRelease(parts, waiting, parts.emitter.now);
  const refusal = checkOrder(context, 'release');
  return refusal !== null && stillAwaitsCover(parts, waiting, refusal);
}

/** Twice the price that its trigger is one of; NaN where none is known. */
function lookedAt2(
  touches: TouchTable,
  index: InstrumentIndex,
  { instructions }: Order['request'],
): number {
  if (instructions?.triggerBy === 'index') return 2 * touches.indexPrice(index);
  if (instructions?.triggerBy === 'mark') return 2 * touches.markPrice(index);
  return touches.prices(index).last2;
}

function awakenedTerms(parts: TradingParts, { request, terms }: Order): OrderTerms {
  const trigger = triggerOf(terms);
  const index = parts.config.instruments.indexOf(request.instrument);
  if (trigger === null || index === undefined) return terms;
  const last2 = lookedAt2(parts.touches, index, request);
  const isUpwards = (request.side === 'buy') !== isIfTouched(terms);
  const isPassed = isUpwards ? last2 >= 2 * trigger : last2 <= 2 * trigger;
  return isPassed ? (firedTerms(terms, request.side) ?? terms) : terms;
}
