// Quotes, latency, fees. A quote is the best bid and ask. This strategy buys after the ask has
// ticked up and sells after it has ticked down. Its orders take a quarter of a second, and up to
// half a second more, to reach the exchange: they fill at the quote they find THERE, not at the one
// that was decided on. Each fill costs 0.03 % of its value, and never more than 20 rupees.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { seconds, toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { cappedFee, feePercent, noLatency } from 'argosy/matching';

import { demo, quoteWalk, sbin } from './market.ts';

class Momentum extends Strategy {
  #lastAsk = 0;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ instrument, ask }: Quote): void {
    const move = this.#lastAsk === 0 ? 0 : ask - this.#lastAsk;
    this.#lastAsk = ask;
    if (this.cache.openOrderCount > 0) return; // one order at a time: wait for the answer
    const qty = toQuantity(10);
    const held = this.portfolio.qty(instrument);
    if (move > 0 && held === 0) {
      this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
    }
    if (move < 0 && held > 0) this.orders.close(instrument);
  }
}

export function runQuotesLatencyFees(): BacktestResult {
  return runBacktest({
    instruments: [sbin],
    sources: [quoteWalk(1, 600)],
    accounts: [demo],
    strategies: [{ id: 'momentum', strategy: Momentum, account: demo.id }],
    venue: {
      latency: { ...noLatency, insert: seconds(0.25), jitter: seconds(0.5) },
      fees: cappedFee(feePercent('0.03'), { min: '0', max: '20' }),
    },
    seed: 1,
  });
}
