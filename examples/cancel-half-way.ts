// Stopping a run half-way. `runBacktest` goes from start to end. A `Backtest` goes in steps, as far as
// you tell it to, so a screen can show progress and offer a stop button. What had happened until
// then stays true: the run ends as `cancelled`, its result is marked partial, and its figures are
// those of that moment.
import { Backtest, type BacktestResult, type RunState } from 'argosy/backtest';
import { minutes } from 'argosy/core';

import { AboveAverage } from './above-average.ts';
import { demo, quoteWalk, sbin } from './market.ts';

export function runCancelHalfWay(): { readonly state: RunState; readonly result: BacktestResult } {
  const run = new Backtest({
    instruments: [sbin],
    sources: [quoteWalk(8, 3600)],
    accounts: [demo],
    strategies: [
      {
        id: 'above',
        strategy: AboveAverage,
        parameters: { instrument: sbin.id },
        account: demo.id,
      },
    ],
  });
  let state = run.advance(10);
  while (state === 'running') {
    if ((run.progress.at ?? 0) >= minutes(30)) run.cancel();
    state = run.advance(10);
  }
  return { state, result: run.result() };
}
