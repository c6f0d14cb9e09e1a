import type {
  CalendarId,
  InputNumber,
  InstrumentId,
  LedgerScales,
  Money,
  OrderId,
  Price,
  SessionClock,
  StrategyId,
  Timestamp,
} from 'argosy/core';
import type {
  Ask,
  BarSpec,
  BarSpecText,
  Command,
  InstrumentTable,
  MarketDataKind,
  OrderRequest,
  TradingStates,
} from 'argosy/domain';
import type { ExecutionTable } from 'argosy/orders';

import type { BarDesk } from './bar-desk.ts';
import type { LogRecord } from './log.ts';
import type { MarketCache } from './market-cache.ts';
import type { OrderCache } from './order-cache.ts';
import type { Portfolio } from './portfolio.ts';
import type { SignalDesk } from './signal-desk.ts';
import type { StrategyFault } from './strategy-fault.ts';
import type { TimerQueue } from './timer-queue.ts';
import type { BarTopic, InstrumentTopic, Ordered } from './topics.ts';

/** What a strategy has begun to listen to. */
export type Subscription =
  | { readonly kind: Exclude<MarketDataKind, 'bar'>; readonly instrument: InstrumentId }
  | { readonly kind: 'bar'; readonly spec: BarSpec };

/** Where the engine puts what its strategies want; commands are numbered when they arrive. */
export type EngineOutbox = {
  command(command: Command): void;
  ask(ask: Ask): void;
  log(record: LogRecord): void;
  fault(fault: StrategyFault): void;
  /** Hears of subscriptions, so that those nothing comes to can be told. */
  subscribed?(strategy: StrategyId, subscription: Subscription): void;
  /** Hears of an order that a callback made and did not send. */
  unsent?(strategy: StrategyId, order: OrderId): void;
};

/** The charges to expect of an order that fills at a price, by what is charged at an instant. */
export type FeeGuess = (
  of: Pick<OrderRequest, 'instrument' | 'side' | 'qty' | 'product'>,
  price: Price,
  at: Timestamp,
) => Money;

/** The instant and the number of the input being handled. */
export type Moment = { now: Timestamp; number: InputNumber };

/** Who hears of what. */
export type Topics<Listener extends Ordered> = {
  readonly quotes: InstrumentTopic<Listener>;
  readonly trades: InstrumentTopic<Listener>;
  readonly statuses: InstrumentTopic<Listener>;
  readonly books: InstrumentTopic<Listener>;
  readonly adjustments: InstrumentTopic<Listener>;
  readonly marks: InstrumentTopic<Listener>;
  readonly indexes: InstrumentTopic<Listener>;
  readonly fundings: InstrumentTopic<Listener>;
  readonly bars: BarTopic<Listener>;
};

/** What the seats of one engine share. */
export type EngineParts<Listener extends Ordered> = {
  readonly instruments: InstrumentTable;
  readonly calendars: ReadonlyMap<CalendarId, SessionClock>;
  /** The bars that come from outside; any other EXTERNAL specification is unknown. */
  readonly externalBars: ReadonlySet<BarSpecText>;
  readonly scales: LedgerScales;
  readonly market: MarketCache;
  readonly orders: OrderCache;
  readonly executions: ExecutionTable;
  readonly portfolio: Portfolio;
  readonly states: TradingStates;
  readonly timers: TimerQueue<Listener>;
  readonly bars: BarDesk;
  readonly topics: Topics<Listener>;
  readonly signals: SignalDesk<Listener>;
  readonly moment: Moment;
  readonly out: EngineOutbox;
  readonly estimateFee: FeeGuess | null;
};
