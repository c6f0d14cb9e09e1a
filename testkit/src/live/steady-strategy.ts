/**
 * The text of a strategy that buys ten at once and keeps an order below the market. `extra` it does at each quote; it
 * counts them, and keeps the count.
 */
export const steadyStrategy = (instrument: string, extra = ''): string => `
import { toPrice, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';

export class Steady extends Strategy {
  #seen = 0;
  onStart() {
    this.data.subscribeQuotes('${instrument}');
    this.log.info('starts', { seen: this.#seen });
  }
  onQuote(quote) {
    this.#seen += 1;
    ${extra}
    const { length: open } = this.cache.openOrders();
    const of = { instrument: '${instrument}', side: 'buy', product: 'delivery' };
    if (this.#seen === 1) {
      this.orders.submit(this.orders.market({ ...of, qty: toQuantity(10), tif: 'DAY' }));
    } else if (open === 0) {
      const limit = toPrice(quote.bid - 500);
      this.orders.submit(this.orders.limit({ ...of, qty: toQuantity(3), limit, tif: 'DAY' }));
    }
  }
  onStop() { this.log.info('stops', { seen: this.#seen }); }
  exportState() { return { seen: this.#seen }; }
  importState(state) { this.#seen = state.seen; }
}
`;
