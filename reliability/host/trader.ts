import { toPrice, toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument } from '@argosy/testkit';

import { sendRare } from './rare-orders.ts';

const OPEN_MAX = 25;
/** How often it sends something that the broker does not have. */
const RARELY = 0.15;

/** A strategy that does a little of everything, by chance. */
export class Trader extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(anInstrument().id);
  }

  override onQuote(quote: Quote): void {
    if (this.#throw(0.4)) return;
    const open = this.cache.openOrders().filter(({ inDoubt }) => inDoubt.length === 0);
    const picked = open[this.random.nextInt(Math.max(1, open.length))];
    if (picked !== undefined && (open.length >= OPEN_MAX || this.#throw(0.25))) {
      if (this.#throw(0.5)) this.orders.cancel(picked.request.id);
      else this.orders.amend(picked.request.id, { qty: toQuantity(1 + this.random.nextInt(20)) });
      return;
    }
    this.#send(quote);
  }

  #send(quote: Quote): void {
    const { instrument, bid, ask } = quote;
    const qty = toQuantity(1 + this.random.nextInt(10));
    const held = this.portfolio.qty(instrument);
    const side = held > 0 && this.#throw(0.5) ? 'sell' : 'buy';
    const of = {
      instrument,
      side,
      qty: side === 'sell' ? toQuantity(Math.min(qty, held)) : qty,
    } as const;
    if (this.#throw(RARELY)) {
      sendRare({ orders: this.orders, random: this.random, quote, of });
      return;
    }
    if (this.#throw(0.4)) this.orders.submit(this.orders.market(of));
    else if (side === 'buy' && this.#throw(0.3)) {
      this.orders.submitBracket({ ...of, target: toPrice(ask + 300), stop: toPrice(bid - 300) });
    } else {
      const limit = toPrice(side === 'buy' ? bid - 5 * this.random.nextInt(5) : ask);
      this.orders.submit(this.orders.limit({ ...of, limit }));
    }
  }

  #throw(often: number): boolean {
    return this.random.nextFloat() < often;
  }
}
