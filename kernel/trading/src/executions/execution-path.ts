import {
  limitOf,
  parentOf,
  type Command,
  type CommandBody,
  type Instrument,
  type OrderTerms,
} from 'argosy/domain';
import { toQuantity, type OrderId, type Quantity, type Refusal } from 'argosy/core';
import { isShownInParts, isSlicedOrder, openQty, type Execution } from 'argosy/orders';
import { checkOrder } from 'argosy/risk';

import { mayTouch } from '../authority.ts';
import { refusalOfTaking } from '../emulation/only-making.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { commandRefusal } from '../errors.ts';
import { excessOfChildren } from './child-count.ts';
import { endExecution } from './execution-end.ts';
import { refusalOfRoom } from './execution-room.ts';
import { OrderContext } from '../orders/order-context.ts';
import { refuseCommand, refusalText } from '../refuse-command.ts';
import { checkName } from '../orders/check-name.ts';
import type { TradingParts } from '../trading-parts.ts';
import { windDown } from './wind-down.ts';

type ExecuteCommand = Extract<CommandBody, { readonly type: 'execute' }>;
/** What a parent is asked for as. */
export type ParentBody = Omit<ExecuteCommand, 'type'>;
/** What a parent is to become. */
type Change = { readonly qty: Quantity; readonly terms: OrderTerms };

/**
 * Takes a parent order in. What can be known of its children by now is checked with the smallest of
 * them; each is checked again in full when it goes out.
 */
export function executeParent(parts: TradingParts, command: Command, body: ExecuteCommand): void {
  beginExecution(parts, command, body, () => {
    return flawOfDisplay(body) ?? checkParent(parts, body) ?? checkSmallest(parts, command, body);
  });
}

/** Has a parent begin; where `check` has a refusal it ends at once. */
export function beginExecution(
  parts: TradingParts,
  command: Command,
  body: ParentBody,
  check: () => Refusal | null,
): void {
  const { request, touch, plan } = body;
  const execution = request.id;
  const nameless =
    parentOf(execution) === null
      ? checkName(parts, command, request)
      : commandRefusal('BAD_ORDER_ID', `${execution} is the id of a child`);
  if (nameless !== null) {
    refuseCommand(parts, execution, nameless);
    return;
  }
  const noRoom = refusalOfRoom(parts);
  parts.emitter.emit({
    kind: 'execution',
    execution,
    change: { type: 'began', request, plan, touch },
  });
  const refusal = noRoom ?? check();
  if (refusal !== null) endExecution(parts, execution, ['denied', refusalText(refusal)]);
}

/** Cancels a parent: no child follows, and those at work are cancelled. */
export function cancelExecution(parts: TradingParts, command: Command, execution: Execution): void {
  const { id } = execution.request;
  if (execution.state === 'ended') {
    refuseCommand(parts, id, commandRefusal('ORDER_NOT_OPEN', `${id} has ended`));
  } else if (!mayTouch(parts.config, command, execution)) {
    refuseCommand(parts, id, commandRefusal('ORDER_FOREIGN', id));
  } else {
    windDown(parts, execution, 'it was canceled');
    for (const { order, isBusy } of execution.open) {
      if (!isBusy) cancelOpen(parts, parts.fold.orders.get(order));
    }
  }
}

/** Changes the quantity or the limit of a parent; children at another limit are cancelled and sent anew. */
export function amendExecution(
  parts: TradingParts,
  command: Command,
  {
    execution,
    qty,
    terms,
  }: {
    readonly execution: Execution;
    readonly qty: Quantity | null;
    readonly terms: OrderTerms | null;
  },
): void {
  const { request } = execution;
  const { id } = request;
  const change = { qty: qty ?? execution.qty, terms: terms ?? execution.terms };
  const refusal = mayTouch(parts.config, command, execution)
    ? (checkAmendment(parts, execution, change) ?? checkRest(parts, command, { execution, change }))
    : commandRefusal('ORDER_FOREIGN', id);
  if (refusal !== null) {
    refuseCommand(parts, id, refusal);
    return;
  }
  changeExecution(parts, execution, change);
}

/** The same for the order that a parent works, which has passed its checks: it is answered as its parts allow. */
export function amendParts(parts: TradingParts, order: OrderId, change: Change): void {
  changeExecution(parts, parts.fold.executions.get(order), change);
}

function changeExecution(parts: TradingParts, execution: Execution, change: Change): void {
  const { id } = execution.request;
  parts.emitter.emit({ kind: 'execution', execution: id, change: { type: 'amended', ...change } });
  for (const child of execution.open) {
    if (child.isBusy || isSameLimit(execution.terms, change.terms)) continue;
    cancelOpen(parts, parts.fold.orders.get(child.order), 'its parent has another limit');
  }
}

/** Parts of a plan would be shown in parts again: whose word holds for them, nobody could tell. */
function flawOfDisplay({ request, plan }: ExecuteCommand): Refusal | null {
  if (plan.algorithm.type !== 'iceberg' || !isShownInParts(request)) return null;
  const reason = `${request.id}: its plan says what is shown of it, and so does its display`;
  return commandRefusal('BAD_EXECUTION', reason);
}

/** Why a parent cannot be worked at all; null where it can. */
export function checkParent(parts: TradingParts, body: ParentBody): Refusal | null {
  const { emitter, fold } = parts;
  const { request, plan } = body;
  const { id, terms, link, position, account, book } = request;
  const flaw = (why: string): Refusal => commandRefusal('BAD_EXECUTION', `${id}: ${why}`);
  if (!isWorkable(terms)) return flaw(`its terms are ${terms.type}`);
  if (link !== null) return flaw('it belongs to a list');
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  if (plan.endAt <= emitter.now) return flaw(`its deadline ${plan.endAt} is over`);
  if (fold.accounts.book(account, book).mode === 'hedging' && (position ?? id) === `${id}`) {
    return flaw('in a hedging book it has to name a position that is there');
  }
  const misfit =
    misfitOf(parts, body) ?? unlikeRoute(parts, body) ?? excessOfChildren(parts, body, 0);
  return misfit === null ? null : flaw(misfit);
}

/** Why a quantity, or a part of it, cannot be traded; an unknown instrument is told by a check of its own. */
function misfitOf({ config }: TradingParts, { request, plan }: ParentBody): string | null {
  const { qty, instrument } = request;
  const listed = config.instruments.find(instrument);
  if (listed === undefined) return null;
  const least = Math.max(listed.lot, listed.minQty);
  if (qty < least || qty % listed.lot !== 0) return `${qty} is not in lots of ${listed.lot}`;
  const { algorithm } = plan;
  const isTooSmall = algorithm.type === 'iceberg' && algorithm.shown < least;
  return isTooSmall ? `it shows ${algorithm.shown}, less than ${least}` : null;
}

/** Why a listing cannot stand for another: its numbers would mean something else. */
function unlikeRoute({ config }: TradingParts, { request, plan }: ParentBody): string | null {
  const own = config.instruments.find(request.instrument);
  if (own === undefined || plan.routes === undefined) return null;
  if (new Set([own.id, ...plan.routes]).size <= plan.routes.length) return 'a route is named twice';
  for (const route of plan.routes) {
    const other = config.instruments.find(route);
    if (other === undefined || !isSameThing(own, other)) {
      return `${route} is not listed in the units of ${own.id}`;
    }
  }
  return null;
}

function isSameThing(one: Instrument, other: Instrument): boolean {
  return (
    one.kind === other.kind &&
    one.currency === other.currency &&
    one.pricePrecision === other.pricePrecision &&
    one.sizePrecision === other.sizePrecision &&
    one.multiplier === other.multiplier &&
    one.multiplierScale === other.multiplierScale
  );
}

function isWorkable({ type }: OrderTerms): boolean {
  return type === 'market' || type === 'limit';
}

/** What does not depend on the size or the moment, asked of the smallest child there can be. */
function checkSmallest(
  parts: TradingParts,
  { origin: actor }: Command,
  { request }: ExecuteCommand,
): Refusal | null {
  const { now } = parts.emitter;
  const listed = parts.config.instruments.find(request.instrument);
  const qty = toQuantity(Math.max(listed?.lot ?? 1, listed?.minQty ?? 1));
  const smallest = { ...request, qty };
  const moment = { now, isWaiting: true, actor, confirmation: null };
  return checkOrder(OrderContext.ofSubmit(parts, smallest, moment), 'wait');
}

function checkAmendment(parts: TradingParts, execution: Execution, change: Change): Refusal | null {
  const { request, state } = execution;
  const { id } = request;
  const { terms } = change;
  if (state !== 'working') return commandRefusal('ORDER_NOT_OPEN', `${id} is ${state}`);
  if (terms.type !== execution.terms.type) {
    return commandRefusal('NOT_AMENDABLE', `${id} to ${terms.type}`);
  }
  const misfit = misfitOfChange(parts, execution, change);
  return misfit === null ? null : commandRefusal('NOT_AMENDABLE', `${id} to ${misfit}`);
}

/** Why a parent cannot have another quantity or limit. */
function misfitOfChange(
  parts: TradingParts,
  execution: Execution,
  { qty, terms }: Change,
): string | null {
  const { request, filled, plan, children } = execution;
  const { lot = 1, tick = 1 } = parts.config.instruments.find(request.instrument) ?? {};
  if (qty < filled || qty <= 0 || qty % lot !== 0) return `${qty}, ${filled} is filled, lot ${lot}`;
  const unsent = toQuantity(Math.max(0, qty - filled - openQty(execution)));
  const excess = excessOfChildren(parts, { request: { ...request, qty: unsent }, plan }, children);
  if (excess !== null) return `${qty}: ${excess}`;
  const limit = limitOf(terms);
  if (limit === null || (limit > 0 && limit % tick === 0)) return null;
  return `${limit}, tick ${tick}`;
}

/** One that was asked for as a single order has to pass, and to be able to pay, for what is not out of it yet. */
function checkRest(
  parts: TradingParts,
  { origin: actor }: Command,
  { execution, change }: { readonly execution: Execution; readonly change: Change },
): Refusal | null {
  if (!isSlicedOrder(execution)) return null;
  const { request, filled } = execution;
  const shown = request.instructions?.display ?? 0;
  if (change.qty < shown) {
    return commandRefusal('NOT_AMENDABLE', `${request.id} to ${change.qty}, it shows ${shown}`);
  }
  const { now } = parts.emitter;
  const taking = isSameLimit(execution.terms, change.terms)
    ? null
    : refusalOfTaking(parts, request, change.terms);
  const out = filled + openQty(execution);
  if (taking !== null || out >= change.qty) return taking;
  return checkOrder(OrderContext.ofRest(parts, execution, { now, out, actor, ...change }), 'amend');
}

function isSameLimit(one: OrderTerms, other: OrderTerms): boolean {
  return one.type === 'limit' && other.type === 'limit' ? one.limit === other.limit : true;
}
