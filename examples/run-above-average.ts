import { runBacktest, type BacktestResult } from 'argosy/backtest';
import { feePercent } from 'argosy/matching';

import { AboveAverage } from './above-average.ts';
import { demo, quoteWalk, sbin } from './market.ts';

export function runAboveAverage(seed: number): BacktestResult {
  return runBacktest({
    instruments: [sbin],
    sources: [quoteWalk(seed, 20_000)],
    accounts: [demo],
    strategies: [
      {
        id: 'above',
        strategy: AboveAverage,
        parameters: { instrument: sbin.id },
        account: demo.id,
      },
    ],
    venue: { fees: feePercent('0.03') },
    seed,
  }); // its hash is equal on every run
}
