import type { AskId, Random } from 'argosy/core';
import type {
  Adjustment,
  AnswerBody,
  Bar,
  BookUpdate,
  ExecutionEvent,
  FundingRate,
  IndexPrice,
  InstrumentStatus,
  MarginEvent,
  MarkPrice,
  OrderChange,
  OrderChangeType,
  OrderEvent,
  PositionEvent,
  Quote,
  TradingEvent,
  Trade,
} from 'argosy/domain';

import { engineError } from './errors.ts';
import type { Log } from './log.ts';
import type { OrderDesk } from './order-desk.ts';
import type { Gap } from './gap.ts';
import type { ParameterSchema, ParameterValues } from './parameters.ts';
import type {
  CacheView,
  Clock,
  DataDesk,
  PortfolioView,
  StrategyContext,
} from './strategy-context.ts';
import type { TimeEvent } from './timer-queue.ts';

/** An order event of one type. */
export type OrderEventOf<Type extends OrderChangeType> = OrderEvent & {
  readonly change: Extract<OrderChange, { readonly type: Type }>;
};

/** A value another strategy published. */
export type Signal = { readonly topic: string; readonly from: string; readonly value: unknown };

/**
 * A strategy: override the callbacks you need. The same class runs in a backtest, on paper and live.
 * Callbacks are synchronous; what they send leaves when they return, and answers come in a later turn.
 *
 * @example
 * class BuyOnce extends Strategy<typeof parameters> {
 *   static readonly parameters = parameters;
 *   override onStart(): void {
 *     this.data.subscribeQuotes(this.parameters.instrument);
 *   }
 * }
 */
export class Strategy<Schema extends ParameterSchema = ParameterSchema> {
  /** What may be set from outside; subclasses declare their own. */
  static readonly parameters: ParameterSchema = {};

  /** The values of the declared parameters, ready in field initialisers already. */
  protected readonly parameters: ParameterValues<Schema>;
  #context: StrategyContext | null = null;

  constructor(parameters: ParameterValues<Schema>) {
    this.parameters = parameters;
  }

  /** Gives the strategy its context; the engine calls it once, before `onStart`. */
  attach(context: StrategyContext): void {
    this.#context = context;
  }

  protected get context(): StrategyContext {
    if (this.#context === null) throw engineError('CONTEXT_MISSING', this.constructor.name);
    return this.#context;
  }

  protected get clock(): Clock {
    return this.context.clock;
  }

  protected get cache(): CacheView {
    return this.context.cache;
  }

  protected get portfolio(): PortfolioView {
    return this.context.portfolio;
  }

  protected get orders(): OrderDesk {
    return this.context.orders;
  }

  protected get data(): DataDesk {
    return this.context.data;
  }

  protected get log(): Log {
    return this.context.log;
  }

  protected get random(): Random {
    return this.context.random;
  }

  /** The run begins: subscribe here. An error here stops the run before anything is traded. */
  onStart(): void {}
  /**
   * It goes on with a state of before a gap, as behind a loss of power: nobody tells it the prices of the gap. What became of
   * its orders and positions meanwhile follows at once, each by its own callback; `cache` and `portfolio` show how
   * they stand now. Comes right behind `onStart`.
   */
  onResume(_gap: Gap): void {}
  /** The run ends. */
  onStop(): void {}

  onQuote(_quote: Quote): void {}
  onTrade(_trade: Trade): void {}
  onBar(_bar: Bar): void {}
  onBook(_update: BookUpdate): void {}
  onInstrumentStatus(_status: InstrumentStatus): void {}
  /**
   * Prices mean something else from now on. Where the past is said anew (`restates`), the bars in the cache
   * are so already; an indicator is not, and has to be made anew of them.
   */
  onAdjustment(_adjustment: Adjustment): void {}
  onMarkPrice(_mark: MarkPrice): void {}
  onIndexPrice(_index: IndexPrice): void {}
  /** Longs and shorts of a perpetual pay each other: what it comes to is an entry and a position event. */
  onFundingRate(_funding: FundingRate): void {}
  onTimeEvent(_event: TimeEvent): void {}
  onSignal(_signal: Signal): void {}
  onHistoricalBars(_id: AskId, _bars: readonly Bar[]): void {}
  /** An answer from outside, or why there is none. */
  onAnswer(
    _id: AskId,
    _answer: AnswerBody | { readonly refused: string; readonly reason: string },
  ): void {}

  onOrderInitialized(_event: OrderEventOf<'initialized'>): void {}
  onOrderDenied(_event: OrderEventOf<'denied'>): void {}
  onOrderEmulated(_event: OrderEventOf<'emulated'>): void {}
  onOrderReleased(_event: OrderEventOf<'released'>): void {}
  onOrderSubmitted(_event: OrderEventOf<'submitted'>): void {}
  onOrderAccepted(_event: OrderEventOf<'accepted'>): void {}
  onOrderRejected(_event: OrderEventOf<'rejected'>): void {}
  onOrderCanceled(_event: OrderEventOf<'canceled'>): void {}
  onOrderExpired(_event: OrderEventOf<'expired'>): void {}
  onOrderTriggered(_event: OrderEventOf<'triggered'>): void {}
  onOrderPendingUpdate(_event: OrderEventOf<'pendingUpdate'>): void {}
  onOrderPendingCancel(_event: OrderEventOf<'pendingCancel'>): void {}
  onOrderModifyRejected(_event: OrderEventOf<'modifyRejected'>): void {}
  onOrderCancelRejected(_event: OrderEventOf<'cancelRejected'>): void {}
  onOrderUpdated(_event: OrderEventOf<'updated'>): void {}
  onOrderFilled(_event: OrderEventOf<'filled'>): void {}
  onOrderBusted(_event: OrderEventOf<'busted'>): void {}
  onOrderDoubted(_event: OrderEventOf<'doubted'>): void {}
  onOrderResolved(_event: OrderEventOf<'resolved'>): void {}
  /** It goes out part by part: its parts are orders of their own, and their fills too. */
  onOrderDivided(_event: OrderEventOf<'divided'>): void {}
  /** A part of it has filled, as `onOrderFilled` has told of the part: here it is counted in the whole. */
  onOrderPartFilled(_event: OrderEventOf<'partFilled'>): void {}
  onOrderPartBusted(_event: OrderEventOf<'partBusted'>): void {}
  /** Any event of an order of this strategy, after the callback of its type. */
  onOrderEvent(_event: OrderEvent): void {}

  /** Any event of a parent order of this strategy; its children come as orders of their own. */
  onExecutionEvent(_event: ExecutionEvent): void {}

  onPositionOpened(_event: PositionEvent): void {}
  onPositionChanged(_event: PositionEvent): void {}
  onPositionClosed(_event: PositionEvent): void {}
  /** Any event of a position of this strategy's book, after the callback of its kind. */
  onPositionEvent(_event: PositionEvent): void {}
  /** A margin call, positions closed for want of margin, or enough of it again: of this strategy's account. */
  onMargin(_event: MarginEvent): void {}
  /**
   * Any event that concerns this strategy, last of all: its orders, positions and anomalies, and the
   * bookings, holds and state of its account.
   */
  onEvent(_event: TradingEvent): void {}

  /** What must survive a restart or a hot swap, as plain data that a file can hold. */
  exportState(): unknown {
    return null;
  }

  /** Takes back what `exportState` gave, before `onStart`. It may come from a file: look at it first. */
  importState(_state: unknown): void {}
}
