// Two strategies and a signal. The scout watches prices and publishes "up" or "down"; it never
// trades. Two traders listen, one for each direction of thought. They share one account's money, but
// each has a book of its own: what one holds, the other neither sees nor sells.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { parameter, Strategy, type Signal } from 'argosy/engine';
import { Sma } from 'argosy/indicators';

import { demo, quoteWalk, sbin } from './market.ts';

class Scout extends Strategy {
  readonly #average = new Sma(60);
  #last = '';

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ bid }: Quote): void {
    const trend = bid > this.#average.update(bid) ? 'up' : 'down';
    if (!this.#average.isReady || trend === this.#last) return;
    this.#last = trend;
    this.context.publish('trend', trend);
  }
}

const parameters = { buysOn: parameter.choice({ default: 'up', options: ['up', 'down'] }) };

class Trader extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;

  override onStart(): void {
    this.context.subscribeSignal('trend');
  }

  override onSignal({ value }: Signal): void {
    if (value !== this.parameters.buysOn) return this.orders.close(sbin.id);
    const of = { instrument: sbin.id, side: 'buy', qty: toQuantity(20) } as const;
    this.orders.submit(this.orders.market(of));
  }
}

export function runTwoStrategiesSignal(): BacktestResult {
  const account = demo.id;
  return runBacktest({
    instruments: [sbin],
    sources: [quoteWalk(4, 3000)],
    accounts: [demo],
    strategies: [
      { id: 'scout', strategy: Scout, account },
      { id: 'follower', strategy: Trader, account, parameters: { buysOn: 'up' } },
      { id: 'contrarian', strategy: Trader, account, parameters: { buysOn: 'down' } },
    ],
  });
}
