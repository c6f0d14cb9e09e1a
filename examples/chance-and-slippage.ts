// Chance that can be repeated. When the price only touches your limit, were you filled? It depends on
// the queue before you. Here three of ten touches fill, and half of the market orders slip a tick.
// The seed decides which: the same seed gives the same fills on every machine, another seed another
// luck. Here run two seeds, and the first of them again. Run more before you believe a result.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { probabilisticFills } from 'argosy/matching';

import { demo, quoteWalk, sbin } from './market.ts';

class Bidder extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ instrument, bid, ask }: Quote): void {
    const [order] = this.cache.openOrders(instrument);
    const held = this.portfolio.positions()[0];
    if (order === undefined && held === undefined) {
      const of = { instrument, side: 'buy', qty: toQuantity(10), limit: bid } as const;
      this.orders.submit(this.orders.limit(of));
    }
    if (order === undefined && held !== undefined && Number(held.cost) < bid * held.qty) {
      this.orders.close(instrument); // a profit, before what it may slip
    }
    const { terms, id } = order?.request ?? {};
    if (id !== undefined && terms?.type === 'limit' && ask > terms.limit + 4 * sbin.tick) {
      this.orders.cancel(id); // the price has run away
    }
  }
}

export function runChanceAndSlippage(): readonly BacktestResult[] {
  return [1, 2, 1].map((seed) =>
    runBacktest({
      instruments: [sbin],
      sources: [quoteWalk(6, 3000)],
      accounts: [demo],
      strategies: [{ id: 'bidder', strategy: Bidder, account: demo.id }],
      venue: { fills: probabilisticFills({ limit: 0.3, slip: 0.5 }) },
      seed,
    }),
  );
}
