import type {
  AccountId,
  AskId,
  BookId,
  Currency,
  DatedSession,
  InstrumentId,
  Money,
  OrderId,
  Price,
  Quantity,
  Random,
  StrategyId,
  Timestamp,
} from 'argosy/core';
import type {
  AskBody,
  Bar,
  BarSpecText,
  BookDepth,
  FundingRate,
  IndexPrice,
  Instrument,
  InstrumentStatus,
  MarkPrice,
  Order,
  Position,
  Quote,
  Side,
  Trade,
  TradingState,
} from 'argosy/domain';
import type { ExecutionProgress } from 'argosy/orders';

import type { Log } from './log.ts';
import type { OrderDesk } from './order-desk.ts';

/** The run's time and this strategy's timers. */
export type Clock = {
  readonly now: Timestamp;
  /** Calls `onTimeEvent` at a later instant; the same name again moves the timer. */
  setTimer(name: string, at: Timestamp): void;
  /** Says whether there was such a timer. */
  cancelTimer(name: string): boolean;
};

/** What the engine knows of markets and orders. Everything here is a look, nothing waits. */
export type CacheView = {
  instrument(id: InstrumentId): Instrument;
  quote(id: InstrumentId): Quote | undefined;
  trade(id: InstrumentId): Trade | undefined;
  status(id: InstrumentId): InstrumentStatus | undefined;
  /** The session of an instrument's calendar that goes on now, as `{ phase, from, until, day }`; null between two. */
  session(id: InstrumentId): DatedSession | null;
  /** What the venue reckons positions by, where it says so. */
  markPrice(id: InstrumentId): MarkPrice | undefined;
  indexPrice(id: InstrumentId): IndexPrice | undefined;
  /** What was last paid between longs and shorts of a perpetual. */
  fundingRate(id: InstrumentId): FundingRate | undefined;
  /** What the book of an instrument shows: so many prices of each side, 5 unless told, the best first. */
  book(id: InstrumentId, count?: number): BookDepth | undefined;
  /** The contract that a chain is on now; undefined before its first one, and where it is no chain. */
  contract(series: InstrumentId): InstrumentId | undefined;
  /** A bar of a subscribed specification, `ago` bars back. */
  bar(spec: BarSpecText, ago?: number): Bar | undefined;
  bars(spec: BarSpecText): readonly Bar[];
  order(id: OrderId): Order | undefined;
  /** This strategy's open orders, answered or not. */
  openOrders(instrument?: InstrumentId): readonly Order[];
  /** How many there are, without making a list. */
  readonly openOrderCount: number;
  /** How far a parent order has come, from the event by which it began. */
  execution(id: OrderId): ExecutionProgress | undefined;
  /** This strategy's parent orders that have not ended. */
  openExecutions(): readonly ExecutionProgress[];
};

/** This strategy's book and its account's money, marked with the engine's prices. */
export type PortfolioView = {
  /** Signed quantity of this strategy's book. */
  qty(instrument: InstrumentId): number;
  positions(): readonly Position[];
  /** What the account has of a currency; of its base currency unless told, as in all of these. */
  cash(currency?: Currency): Money;
  /** The same without what working orders have set aside. */
  freeCash(currency?: Currency): Money;
  /**
   * What new orders in a currency may bind, within the book's allotment: on a cash account the free
   * cash of that very currency, on margin what is free of all, converted.
   */
  freeFunds(currency?: Currency): Money;
  /** The account's cash and positions at their marks. */
  equity(): Money;
  unrealised(): Money;
  realised(): Money;
};

/** What a strategy listens to. Listening chooses callbacks and bars to build, nothing else. */
export type DataDesk = {
  subscribeQuotes(instrument: InstrumentId): void;
  unsubscribeQuotes(instrument: InstrumentId): void;
  subscribeTrades(instrument: InstrumentId): void;
  unsubscribeTrades(instrument: InstrumentId): void;
  subscribeStatus(instrument: InstrumentId): void;
  unsubscribeStatus(instrument: InstrumentId): void;
  /** A book's updates; the book itself is `cache.book`. */
  subscribeBook(instrument: InstrumentId): void;
  unsubscribeBook(instrument: InstrumentId): void;
  /** What an issuer does, and how a series goes on from one contract to the next: `onAdjustment`. */
  subscribeAdjustments(instrument: InstrumentId): void;
  unsubscribeAdjustments(instrument: InstrumentId): void;
  subscribeMarks(instrument: InstrumentId): void;
  unsubscribeMarks(instrument: InstrumentId): void;
  subscribeIndex(instrument: InstrumentId): void;
  unsubscribeIndex(instrument: InstrumentId): void;
  subscribeFunding(instrument: InstrumentId): void;
  unsubscribeFunding(instrument: InstrumentId): void;
  subscribeBars(spec: BarSpecText): void;
  unsubscribeBars(spec: BarSpecText): void;
  /**
   * Asks for past bars; they come to `onHistoricalBars` in a later turn. In a backtest that is the very
   * next one, and they are the bars already gone by: none of them comes live as well.
   */
  requestBars(spec: BarSpecText, from: Timestamp, until?: Timestamp): AskId;
};

/** How much of its money a strategy puts into an order. */
export type Sizing = {
  readonly instrument: InstrumentId;
  readonly price: Price;
  /** The part of the money to use; of equity on margin it may be above 1. */
  readonly share: number;
  /**
   * Of what: what new orders in the instrument's currency may bind (unless told), or cash and
   * positions of all currencies at their marks, whether that can be spent or not.
   */
  readonly of?: 'freeFunds' | 'equity';
  /** Whether the charges are paid of it too (`within`), or besides (unless told). */
  readonly charges?: 'besides' | 'within';
  readonly side?: Side;
};

/** Everything the engine gives a strategy; there is nothing else to reach. */
export type StrategyContext = {
  readonly id: StrategyId;
  readonly account: AccountId;
  readonly book: BookId;
  readonly clock: Clock;
  readonly cache: CacheView;
  readonly portfolio: PortfolioView;
  readonly orders: OrderDesk;
  readonly data: DataDesk;
  readonly log: Log;
  /** The strategy's own seeded stream. */
  readonly random: Random;
  /**
   * What its orders may do: the gravest state on its account, its book and itself, and on an
   * instrument where one is named. HALTED lets none pass, REDUCING those that close.
   */
  tradingState(instrument?: InstrumentId): TradingState;
  /** Asks the outside; the answer comes to `onAnswer` in a later turn. */
  ask(body: AskBody): AskId;
  /** Sends a value to every strategy that listens to the topic, after this callback. */
  publish(topic: string, value: unknown): void;
  subscribeSignal(topic: string): void;
  /** Scales a decimal to the instrument's price precision; a price that does not fit throws. */
  price(instrument: InstrumentId, value: number | string): Price;
  /** Scales a decimal to the instrument's size precision; a quantity that does not fit throws. */
  quantity(instrument: InstrumentId, value: number | string): Quantity;
  /**
   * How much a share of the free funds pays for, or margins, at a price; whole lots, before charges.
   */
  affordable(instrument: InstrumentId, price: Price, share: number): Quantity;
  /**
   * The quantity that a part of the money makes, in whole lots, rounded down; a fractional one
   * where the instrument's lot is.
   */
  size(sizing: Sizing): Quantity;
};
