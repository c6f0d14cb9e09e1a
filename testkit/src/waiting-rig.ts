import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { OrderRequest, OrderTerms } from 'argosy/domain';
import type { OrderMatrix } from 'argosy/risk';

import { BracketRig } from './bracket-rig.ts';
import { aQuote, aTrade } from './market-data.ts';
import { anAccount, type TradingRigOptions } from './trading-rig.ts';
import { rupees } from './order.ts';

const plain = {
  tifs: ['DAY', 'GTC', 'IOC', 'FOK'],
  products: ['delivery', 'intraday', 'carryForward', 'margin'],
} as const;

/** What a venue does that knows nothing but market and limit orders, and no instant at which they end. */
export const plainMatrix: OrderMatrix = { market: plain, limit: plain };

/** Drives a trading machine whose venue does nothing but plain orders: all others wait with it. */
export class WaitingRig extends BracketRig {
  constructor({ limits, ...options }: TradingRigOptions = {}) {
    super({
      accounts: [anAccount({ kind: 'margin', balances: [rupees(1_000_000_00n)] })],
      limits: { matrix: plainMatrix, unsupported: 'emulate', ...limits },
      ...options,
    });
    this.quote(10_000, 10_005);
    this.events.length = 0;
  }

  /** A quote of now; the ask a tick above the bid unless told. */
  quote(bid: number, ask: number = bid + 5): void {
    this.feed(aQuote({ at: this.now, bid, ask }));
  }

  /** A trade of now. */
  trades(price: number): void {
    this.feed(aTrade({ at: this.now, price }));
  }

  /** Submits an order that buys ten unless told otherwise. */
  wait(terms: OrderTerms, changes: Partial<OrderRequest> = {}): OrderId {
    return this.submit({ terms, ...changes });
  }

  /** What has left for the broker since the last call, in short: `submit market 10`. */
  left(): readonly string[] {
    return this.effects.splice(0).map((effect) => {
      if (effect.type === 'cancel') return 'cancel';
      const { qty, terms } = effect.type === 'submit' ? effect.request : effect;
      const limit = 'limit' in terms ? ` at ${terms.limit}` : '';
      return `${effect.type} ${terms.type} ${qty}${limit}`;
    });
  }
}

/** Terms that follow at a distance, in paise. */
export const aTrail = (distance: number): OrderTerms => ({
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(distance) },
  activation: null,
  trigger: null,
});

/** Terms that wait to be touched. */
export const aTouchOf = (trigger: number): OrderTerms => ({
  type: 'marketIfTouched',
  trigger: toPrice(trigger),
});

/** A sale of so many. */
export const aSale = (qty: number = 10): Partial<OrderRequest> => ({
  side: 'sell',
  qty: toQuantity(qty),
});
