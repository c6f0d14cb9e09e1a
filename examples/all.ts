import type { BacktestResult } from 'argosy/backtest';

import { runBarsThreeMoments } from './bars-three-moments.ts';
import { runCancelHalfWay } from './cancel-half-way.ts';
import { runChanceAndSlippage } from './chance-and-slippage.ts';
import { runHistoryWarmUp } from './history-warm-up.ts';
import { runKeepState } from './keep-state.ts';
import { runParametersSweep } from './parameters-sweep.ts';
import { runQuotesLatencyFees } from './quotes-latency-fees.ts';
import { runAboveAverage } from './run-above-average.ts';
import { runStopLimitTimer } from './stop-limit-timer.ts';
import { runTwoStrategiesSignal } from './two-strategies-signal.ts';

/** Every example by the name of its file; some make more than one run. */
export const examples: Readonly<Record<string, () => readonly BacktestResult[]>> = {
  'run-above-average': () => [runAboveAverage(7)],
  'quotes-latency-fees': () => [runQuotesLatencyFees()],
  'bars-three-moments': runBarsThreeMoments,
  'stop-limit-timer': () => [runStopLimitTimer()],
  'two-strategies-signal': () => [runTwoStrategiesSignal()],
  'history-warm-up': () => [runHistoryWarmUp()],
  'chance-and-slippage': runChanceAndSlippage,
  'parameters-sweep': runParametersSweep,
  'cancel-half-way': () => [runCancelHalfWay()],
  'keep-state': runKeepState,
};

/** A run in one line: orders, fills, final cash, hash. */
export function figuresOf({ counts, accounts, hash }: BacktestResult): string {
  const cash = accounts.map(({ cash: { amount, currency } }) => `${amount} ${currency}`).join(' ');
  return `${counts.orders} orders, ${counts.fills} fills, ${cash}, ${hash}`;
}
