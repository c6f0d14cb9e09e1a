import {
  toBrokerOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type OrderId,
} from 'argosy/core';
import type { Effect, Fill, OrderRequest, OrderTerms, Report, ReportBody } from 'argosy/domain';
import { aTouch, rupees } from '@argosy/testkit';

import type { World } from './world.ts';

/** What the broker knows of an order. */
export type BrokerOrder = {
  readonly request: OrderRequest;
  qty: number;
  terms: OrderTerms;
  filled: number;
  /** How it ended; null while it works. */
  end: 'rejected' | 'canceled' | 'filled' | null;
  readonly fills: Omit<Fill, 'flags'>[];
};

const MILLIS = 1000;

/**
 * The broker, with a log of its own: whatever our side believes, this is what was traded. It never
 * fails; the way to it does.
 */
export class FakeBroker {
  readonly orders = new Map<OrderId, BrokerOrder>();
  /** How often an order was sent that it had already. */
  doubled = 0;
  /** Where its reports go. */
  onReport: (report: Report) => void = () => {};
  readonly #world: World;
  #trades = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** Does what it is asked. */
  take(effect: Effect): void {
    const order = this.orders.get(effect.order);
    if (effect.type === 'submit') {
      if (order !== undefined) this.doubled += 1;
      else this.#submit(effect.request);
    } else if (order?.end !== null) {
      const type = effect.type === 'cancel' ? 'cancelRejected' : 'modifyRejected';
      this.#report(effect, { type, reason: order === undefined ? 'unknown order' : 'not open' });
    } else if (effect.type === 'cancel') {
      order.end = 'canceled';
      this.#report(effect, { type: 'canceled', reason: null });
    } else if (effect.qty <= order.filled) {
      this.#report(effect, { type: 'modifyRejected', reason: 'too late' });
    } else {
      order.qty = effect.qty;
      order.terms = effect.terms;
      this.#report(effect, { type: 'updated', qty: effect.qty, terms: effect.terms });
    }
  }

  /** Ends every order that works, as at the end of a day. */
  endDay(): void {
    for (const { request, end } of this.orders.values()) {
      const { account, id } = request;
      if (end === null) this.take({ type: 'cancel', account, order: id });
    }
  }

  #submit(request: OrderRequest): void {
    const { qty, terms } = request;
    const order: BrokerOrder = { request, qty, terms, filled: 0, end: null, fills: [] };
    this.orders.set(request.id, order);
    const place = { account: request.account, order: request.id };
    if (this.#world.chance(0.04)) {
      order.end = 'rejected';
      this.#report(place, { type: 'rejected', reason: 'no' });
      return;
    }
    this.#report(place, { type: 'accepted', brokerId: toBrokerOrderId(`B-${request.id}`) });
    const isEager = terms.type === 'market' || this.#world.chance(0.5);
    if (isEager)
      this.#world.after(this.#world.random.nextInt(80) * MILLIS, () => this.#fill(order));
  }

  /** Fills some or all of what is left, and comes back for the rest. */
  #fill(order: BrokerOrder): void {
    if (order.end !== null) return;
    const left = order.qty - order.filled;
    const qty = this.#world.chance(0.6) ? left : 1 + this.#world.random.nextInt(left);
    this.#trades += 1;
    const at = toTimestamp(this.#world.now);
    const fill: Omit<Fill, 'flags'> = {
      trade: toTradeId(`T-${this.#trades}`),
      qty: toQuantity(qty),
      price: toPrice(priceOf(order.terms)),
      fee: rupees(BigInt(1 + this.#world.random.nextInt(3000))),
      liquidity: 'taker',
      touch: aTouch(),
      at,
    };
    order.filled += qty;
    order.fills.push(fill);
    if (order.filled === order.qty) order.end = 'filled';
    const { account, id } = order.request;
    this.#report({ account, order: id }, { type: 'filled', fill });
    if (order.end === null) {
      this.#world.after(this.#world.random.nextInt(120) * MILLIS, () => this.#fill(order));
    }
  }

  #report({ account, order }: Pick<Report, 'account' | 'order'>, body: ReportBody): void {
    const at = toTimestamp(this.#world.now);
    this.onReport({ kind: 'report', account, order, eventAt: at, availableAt: at, body });
  }
}

function priceOf(terms: OrderTerms): number {
  if (terms.type === 'limit' || terms.type === 'stopLimit') return terms.limit;
  return terms.type === 'stopMarket' ? terms.trigger : 10_000;
}
