import { toPrice, toTimestamp, type OrderId, type Random } from 'argosy/core';
import {
  limitOf,
  triggerOf,
  type Effect,
  type OrderRequest,
  type OrderTerms,
  type Report,
} from 'argosy/domain';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';
import { BookkeepingBroker } from '@argosy/testkit';

/** The time it lives in, and its chance. */
export type BrokerWorld = {
  /** Microseconds since 1970. */
  readonly now: number;
  readonly random: Random;
  readonly after: (delay: number, run: () => void) => void;
  readonly chance: (often: number) => boolean;
};

const MILLIS = 1000;

/**
 * The broker, with books of its own: whatever our side believes, this is what was traded. It never
 * fails; the way to it does.
 */
export class FakeBroker {
  readonly books: BookkeepingBroker;
  /** The orders that reached it. */
  readonly requests = new Map<OrderId, OrderRequest>();
  /** How often an order was sent that it had already. */
  doubled = 0;
  /** Where its reports go. */
  onReport: (report: Report) => void = () => {};
  readonly #world: BrokerWorld;

  constructor(world: BrokerWorld, cash: bigint) {
    this.#world = world;
    this.books = new BookkeepingBroker(cash);
  }

  /** Does what it is asked. */
  take(effect: Effect): void {
    this.books.now = this.#world.now;
    if (effect.type !== 'submit') this.books.receive(effect);
    else if (this.requests.has(effect.order)) this.doubled += 1;
    else this.#submit(effect);
    this.#tell();
  }

  /** Answers a question; the line is up. */
  answer(query: BrokerQuery): BrokerAnswer {
    return this.books.answer(query);
  }

  /** Ends every order that works, as at the end of a day. */
  endDay(): void {
    for (const { account, id } of this.requests.values()) {
      if (this.#worksOn(id)) this.take({ type: 'cancel', account, order: id });
    }
  }

  #submit(effect: Extract<Effect, { readonly type: 'submit' }>): void {
    const { order, request } = effect;
    this.requests.set(order, request);
    if (this.#world.chance(0.04)) {
      this.books.reject(effect, 'no');
      return;
    }
    this.books.receive(effect);
    const isEager = request.terms.type === 'market' || this.#world.chance(0.5);
    if (isEager)
      this.#world.after(this.#world.random.nextInt(80) * MILLIS, () => this.#fill(order));
  }

  /** Fills some or all of what is left, and comes back for the rest. */
  #fill(order: OrderId): void {
    const { books } = this;
    const working = books.orders.find((one) => one.order === order);
    if (working?.state !== 'working') return;
    const left = working.qty - working.filled;
    const units = this.#world.chance(0.6) ? left : 1 + this.#world.random.nextInt(left);
    const fee = BigInt(1 + this.#world.random.nextInt(3000));
    books.now = this.#world.now;
    books.fill(order, units, { price: toPrice(priceOf(working.terms)), fee });
    this.#tell();
    if (this.#worksOn(order)) {
      this.#world.after(this.#world.random.nextInt(120) * MILLIS, () => this.#fill(order));
    }
  }

  #worksOn(order: OrderId): boolean {
    return this.books.orders.some((one) => one.order === order && one.state === 'working');
  }

  #tell(): void {
    const at = toTimestamp(this.#world.now);
    for (const { order, body } of this.books.messages.splice(0)) {
      const account = this.requests.get(order)?.account;
      if (account === undefined) continue;
      this.onReport({ kind: 'report', account, order, eventAt: at, availableAt: at, body });
    }
  }
}

function priceOf(terms: OrderTerms): number {
  return limitOf(terms) ?? triggerOf(terms) ?? 10_000;
}
