// A cash account pays in full and sells what it holds. An order that works sets its money aside, so
// two orders never spend the same rupee; a sale sets the shares aside. What is sold is money at once,
// with the fill: nothing settles later. More than is free, or shares that are not there, are denied.
import { formatMoney, toQuantity, type Price } from 'argosy/core';
import type { Quote, Side } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { demo, quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const market = `
  1 100.00 100.05 10000
  2 100.00 100.05 10000
  3 101.00 101.05 10000
  4 101.00 101.05 10000
  5 101.00 101.05 10000`;

class PaysInFull extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ bid, ask }: Quote): void {
    const [cash, free] = [this.portfolio.cash(), this.portfolio.freeCash()];
    this.log.info(`cash ${formatMoney(cash, 2)}, free ${formatMoney(free, 2)}`);
    const second = secondOf(this.clock.now);
    if (second === 1) {
      this.#order('buy', 500, this.context.price(sbin.id, '99.00')); // waits
      this.#order('buy', 500, ask);
      this.#order('buy', 100, ask);
    }
    if (second === 2) this.#order('sell', 501, bid);
    if (second === 3) this.#order('sell', 500, bid);
    if (second === 4) this.#order('buy', 500, ask);
  }

  #order(side: Side, qty: number, limit: Price): void {
    const of = { instrument: sbin.id, side, qty: toQuantity(qty), limit } as const;
    this.orders.submit(this.orders.limit({ ...of, tag: `${side} ${qty}` }));
  }
}

export function runCashAccount(): readonly Told[] {
  return [
    runAndTell('cash', {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'pays', strategy: PaysInFull, account: demo.id }],
    }),
  ];
}
