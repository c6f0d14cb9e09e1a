import { toBrokerOrderId, toOrderId, toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { Order, OrderRequest, OrderTerms } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';

import { anOrderRequest } from './order-request.ts';
import { aQuote } from './market-data.ts';
import { aTouch, rupees } from './order.ts';
import { TradingRig, anAccount, type TradingRigOptions } from './trading-rig.ts';

/** Terms of an order that rests at a price. */
export const aLimit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });

/** Terms of an order that sleeps until a price. */
export const aStop = (price: number): OrderTerms => ({
  type: 'stopMarket',
  trigger: toPrice(price),
});

/** The id of the n-th order. */
export const orderId = (n: number): OrderId => toOrderId(`0000TEST${String(n).padStart(6, '0')}`);

/** The n-th order; a purchase of ten unless told otherwise. */
export const nthRequest = (n: number, changes: Partial<OrderRequest> = {}): OrderRequest =>
  anOrderRequest({ id: orderId(n), ...changes });

/** A bracket of ten whose entry is the n-th order, its target the next and its stop the one after. */
export const aBracket = (n: number): readonly OrderRequest[] =>
  linkOto(
    nthRequest(n, { terms: aLimit(10_000) }),
    linkOuo([
      nthRequest(n + 1, { side: 'sell', terms: aLimit(10_100) }),
      nthRequest(n + 2, { side: 'sell', terms: aStop(9_900) }),
    ]),
    'eachFill',
  );

/** Drives a trading machine with an account on margin, in which orders are named by their number. */
export class BracketRig extends TradingRig {
  constructor(options: TradingRigOptions = {}) {
    const account = anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] });
    super({ accounts: [account], ...options });
    this.feed(aQuote());
  }

  /** Submits a list of orders. */
  send(list: readonly OrderRequest[]): void {
    const orders = list.map((one) => ({ request: one, touch: aTouch() }));
    this.command({ type: 'submitList', orders });
  }

  /** Submits a bracket of which the entry fills at once. */
  enter(n: number): void {
    this.send(aBracket(n));
    this.fill(orderId(n), { trade: `E-${n}`, qty: 10 });
  }

  /** An order beside the brackets that fills at once. */
  trade(n: number, side: OrderRequest['side'], qty: number): void {
    this.submit({ id: orderId(n), side, qty: toQuantity(qty), terms: aLimit(10_000) });
    this.fill(orderId(n), { trade: `P-${n}`, qty });
  }

  /** The broker takes orders. */
  accept(...orders: readonly number[]): void {
    for (const n of orders) {
      this.report(orderId(n), { type: 'accepted', brokerId: toBrokerOrderId(`B-${n}`) });
    }
  }

  /** The broker does the amendments it was asked for since the last time, of one order or of all. */
  answer(only: number | null = null): void {
    for (const effect of this.effects.splice(0)) {
      const isMeant = only === null || effect.order === orderId(only);
      if (effect.type !== 'amend' || !isMeant) continue;
      this.report(effect.order, { type: 'updated', qty: effect.qty, terms: effect.terms });
    }
  }

  /** Orders, by their numbers. */
  nth(...orders: readonly number[]): readonly (Order | undefined)[] {
    return orders.map((n) => this.machine.order(orderId(n)));
  }

  /** What was said of exits that are missing: the order, and why. */
  missing(): readonly (readonly [OrderId | null, string])[] {
    return this.of('anomaly')
      .filter(({ type }) => type === 'exitMissing')
      .map(({ order, detail }) => [order, detail]);
  }
}
