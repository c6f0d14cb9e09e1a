// History and warm-up. An average of 100 bars means nothing until it has seen 100 bars. This run
// begins at minute 200 of the data (`from`), and the strategy asks for the bars before it: they come
// to `onHistoricalBars` before the first bar of the run, and none of them comes again. So it trades
// from its first bar on.
// (`warmUpUntil` is the other way: the bars are heard live, and orders are refused until then.)
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { minutes, toQuantity, toTimestamp, type AskId } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { Sma } from 'argosy/indicators';

import { barWalk, demo, minuteBars, sbin } from './market.ts';

class WarmAverage extends Strategy {
  readonly #average = new Sma(100);

  override onStart(): void {
    this.data.requestBars(minuteBars, toTimestamp(0));
    this.data.subscribeBars(minuteBars);
  }

  override onHistoricalBars(_id: AskId, bars: readonly Bar[]): void {
    for (const { close } of bars) this.#average.update(close);
  }

  override onBar({ instrument, close }: Bar): void {
    const isAbove = close > this.#average.update(close);
    if (!this.#average.isReady) return;
    const held = this.portfolio.qty(instrument);
    if (isAbove && held === 0) {
      const qty = toQuantity(50);
      this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
    }
    if (!isAbove && held > 0) this.orders.close(instrument);
  }
}

export function runHistoryWarmUp(): BacktestResult {
  return runBacktest({
    instruments: [sbin],
    sources: [barWalk(5, 400)],
    accounts: [demo],
    strategies: [{ id: 'warm', strategy: WarmAverage, account: demo.id }],
    from: toTimestamp(minutes(200)),
  });
}
