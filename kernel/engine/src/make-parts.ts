import { toTimestamp, type InputNumber } from 'argosy/core';
import { toInputNumber, TradingStates, type Bar } from 'argosy/domain';
import { ExecutionTable } from 'argosy/orders';

import { BarDesk } from './bar-desk.ts';
import type { EngineConfig } from './engine-config.ts';
import type { EngineParts } from './engine-parts.ts';
import { DEFAULT_LATE_POLICY } from './late-data.ts';
import { MarketCache } from './market-cache.ts';
import { OrderCache } from './order-cache.ts';
import { Portfolio } from './portfolio.ts';
import { SignalDesk } from './signal-desk.ts';
import type { StrategySeat } from './strategy-seat.ts';
import { TimerQueue } from './timer-queue.ts';
import { BarTopic, InstrumentTopic } from './topics.ts';

/** What the seats of an engine share, as it is at the beginning. */
export function makeParts(
  config: EngineConfig,
  onBar: (bar: Bar) => void,
): EngineParts<StrategySeat> {
  const { instruments, calendars, externalBars, scales, out } = config;
  const nothing: InputNumber = toInputNumber(0);
  return {
    instruments,
    calendars,
    externalBars: new Set(externalBars),
    scales,
    market: new MarketCache(config.barsMax ?? 1000),
    orders: new OrderCache(config.closedOrdersMax ?? 10_000),
    executions: new ExecutionTable(),
    portfolio: new Portfolio(instruments, scales),
    states: new TradingStates(),
    timers: new TimerQueue(),
    bars: new BarDesk({ late: config.lateData ?? DEFAULT_LATE_POLICY, onBar }),
    topics: {
      quotes: new InstrumentTopic(),
      trades: new InstrumentTopic(),
      statuses: new InstrumentTopic(),
      books: new InstrumentTopic(),
      adjustments: new InstrumentTopic(),
      marks: new InstrumentTopic(),
      indexes: new InstrumentTopic(),
      fundings: new InstrumentTopic(),
      bars: new BarTopic(),
    },
    signals: new SignalDesk(),
    moment: { now: toTimestamp(0), number: nothing },
    estimateFee: config.estimateFee ?? null,
    out,
  };
}
