// Keeping state. What a strategy has learned should outlive a restart. `exportState` gives it as
// plain data, and the next run hands it to `importState` before `onStart`; as it may come from a
// file, `importState` looks at it first. The second run here goes on from where the first ended.
import { Backtest, type BacktestResult } from 'argosy/backtest';
import { toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';

import { demo, quoteWalk, sbin } from './market.ts';

/** Buys a share at every thousandth quote it has ever heard. */
class EveryThousandth extends Strategy {
  #heard = 0;

  override onStart(): void {
    this.data.subscribeQuotes(sbin.id);
  }

  override onQuote({ instrument }: Quote): void {
    this.#heard += 1;
    if (this.#heard % 1000 !== 0) return;
    const of = { instrument, side: 'buy', qty: toQuantity(1) } as const;
    this.orders.submit(this.orders.market(of));
  }

  override exportState(): number {
    return this.#heard;
  }

  override importState(state: unknown): void {
    if (typeof state === 'number' && Number.isInteger(state)) this.#heard = state;
  }
}

export function runKeepState(): readonly BacktestResult[] {
  let state: unknown;
  return [1, 2].map(() => {
    const run = new Backtest({
      instruments: [sbin],
      sources: [quoteWalk(9, 1500)],
      accounts: [demo],
      strategies: [{ id: 'counter', strategy: EveryThousandth, account: demo.id, state }],
    });
    while (run.advance(100_000) === 'running');
    state = run.exportStates().get('counter');
    return run.result();
  });
}
