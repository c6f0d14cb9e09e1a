// Parameters and a sweep. A strategy declares what may be set, with types, limits and defaults; a
// wrong value is refused before the run, with every mistake named. Because a run is a function from
// its settings to figures, a sweep is a loop. Distrust the best of many: it is partly luck.
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import type { Bar } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { Ema } from 'argosy/indicators';

import { barWalk, demo, minuteBars, sbin } from './market.ts';

const parameters = {
  bars: parameter.bars(),
  fast: parameter.integer({ default: 10, min: 2, max: 50, about: 'bars of the quick average' }),
  slow: parameter.integer({ default: 40, min: 5, max: 200, about: 'bars of the slow average' }),
  share: parameter.number({ default: 0.5, min: 0, max: 1, about: 'of the free cash' }),
};

class Cross extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  readonly #fast = new Ema(this.parameters.fast);
  readonly #slow = new Ema(this.parameters.slow);

  override onStart(): void {
    this.data.subscribeBars(this.parameters.bars);
  }

  override onBar({ instrument, close }: Bar): void {
    const isUp = this.#fast.update(close) > this.#slow.update(close);
    if (!this.#slow.isReady) return;
    if (!isUp) return this.orders.close(instrument);
    if (this.portfolio.qty(instrument) > 0) return;
    const qty = this.context.affordable(instrument, close, this.parameters.share);
    if (qty > 0) this.orders.submit(this.orders.market({ instrument, side: 'buy', qty }));
  }
}

export function runParametersSweep(): readonly BacktestResult[] {
  const pairs = [5, 10, 20].flatMap((fast) => [40, 80].map((slow) => ({ fast, slow })));
  return pairs.map((pair) =>
    runBacktest({
      instruments: [sbin],
      sources: [barWalk(7, 1000)],
      accounts: [demo],
      strategies: [
        {
          id: 'cross',
          strategy: Cross,
          parameters: { bars: minuteBars, ...pair },
          account: demo.id,
        },
      ],
    }),
  );
}
