import {
  arraySource,
  marginAccount,
  runBacktest,
  type BacktestConfig,
  type BacktestResult,
  type StrategyConfig,
} from 'argosy/backtest';
import { MICROS_PER_DAY, money, toAccountId, toCurrency, toPrice } from 'argosy/core';
import type { Bar, OrderEvent } from 'argosy/domain';

import { anInstrument } from './instrument.ts';
import { aBar } from './market-data.ts';

/** A day's prices; between open and close nothing unless told. */
export type DayPrices = {
  readonly open: number;
  readonly close: number;
  readonly high?: number;
  readonly low?: number;
};

/** What a `runOnDays` came to: a line for each fill, each order event, and the result. */
export type DayRun = {
  /** `day 3 buy 49 @ 10200`; day 3 is the fourth given. */
  readonly fills: readonly string[];
  readonly events: readonly OrderEvent[];
  readonly result: BacktestResult;
};

/** The share that `runOnDays` trades, at a tick of one paisa. */
export const dayInstrument: ReturnType<typeof anInstrument> = anInstrument({ tick: toPrice(1) });
/** The bars that `runOnDays` feeds. */
export const dayBars: string = `${dayInstrument.id}-1-DAY-LAST-EXTERNAL`;

/** Runs one strategy over daily bars on a margin account of a million rupees without leverage. */
export function runOnDays(
  strategy: Pick<StrategyConfig, 'strategy' | 'parameters'>,
  days: readonly DayPrices[],
  changes: Partial<BacktestConfig> = {},
): DayRun {
  const fills: string[] = [];
  const events: OrderEvent[] = [];
  const result = runBacktest(dayConfig(strategy, days, changes), {
    fill: ({ request, fill }) => {
      const day = Math.floor(fill.at / MICROS_PER_DAY);
      fills.push(`day ${day} ${request.side} ${fill.qty} @ ${fill.price}`);
    },
    event: (event) => {
      if (event.kind === 'order') events.push(event);
    },
  });
  return { fills, events, result };
}

/** What `runOnDays` runs. */
export function dayConfig(
  { strategy, parameters = {} }: Pick<StrategyConfig, 'strategy' | 'parameters'>,
  days: readonly DayPrices[],
  changes: Partial<BacktestConfig> = {},
): BacktestConfig {
  const balance = money(100_000_000n, toCurrency('INR'));
  const given = { instrument: dayInstrument.id, bars: dayBars, ...parameters };
  return {
    instruments: [dayInstrument],
    sources: [arraySource('days', days.map(dayBar))],
    accounts: [marginAccount(toAccountId('A1'), balance)],
    strategies: [{ id: 'one', strategy, parameters: given, account: 'A1' }],
    ...changes,
  };
}

function dayBar(prices: DayPrices, day: number): Bar {
  const [opensAt, at] = [day * MICROS_PER_DAY, (day + 1) * MICROS_PER_DAY];
  return aBar({ ...prices, spec: '1-DAY-LAST-EXTERNAL', opensAt, at });
}
