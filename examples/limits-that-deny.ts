// Limits. Every order passes a list of checks before it leaves; the first that refuses says its code
// and the numbers that decided. One limit here is on the quantity of an order, one on its value, one
// on a limit price far from the market, one on what may be held. A loss beyond the day's limit is
// graver: the account is set to REDUCING, and from then on only what closes a position passes.
import { money, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';

import { demo, quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const market = `
  1 100.00 100.05 1000
  2 100.00 100.05 1000
  3  80.00  80.05 1000
  4  80.00  80.05 1000`;

class Daring extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const second = secondOf(this.clock.now);
    if (second === 1) {
      this.#buy(501, '100.05');
      this.#buy(400, '100.05');
      this.#buy(10, '106.00');
      this.#buy(290, '100.05');
    }
    if (second === 2) this.#buy(20, '100.05');
    if (second === 3) this.#buy(5, '80.05');
    if (second === 4) this.orders.close(sbin.id);
  }

  #buy(qty: number, at: string): void {
    const limit = this.context.price(sbin.id, at);
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(qty), limit } as const;
    this.orders.submit(this.orders.limit({ ...of, tag: `${qty} at ${at}` }));
  }
}

export function runLimitsThatDeny(): readonly Told[] {
  return [
    runAndTell('limits', {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'daring', strategy: Daring, account: demo.id }],
      limits: {
        maxOrderQty: toQuantity(500),
        maxOrderNotional: money(30_000_00n, sbin.currency),
        maxPriceDistanceBps: 500,
        maxPosition: toQuantity(300),
        maxDailyLoss: money(5_000_00n, sbin.currency),
      },
    }),
  ];
}
