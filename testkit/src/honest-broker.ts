import { toBrokerOrderId, toQuantity, type OrderId } from 'argosy/core';
import type { Effect, OrderTerms, ReportBody, Side } from 'argosy/domain';

import { aFill } from './order.ts';
import type { TradingRig } from './trading-rig.ts';

type Working = {
  readonly side: Side;
  qty: number;
  terms: OrderTerms;
  filled: number;
  /** What it has filled, trade by trade. */
  readonly trades: { readonly trade: string; readonly qty: number }[];
  /** Ended by something else than its fills. */
  isEnded: boolean;
};

const MARKET_PRICES = { buy: 10_005, sell: 10_000 } as const;

/**
 * A broker that does what it is asked, in order, when the test lets it, and fills within what is
 * left and within the limit. Its market is 100.00 to 100.05.
 */
export class HonestBroker {
  readonly #rig: TradingRig;
  readonly #orders = new Map<OrderId, Working>();
  #taken = 0;
  #trades = 0;

  constructor(rig: TradingRig) {
    this.#rig = rig;
  }

  /** Answers the next request; false where there is none. */
  answer(): boolean {
    const effect = this.#rig.effects[this.#taken];
    if (effect === undefined) return false;
    this.#taken += 1;
    this.#rig.report(effect.order, this.#decide(effect));
    return true;
  }

  /** What it is asked next; undefined where it has answered everything. */
  get next(): Effect | undefined {
    return this.#rig.effects[this.#taken];
  }

  /** Refuses the next request, for a reason of its own; false where there is none. */
  refuse(): boolean {
    const effect = this.#rig.effects[this.#taken];
    if (effect === undefined) return false;
    this.#taken += 1;
    const refusals = {
      submit: 'rejected',
      amend: 'modifyRejected',
      cancel: 'cancelRejected',
    } as const;
    this.#rig.report(effect.order, { type: refusals[effect.type], reason: 'not today' });
    return true;
  }

  /** Fills some of an order that works; what was asked of it meanwhile is still on its way. */
  fill(order: OrderId, units: number): void {
    const working = this.#orders.get(order);
    if (!isWorking(working)) return;
    const qty = Math.min(units, working.qty - working.filled);
    working.filled += qty;
    this.#trades += 1;
    const trade = `H-${this.#trades}`;
    working.trades.push({ trade, qty });
    const { side, terms } = working;
    const price = terms.type === 'limit' ? terms.limit : MARKET_PRICES[side];
    this.#rig.fill(order, { trade, qty, price, fee: aFill().fee });
  }

  /** Takes an order's last fill back: one that nothing else has ended works again. */
  bust(order: OrderId): void {
    const working = this.#orders.get(order);
    const last = working?.trades.pop();
    if (working === undefined || last === undefined) return;
    working.filled -= last.qty;
    this.#rig.bust(order, last.trade);
  }

  /** Ends an order that works; nobody has asked for it. */
  expire(order: OrderId): void {
    const working = this.#orders.get(order);
    if (!isWorking(working)) return;
    working.isEnded = true;
    this.#rig.report(order, { type: 'expired' });
  }

  #decide(effect: Effect): ReportBody {
    const working = this.#orders.get(effect.order);
    if (effect.type === 'submit') {
      const { side, qty, terms } = effect.request;
      this.#orders.set(effect.order, { side, qty, terms, filled: 0, trades: [], isEnded: false });
      return { type: 'accepted', brokerId: toBrokerOrderId(`H-${effect.order}`) };
    }
    if (effect.type === 'cancel') {
      if (!isWorking(working)) return { type: 'cancelRejected', reason: 'not open' };
      working.isEnded = true;
      return { type: 'canceled', reason: null };
    }
    if (!isWorking(working) || effect.qty <= working.filled) {
      return { type: 'modifyRejected', reason: 'too late' };
    }
    working.qty = effect.qty;
    working.terms = effect.terms;
    return { type: 'updated', qty: toQuantity(effect.qty), terms: effect.terms };
  }
}

function isWorking(order: Working | undefined): order is Working {
  return order !== undefined && !order.isEnded && order.filled < order.qty;
}
