// Stops, limits and a timer. The strategy bids a little below the market with a limit order. If that
// is not filled within a minute a timer cancels it, and it bids anew. When it is filled, a stop order
// cuts the loss and a limit order takes the profit. They go out as a pair (OCO, "one cancels the
// other"): both may sell the same shares, and the fill of one cancels the other.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { later, minutes, toPrice, toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy, type OrderEventOf, type TimeEvent } from 'argosy/engine';
import { linkOco } from 'argosy/orders';

import { demo, quoteWalk, sbin } from './market.ts';

class PatientBuyer extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ instrument, bid }: Quote): void {
    if (this.cache.openOrderCount > 0 || this.portfolio.qty(instrument) > 0) return;
    const limit = toPrice(bid - 4 * sbin.tick);
    const of = { instrument, qty: toQuantity(10), tif: 'GTC', limit } as const;
    this.orders.submit(this.orders.limit({ ...of, side: 'buy' }));
    this.clock.setTimer('patience', later(this.clock.now, minutes(1)));
  }

  override onTimeEvent(_event: TimeEvent): void {
    this.orders.cancelAll(sbin.id);
  }

  override onOrderFilled({ order, change }: OrderEventOf<'filled'>): void {
    if (this.cache.order(order)?.request.side === 'sell') return;
    this.clock.cancelTimer('patience');
    const { price, qty } = change.fill;
    const exit = { instrument: sbin.id, side: 'sell', qty, tif: 'GTC' } as const;
    const target = toPrice(price + 8 * sbin.tick);
    const trigger = toPrice(price - 8 * sbin.tick);
    const limit = this.orders.limit({ ...exit, limit: target });
    this.orders.submitList(linkOco([limit, this.orders.stopMarket({ ...exit, trigger })]));
  }
}

export function runStopLimitTimer(): BacktestResult {
  return runBacktest({
    instruments: [sbin],
    sources: [quoteWalk(3, 3600)],
    accounts: [demo],
    strategies: [{ id: 'patient', strategy: PatientBuyer, account: demo.id }],
  });
}
