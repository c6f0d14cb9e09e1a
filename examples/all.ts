import type { BacktestResult } from 'argosy/backtest';

import { runAmendRaces } from './amend-races.ts';
import { runBarsOfManyKinds } from './bars-of-many-kinds.ts';
import { runBarsThreeMoments } from './bars-three-moments.ts';
import { runBracketStories } from './bracket-stories.ts';
import { runCancelHalfWay } from './cancel-half-way.ts';
import { runCashAccount } from './cash-account.ts';
import { runChanceAndSlippage } from './chance-and-slippage.ts';
import { runDeskByHand } from './desk-by-hand.ts';
import { runEndAndWarmUp } from './end-and-warm-up.ts';
import { runExecutionAlgorithms } from './execution-algorithms.ts';
import { runFutureGain } from './future-gain.ts';
import { runHedgingPositions } from './hedging-positions.ts';
import { runHistoryWarmUp } from './history-warm-up.ts';
import { runKeepState } from './keep-state.ts';
import { runLateData } from './late-data.ts';
import { runLimitsThatDeny } from './limits-that-deny.ts';
import { runMarginLeverage } from './margin-leverage.ts';
import { runNotebook } from './notebook.ts';
import { runOcoAndOuo } from './oco-and-ouo.ts';
import { runOneTriggersAnother } from './one-triggers-another.ts';
import { runOrderKinds } from './order-kinds.ts';
import { runOrdersThatWait } from './orders-that-wait.ts';
import { runParametersSweep } from './parameters-sweep.ts';
import { runAtAnExchange } from './at-an-exchange.ts';
import { runQueueInABook } from './queue-in-a-book.ts';
import { runQuotesLatencyFees } from './quotes-latency-fees.ts';
import { runReduceOnly } from './reduce-only.ts';
import { runAboveAverage } from './run-above-average.ts';
import { runRollingFutures } from './rolling-futures.ts';
import { runSizeAndImpact } from './size-and-impact.ts';
import { runSizing } from './sizing.ts';
import { runSplitsAndDividends } from './splits-and-dividends.ts';
import { runSpreadOfTwo } from './spread-of-two.ts';
import { runStopLimitTimer } from './stop-limit-timer.ts';
import type { Told } from './told.ts';
import { runTwoCurrencies } from './two-currencies.ts';
import { runTwoListings } from './two-listings.ts';
import { runTwoStrategiesSignal } from './two-strategies-signal.ts';

/** What a run came to, and, where an example tells it, what happened on the way. */
export type Shown = BacktestResult | Told;

/** Every example by the name of its file; some make more than one run. */
export const examples: Readonly<Record<string, () => readonly Shown[]>> = {
  'run-above-average': () => [runAboveAverage(7)],
  'quotes-latency-fees': () => [runQuotesLatencyFees()],
  'bars-three-moments': runBarsThreeMoments,
  'stop-limit-timer': () => [runStopLimitTimer()],
  'two-strategies-signal': () => [runTwoStrategiesSignal()],
  'history-warm-up': () => [runHistoryWarmUp()],
  'chance-and-slippage': runChanceAndSlippage,
  'parameters-sweep': runParametersSweep,
  'cancel-half-way': () => [runCancelHalfWay().result],
  'keep-state': runKeepState,
  'order-kinds': runOrderKinds,
  'orders-that-wait': runOrdersThatWait,
  'amend-races': runAmendRaces,
  'reduce-only': runReduceOnly,
  'one-triggers-another': runOneTriggersAnother,
  'oco-and-ouo': runOcoAndOuo,
  'bracket-stories': runBracketStories,
  'cash-account': runCashAccount,
  'margin-leverage': runMarginLeverage,
  notebook: runNotebook,
  'hedging-positions': runHedgingPositions,
  'two-currencies': runTwoCurrencies,
  'future-gain': runFutureGain,
  'desk-by-hand': runDeskByHand,
  'limits-that-deny': runLimitsThatDeny,
  sizing: runSizing,
  'end-and-warm-up': runEndAndWarmUp,
  'size-and-impact': runSizeAndImpact,
  'queue-in-a-book': runQueueInABook,
  'at-an-exchange': runAtAnExchange,
  'bars-of-many-kinds': runBarsOfManyKinds,
  'late-data': runLateData,
  'splits-and-dividends': runSplitsAndDividends,
  'rolling-futures': runRollingFutures,
  'spread-of-two': runSpreadOfTwo,
  'execution-algorithms': runExecutionAlgorithms,
  'two-listings': runTwoListings,
};

/** The result of a run, whether it is told or not. */
export function resultOf(shown: Shown): BacktestResult {
  return 'lines' in shown ? shown.result : shown;
}

/** What an example prints: what it tells, and each run in one line. */
export function linesOf(shown: readonly Shown[]): readonly string[] {
  return shown.flatMap((one) => {
    return [...('lines' in one ? one.lines : []), figuresOf(resultOf(one))];
  });
}

/** A run in one line: orders, fills, final cash, hash. */
function figuresOf({ counts, accounts, hash }: BacktestResult): string {
  const cash = accounts.map(({ cash: { amount, currency } }) => `${amount} ${currency}`).join(' ');
  return `${counts.orders} orders, ${counts.fills} fills, ${cash}, ${hash}`;
}
