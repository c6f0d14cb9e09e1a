// How a run begins and ends. With `warmUpBars` the strategy hears the first so many bars and its
// orders are refused until then. At the end, open positions are kept and valued at their last mark;
// or, with `atEnd: 'closeAtMark'`, sold there, with charges, so that everything is realised.
import { runBacktest, type BacktestConfig, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { feePercent } from 'argosy/matching';

import { barWalk, demo, minuteBars, sbin } from './market.ts';

class BuysEachBar extends Strategy {
  override onStart(): void {
    this.data.subscribeBars(minuteBars);
  }

  override onBar(): void {
    if (this.portfolio.qty(sbin.id) > 0 || this.cache.openOrderCount > 0) return;
    this.orders.submit(
      this.orders.market({ instrument: sbin.id, side: 'buy', qty: toQuantity(100) }),
    );
  }
}

export function runEndAndWarmUp(): readonly BacktestResult[] {
  const ways: readonly Partial<BacktestConfig>[] = [
    {},
    { warmUpBars: { spec: minuteBars, count: 20 } },
    { atEnd: 'closeAtMark' },
  ];
  return ways.map((way) =>
    runBacktest({
      instruments: [sbin],
      sources: [barWalk(12, 60)],
      accounts: [demo],
      strategies: [{ id: 'buys', strategy: BuysEachBar, account: demo.id }],
      venue: { fees: feePercent('0.1') },
      ...way,
    }),
  );
}
