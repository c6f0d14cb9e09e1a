// Amendments, and who wins a race. An order may change its price, its quantity, or both. Here an
// amendment and a cancel take a second to the exchange, and the market does not wait: what fills
// meanwhile stays filled. A request that comes too late changes nothing.
import { seconds, toQuantity, type OrderId } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { noLatency, sizeAwareFills } from 'argosy/matching';

import { demo, quotesOf, sbin, secondOf } from './market.ts';
import { runAndTell, type Told } from './told.ts';

const market = `
  1    100.00 100.05 20
  2    100.00 100.05 20
  4    100.00 100.05 20
  6    100.00 100.05 20
  9     99.90  99.95 20
  11   100.00 100.05 20
  12   100.00 100.05 20
  12.5  99.80  99.85 4
  14   100.00 100.05 20
  15   100.00 100.05 20
  15.5  99.80  99.85 20
  17   100.00 100.05 20
  18   100.00 100.05 20
  18.5  99.80  99.85 20
  20   100.00 100.05 20`;

class SecondThoughts extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote(): void {
    const id = this.cache.openOrders()[0]?.request.id;
    const second = secondOf(this.clock.now);
    if (second === 1) this.#bid('amended');
    if (second === 11) this.#bid('cancel meets a part');
    if (second === 14) this.#bid('cancel comes too late');
    if (second === 17) this.#bid('amend comes too late');
    if (id !== undefined) this.#change(id, second);
  }

  #bid(tag: string): void {
    const limit = this.context.price(sbin.id, '99.90');
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(10), limit, tag } as const;
    this.orders.submit(this.orders.limit(of));
  }

  #change(id: OrderId, second: number): void {
    const limit = (text: string) =>
      ({ type: 'limit', limit: this.context.price(sbin.id, text) }) as const;
    if (second === 2) this.orders.amend(id, { terms: limit('99.85') });
    if (second === 4) this.orders.amend(id, { qty: toQuantity(30) });
    if (second === 6) this.orders.amend(id, { terms: limit('99.95'), qty: toQuantity(20) });
    if (second === 12 || second === 15) this.orders.cancel(id);
    if (second === 18) this.orders.amend(id, { qty: toQuantity(15) });
  }
}

export function runAmendRaces(): readonly Told[] {
  return [
    runAndTell('race', {
      instruments: [sbin],
      sources: [quotesOf(sbin, market)],
      accounts: [demo],
      strategies: [{ id: 'thoughts', strategy: SecondThoughts, account: demo.id }],
      venue: {
        latency: { ...noLatency, amend: seconds(1), cancel: seconds(1) },
        fills: sizeAwareFills({ rest: 'waits' }),
      },
    }),
  ];
}
