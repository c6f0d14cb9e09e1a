// Keeping state. What a strategy has learned should outlive a restart. `exportState` gives it as
// plain data; `importState` takes it back and, as it may come from a file, looks at it first. The
// first run here keeps what it has counted, and the second goes on from there. (A backtest calls
// neither by itself: the strategy does, as it starts and as it stops.)
import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy, type StrategyClass } from 'argosy/engine';

import { demo, quoteWalk, sbin } from './market.ts';

/** A strategy that buys a share at every thousandth quote it has ever heard. */
function everyThousandth(store: Map<string, unknown>): StrategyClass {
  return class EveryThousandth extends Strategy {
    #heard = 0;

    override onStart(): void {
      this.importState(store.get(this.context.id));
      this.data.subscribeQuotes(sbin.id);
    }

    override onQuote({ instrument }: Quote): void {
      this.#heard += 1;
      if (this.#heard % 1000 !== 0) return;
      const of = { instrument, side: 'buy', qty: toQuantity(1) } as const;
      this.orders.submit(this.orders.market(of));
    }

    override onStop(): void {
      store.set(this.context.id, this.exportState());
    }

    override exportState(): number {
      return this.#heard;
    }

    override importState(state: unknown): void {
      if (typeof state === 'number' && Number.isInteger(state)) this.#heard = state;
    }
  };
}

export function runKeepState(): readonly BacktestResult[] {
  const strategy = everyThousandth(new Map());
  return [1, 2].map(() =>
    runBacktest({
      instruments: [sbin],
      sources: [quoteWalk(9, 1500)],
      accounts: [demo],
      strategies: [{ id: 'counter', strategy, account: demo.id }],
    }),
  );
}
