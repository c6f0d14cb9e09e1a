import { assert, assertNever, toQuantity, toTimestamp } from 'argosy/core';
import type { InstrumentId, OrderId, Quantity, Timestamp } from 'argosy/core';
import type {
  ExecutionChange,
  ExecutionEvent,
  ExecutionOutcome,
  ExecutionPlan,
  Order,
  OrderEvent,
  OrderRequest,
  OrderTerms,
  Touch,
} from 'argosy/domain';

import { isShownInParts } from '../emulation/emulation-plan.ts';
import { isClosed, isOpen, leavesQty } from '../order-view.ts';

/** A child that still works. */
export type OpenChild = {
  readonly order: OrderId;
  readonly instrument: InstrumentId;
  readonly leaves: Quantity;
  readonly terms: OrderTerms;
  /** Whether a request is on its way: nothing else is asked of it until then. */
  readonly isBusy: boolean;
};

/** A parent order: the fold of its events and of those of its children. */
export type Execution = {
  readonly request: OrderRequest;
  readonly plan: ExecutionPlan;
  readonly touch: Touch;
  readonly startAt: Timestamp;
  /** The quantity and terms now in force. */
  readonly qty: Quantity;
  readonly terms: OrderTerms;
  readonly state: 'working' | 'ending' | 'ended';
  readonly outcome: ExecutionOutcome | null;
  readonly reason: string | null;
  /** The check that stands in the way of the next child; null where none does. */
  readonly held: string | null;
  /** How many children were made. */
  readonly children: number;
  /** Whether what was left at the deadline has gone out as one last child. */
  readonly isSwept: boolean;
  /** What the market had traded by the last child. */
  readonly volume: Quantity;
  readonly filled: Quantity;
  /** Σ price × quantity of the children's fills. */
  readonly filledValue: bigint;
  readonly open: readonly OpenChild[];
  /** How many children in a row were refused, by us or by the broker. */
  readonly refusals: number;
  /** How long the last child of each listing was without an answer, in microseconds. */
  readonly answers: readonly (readonly [InstrumentId, number])[];
  /** The listing that last refused a child, until another child is answered. */
  readonly avoided: InstrumentId | null;
  /** No child is made before: the last one came back unfilled. */
  readonly pauseUntil: Timestamp;
};

/** How long a parent waits after a child that came back unfilled, in microseconds. */
const EXECUTION_PAUSE = 1_000_000;

/** A parent order as it begins. */
export function createExecution(event: ExecutionEvent): Execution {
  const { change, receivedAt } = event;
  assert(change.type === 'began', `execution ${event.execution} begins with ${change.type}`);
  const { request, plan, touch } = change;
  return {
    request,
    plan,
    touch,
    startAt: plan.startAt ?? receivedAt,
    qty: request.qty,
    terms: request.terms,
    state: 'working',
    outcome: null,
    reason: null,
    held: null,
    children: 0,
    isSwept: false,
    volume: toQuantity(0),
    filled: toQuantity(0),
    filledValue: 0n,
    open: [],
    refusals: 0,
    answers: [],
    avoided: null,
    pauseUntil: toTimestamp(0),
  };
}

/** Folds an event of a parent in. */
export function evolveExecution(execution: Execution, change: ExecutionChange): Execution {
  switch (change.type) {
    case 'sliced':
      return {
        ...execution,
        children: execution.children + 1,
        volume: change.volume,
        held: null,
        isSwept: execution.state === 'ending',
      };
    case 'held':
      return { ...execution, held: change.code };
    case 'amended':
      return { ...execution, qty: change.qty, terms: change.terms };
    case 'ending':
    case 'ended':
      return {
        ...execution,
        state: change.type,
        outcome: change.outcome,
        reason: change.reason,
        held: null,
      };
    case 'began':
      throw new Error(`execution ${execution.request.id} begins twice`);
    default:
      return assertNever(change);
  }
}

/** Folds an event of a child in; `before` is the child as it was, undefined where it begins. */
export function evolveWithChild(
  execution: Execution,
  event: OrderEvent,
  { before, after }: { readonly before: Order | undefined; readonly after: Order },
): Execution {
  const filled = after.filled - (before?.filled ?? 0);
  const value = after.filledValue - (before?.filledValue ?? 0n);
  return {
    ...reopened(execution, event),
    filled: toQuantity(execution.filled + filled),
    filledValue: execution.filledValue + value,
    open: withChild(execution.open, after),
    refusals: refusalsAfter(execution.refusals, event),
    ...routesAfter(execution, event, after),
    pauseUntil: isReturned(before, after)
      ? toTimestamp(event.receivedAt + EXECUTION_PAUSE)
      : execution.pauseUntil,
  };
}

/**
 * Folds what happened to the order in that a parent works: a broker may say that the order itself has filled,
 * though nobody has sent it.
 */
export function evolveWithOrder(execution: Execution, event: OrderEvent, order: Order): Execution {
  const { filled, filledValue } = order;
  return { ...reopened(execution, event), filled, filledValue };
}

/**
 * A bust opens an order again that its fills had closed; what works it goes on with it. One that had ended
 * otherwise stays closed: a part that the bust has brought back has to end too.
 */
function reopened(execution: Execution, { change: { type } }: OrderEvent): Execution {
  const { state, outcome } = execution;
  if (type !== 'busted' || state !== 'ended' || !isOfOrder(execution)) return execution;
  if (outcome !== 'filled') return { ...execution, state: 'ending' };
  return { ...execution, state: 'working', outcome: null, reason: null };
}

/** Every listing that a parent may trade, its own first. */
export function listingsOf({ request, plan }: Execution): readonly InstrumentId[] {
  return [request.instrument, ...(plan.routes ?? [])];
}

/** What the open children may still fill. */
export function openQty({ open }: Execution): number {
  let sum = 0;
  for (const { leaves } of open) sum += leaves;
  return sum;
}

/** What is neither filled nor asked for. */
export function unsentQty(execution: Execution): number {
  return Math.max(0, execution.qty - execution.filled - openQty(execution));
}

/** Whether a parent was asked for as one order that shows a part of itself, at a venue that hides none. */
export function isSlicedOrder({ request, plan }: Pick<Execution, 'request' | 'plan'>): boolean {
  return plan.algorithm.type === 'iceberg' && isShownInParts(request);
}

/**
 * Whether a parent works an order that is one itself: the others of a list follow that, or it has waited for a
 * price before its parts could go out.
 */
export function isOfOrder(execution: Pick<Execution, 'request' | 'plan'>): boolean {
  const { link, terms } = execution.request;
  return (link !== null || terms.type !== 'limit') && isSlicedOrder(execution);
}

function withChild(open: readonly OpenChild[], after: Order): readonly OpenChild[] {
  const { id } = after.request;
  const others = open.filter(({ order }) => order !== id);
  if (!isOpen(after)) return others;
  const child = {
    order: id,
    instrument: after.request.instrument,
    leaves: leavesQty(after),
    terms: after.terms,
    isBusy: after.pending !== null,
  };
  const place = open.findIndex(({ order }) => order === id);
  return place < 0 ? [...open, child] : open.with(place, child);
}

function refusalsAfter(refusals: number, { change }: OrderEvent): number {
  if (change.type === 'denied' || change.type === 'rejected') return refusals + 1;
  return change.type === 'filled' || change.type === 'accepted' ? 0 : refusals;
}

/** What a listing's answer tells of it. */
function routesAfter(
  { answers, avoided }: Execution,
  { change, receivedAt }: OrderEvent,
  { request: { instrument }, initializedAt }: Order,
): Pick<Execution, 'answers' | 'avoided'> {
  if (change.type === 'denied' || change.type === 'rejected')
    return { answers, avoided: instrument };
  if (change.type !== 'accepted') return { answers, avoided };
  const others = answers.filter(([known]) => known !== instrument);
  return { answers: [...others, [instrument, receivedAt - initializedAt]], avoided: null };
}

/** Whether a child has just closed with something left. */
function isReturned(before: Order | undefined, after: Order): boolean {
  if (!isClosed(after) || before === undefined || isClosed(before)) return false;
  return leavesQty(after) > 0;
}
