// Bars and the three moments of filling. A bar is known only when it has ended, so an order decided
// on it can fill at the open of the next bar (the default), at this bar's close (as orders "on the
// close" do), or at the bid and ask that came with the bar (what a market order would have met).
// Run the same strategy on each and see how much of a result is the assumption.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { barWalk, demo, minuteBars, sbin } from './market.ts';

class GreenBar extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(minuteBars);
  }

  override onBar({ instrument, open, close }: Bar): void {
    const held = this.portfolio.qty(instrument);
    if (close > open && held === 0) {
      const qty = toQuantity(50);
      this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
    }
    if (close < open && held > 0) this.orders.close(instrument);
  }
}

export function runBarsThreeMoments(): readonly BacktestResult[] {
  const moments = ['nextOpen', 'thisClose', 'barQuote'] as const;
  return moments.map((fillAt) =>
    runBacktest({
      instruments: [sbin],
      sources: [barWalk(2, 500)],
      accounts: [demo],
      strategies: [{ id: 'green', strategy: GreenBar, account: demo.id }],
      venue: { bars: { fillAt, path: 'adaptive' } },
    }),
  );
}
