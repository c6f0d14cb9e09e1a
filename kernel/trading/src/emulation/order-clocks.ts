import { BinaryHeap, compareText, toTimestamp, type OrderId, type Timestamp } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { isForAuction, isOpen } from 'argosy/orders';
import { emulationUnder } from 'argosy/risk';

import type { TradingConfig } from '../trading-config.ts';
import { dayEndOf, leavesForAuctionAt } from './auction-times.ts';

/** When orders end that we end ourselves, or leave for their auction, as plain data; null for one that has been asked to end. */
export type OrderClocksState = readonly (readonly [OrderId, Timestamp | null])[];

/** An order and when it ends. */
export type OrderEnd = { readonly order: OrderId; readonly at: Timestamp };

/** How many ends may be kept at once; as many as orders may wait for. */
const ENDS_MAX = 2_000_000;
/** How many that are over may be kept beyond those that are not. */
const SPENT_MAX = 64;

/**
 * When orders end that their venue does not end: those that wait here, by their day or their instant, and
 * those that work where nobody else looks at their instant. So does when one leaves that waits for an auction. A fold of events: an order is asked to end
 * once, and not again where that is refused.
 */
export class OrderClocks {
  readonly #config: TradingConfig;
  readonly #ends = new Map<OrderId, Timestamp | null>();
  #queue = newQueue();
  #next = Number.POSITIVE_INFINITY;

  constructor(config: TradingConfig) {
    this.#config = config;
  }

  /** When the next order ends; Infinity while none does. */
  get next(): number {
    return this.#next;
  }

  /** Takes in what an order is now. */
  note(order: Order): void {
    const { id, tif } = order.request;
    if (tif !== 'GTD' && order.state !== 'EMULATED' && this.#ends.size === 0) return;
    const known = this.#ends.get(id);
    const end = this.#endOf(order, known);
    if (end === undefined) this.#forget(id);
    else if (order.pending === 'cancel' && end !== null && order.updatedAt >= end) {
      this.#ends.set(id, null);
      this.#look();
    } else if (known !== end || isOverdue(order, end)) this.#keep(id, end);
  }

  /** The orders that end by now, in the order they do. */
  takeDue(now: Timestamp): readonly OrderEnd[] {
    const due: OrderEnd[] = [];
    for (let end = this.#look(); end !== undefined && end.at <= now; end = this.#look()) {
      this.#queue.pop();
      due.push(end);
    }
    return due;
  }

  /** Whether an order was asked to end because its instant had come. */
  isOver(order: OrderId): boolean {
    return this.#ends.get(order) === null;
  }

  /** The state as plain data. */
  exportState(): OrderClocksState {
    return [...this.#ends];
  }

  /** Takes the place of all that was noted so far. */
  importState(state: OrderClocksState): void {
    this.#ends.clear();
    for (const [order, end] of state) this.#ends.set(order, end);
    this.#rebuild();
  }

  /** Undefined where it is not for us to end it. */
  #endOf(order: Order, known: Timestamp | null | undefined): Timestamp | null | undefined {
    const { request, state } = order;
    // What works an order part by part ends it in time.
    if (!isOpen(order) || state === 'INITIALIZED' || state === 'IN_PARTS') return undefined;
    if (state === 'EMULATED') return this.#waitOf(order, known ?? undefined);
    const end = request.instructions?.expiresAt ?? undefined;
    if (request.tif !== 'GTD' || end === undefined) return undefined;
    return this.#cancelOf(order, end, known);
  }

  /** Until when one waits here: until its day is over, its instant has come, or its auction takes it. */
  #waitOf(order: Order, known: Timestamp | undefined): Timestamp | undefined {
    const { request } = order;
    if (isForAuction(request)) return known ?? this.#auctionOf(order);
    if (request.tif === 'DAY') {
      return known ?? dayEndOf(this.#config, request.instrument, order.updatedAt);
    }
    return request.tif === 'GTD' ? (request.instructions?.expiresAt ?? undefined) : undefined;
  }

  /** At its instant it must no longer fill, and whatever is of that instant comes before a cancel of it. */
  #cancelOf(
    order: Order,
    end: Timestamp,
    known: Timestamp | null | undefined,
  ): Timestamp | null | undefined {
    if (!this.#isTimedHere(order)) return undefined;
    return known === null ? null : toTimestamp(end - 1);
  }

  /** When the orders for its auction are taken; whoever has it wait has looked that there is one. */
  #auctionOf({ request, updatedAt }: Order): Timestamp | undefined {
    return leavesForAuctionAt(this.#config, request, updatedAt) ?? undefined;
  }

  #isTimedHere({ request, terms }: Order): boolean {
    const plan = emulationUnder(this.#config.limits, request, terms);
    return typeof plan === 'object' && plan.isTimed;
  }

  #keep(order: OrderId, at: Timestamp | null): void {
    this.#ends.set(order, at);
    if (at !== null) this.#queue.push({ order, at });
    if (this.#queue.size > 2 * this.#ends.size + SPENT_MAX) this.#rebuild();
    this.#look();
  }

  #forget(order: OrderId): void {
    if (this.#ends.delete(order)) this.#look();
  }

  /** The next end that still holds; nobody is woken for one that does not. */
  #look(): OrderEnd | undefined {
    let end = this.#queue.peek();
    while (end !== undefined && this.#ends.get(end.order) !== end.at) {
      this.#queue.pop();
      end = this.#queue.peek();
    }
    this.#next = end?.at ?? Number.POSITIVE_INFINITY;
    return end;
  }

  #rebuild(): void {
    this.#queue = newQueue();
    for (const [order, at] of this.#ends) if (at !== null) this.#queue.push({ order, at });
    this.#look();
  }
}

/** Whether its end came while its owner had it canceled, and its broker would not. */
function isOverdue({ pending, updatedAt }: Order, end: Timestamp | null): boolean {
  return end !== null && pending === null && updatedAt >= end;
}

function newQueue(): BinaryHeap<OrderEnd> {
  const inOrder = (one: OrderEnd, other: OrderEnd): number =>
    one.at - other.at || compareText(one.order, other.order);
  return new BinaryHeap<OrderEnd>(inOrder, ENDS_MAX);
}
