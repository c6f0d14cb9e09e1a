// Stopping a run half-way. `runBacktest` goes from start to end. A `Backtest` goes in steps, as far as
// you tell it to, so a screen can show progress and offer a stop button. What had happened until
// then stays true: the result is marked partial, and its figures are those of that moment.
import { Backtest, type BacktestResult } from 'argosy/backtest';
import { MICROS_PER_MINUTE } from 'argosy/core';

import { AboveAverage } from './above-average.ts';
import { demo, quoteWalk, sbin } from './market.ts';

export function runCancelHalfWay(): BacktestResult {
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
  while (run.advance(10) === 'running') {
    if ((run.progress.at ?? 0) >= 30 * MICROS_PER_MINUTE) run.cancel();
  }
  return run.result();
}
