import {
  assert,
  assertNever,
  type InstrumentId,
  type InstrumentIndex,
  type OrderId,
  type Random,
  type Refusal,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import {
  type Bar,
  type BookUpdate,
  type QueueUpdate,
  type Command,
  type ExecutionEvent,
  type Input,
  type InstrumentStatus,
  type MarketData,
  type OrderEvent,
  type PositionEvent,
  type Quote,
  type Trade,
  type TradingEvent,
  type Turn,
} from 'argosy/domain';

import type { EngineConfig } from './engine-config.ts';
import { checkMemory, exportMemory, importMemory, type EngineMemory } from './engine-memory.ts';
import type { EngineParts } from './engine-parts.ts';
import { foldExecution, foldOrder } from './fold-order.ts';
import { giveAnswer } from './give-answer.ts';
import type { BarCounts } from './late-data.ts';
import { makeParts } from './make-parts.ts';
import { callOrderEvent, callPositionEvent } from './order-callbacks.ts';
import type { Portfolio } from './portfolio.ts';
import { recallEvent } from './recall-event.ts';
import type { SeatSetup } from './seat-setup.ts';
import { SeatTable } from './seat-table.ts';
import { StrategySeat, type LastCounterOf } from './strategy-seat.ts';
import { takeAdjustment } from './take-adjustment.ts';
import { takeAnomaly } from './take-anomaly.ts';
import { takeReference } from './take-reference.ts';
import { tellAccount, tellMargin } from './tell-account.ts';
import { TurnedAway } from './turned-away.ts';

/**
 * Machine one: market data, bars, cache, timers, portfolio view and the strategies. A pure function
 * of the numbered stream; it decides nothing about orders, it only shows what trading has said.
 *
 * @example
 * const engine = new EngineMachine(config);
 * engine.start(turn);
 * engine.handle(quote, turn);
 * engine.onEvent(event, turn);
 */
export class EngineMachine {
  readonly portfolio: Portfolio;
  readonly #parts: EngineParts<StrategySeat>;
  readonly #seats = new SeatTable();
  readonly #random: Random;
  readonly #turnedAway: TurnedAway;

  constructor(config: EngineConfig) {
    this.#parts = makeParts(config, (bar) => this.#takeBuiltBar(bar));
    this.portfolio = this.#parts.portfolio;
    this.#turnedAway = new TurnedAway(this.#parts.orders);
    this.#random = config.random;
    for (const setup of config.strategies) this.#seats.add(this.#seatOf(setup));
  }

  /** The earliest instant at which a timer or a bar is due; Infinity when there is none. */
  get nextTimerAt(): number {
    return Math.min(this.#parts.bars.nextCloseAt, this.#parts.timers.nextAt);
  }

  /** How many bars were built, and what came late or outside every session for them. */
  get barCounts(): Readonly<BarCounts> {
    return this.#parts.bars.counts;
  }

  /** The seats, by strategy id. */
  get seats(): readonly StrategySeat[] {
    return this.#seats.all;
  }

  /** Starts every strategy, by id. An error in an `onStart` comes out of here, or, `each` by itself, ends its strategy. */
  start(turn: Turn, how: 'together' | 'each' = 'together'): void {
    this.#begin(turn);
    for (const seat of this.seats) seat.start(how);
    this.#deliverSignals();
  }

  /** Seats and starts one more strategy between two inputs; those beside it notice nothing, of errors in it neither. */
  join(setup: SeatSetup, turn: Turn, lastCounterOf: LastCounterOf): void {
    this.#begin(turn);
    const seat = this.#seatOf(setup);
    this.#seats.add(seat);
    seat.passOrders(lastCounterOf);
    seat.start('each');
    this.#deliverSignals();
  }

  /** Stops one strategy between two inputs and lets go of it; those beside it notice nothing. */
  leave(strategy: StrategyId, turn: Turn): StrategySeat | null {
    const seat = this.#seats.byId.get(strategy);
    if (seat === undefined) return null;
    this.#begin(turn);
    seat.stop();
    this.#deliverSignals();
    seat.leave();
    this.#seats.remove(seat);
    return seat;
  }

  /** Stops every strategy, by id. */
  stop(turn: Turn): void {
    this.#begin(turn);
    for (const seat of this.seats) seat.stop();
    this.#deliverSignals();
  }

  /** What each strategy would keep for its next start, by id. */
  exportStates(): ReadonlyMap<StrategyId, unknown> {
    return new Map(this.seats.map((seat) => [seat.id, seat.exportState()]));
  }

  /** Takes one input in. Bars that are complete by now close first, then the input is handled. */
  handle(input: Input, turn: Turn): void {
    this.#goTo(turn);
    switch (input.kind) {
      case 'quote':
      case 'trade':
      case 'bar':
      case 'status':
      case 'book':
      case 'adjustment':
      case 'queue':
      case 'mark':
      case 'index':
      case 'funding':
        this.#takeData(input, turn);
        break;
      case 'time':
        this.#fireTimers(turn.now);
        break;
      case 'answer':
        giveAnswer(this.#seats.byId.get(input.strategy), input);
        break;
      case 'command':
      case 'report':
        break;
      default:
        assertNever(input);
    }
    this.#deliverSignals();
  }

  /** Goes on to an input that has nothing for an engine, such as a command: bars close, timers fire. */
  pass(turn: Turn): void {
    this.#goTo(turn);
    this.#deliverSignals();
  }

  /** Takes in what trading said before this engine began: it is known, and no strategy hears of it. */
  recall(event: TradingEvent): void {
    recallEvent(this.#parts, event);
  }

  /** Lets every strategy number its orders behind those of earlier runs. */
  passOrders(lastCounterOf: LastCounterOf): void {
    for (const seat of this.seats) seat.passOrders(lastCounterOf);
  }

  /** What `recall` of all that trading has said would make known. */
  exportMemory(): EngineMemory {
    return exportMemory(this.#parts);
  }

  /** Throws where a memory is not of this configuration. */
  checkMemory(memory: EngineMemory): void {
    checkMemory(this.#parts, memory);
  }

  /** Knows what another engine of the same configuration knew of what trading has said. */
  importMemory(memory: EngineMemory): void {
    importMemory(this.#parts, memory);
  }

  /** What makes another engine know the prices of an instrument as this one does. */
  pricesOf(instrument: InstrumentId): readonly MarketData[] {
    const index = this.#parts.instruments.indexOf(instrument);
    return index === undefined ? [] : this.#parts.market.knownPrices(index);
  }

  /** Takes one of trading's events in: the cache first, then the strategy it concerns. */
  onEvent(event: TradingEvent, turn: Turn): void {
    this.#begin(turn);
    switch (event.kind) {
      case 'order':
        this.#takeOrderEvent(event);
        break;
      case 'execution':
        this.#takeExecution(event);
        break;
      case 'position':
        this.#takePositionEvent(event);
        break;
      case 'entry':
      case 'hold':
      case 'reservation':
      case 'floor':
        this.portfolio.apply(event);
        tellAccount(this.seats, event);
        break;
      case 'account':
      case 'status':
        this.#parts.states.applyEvent(event);
        tellAccount(this.seats, event);
        break;
      case 'margin':
        tellMargin(this.seats, event);
        break;
      case 'anomaly':
        takeAnomaly(this.#parts, this.#seats.byId, event);
        break;
      case 'limit':
      case 'equity':
        break;
      default:
        assertNever(event);
    }
    this.#deliverSignals();
  }

  /**
   * Takes in that a command was turned away, with the orders it would have made; null where it could
   * not be read. Its strategy is told with the next input that they are denied, or its amendment rejected.
   */
  turnAway(orders: readonly OrderId[], command: Command | null, refusal: Refusal): void {
    this.#turnedAway.note(orders, command, refusal);
  }

  #seatOf(setup: SeatSetup): StrategySeat {
    return new StrategySeat(setup, this.seats.length, this.#parts, this.#random.fork(setup.id));
  }

  #goTo(turn: Turn): void {
    this.#begin(turn);
    this.#turnedAway.tell(this.#parts.moment, (strategy, event) => {
      if (event.kind === 'order') this.#tellOrder(strategy, event);
      else this.#tellExecution(strategy, event);
    });
    if (this.#parts.bars.nextCloseAt <= turn.now) this.#parts.bars.closeUntil(turn.now);
    if (this.#parts.timers.nextAt < turn.now) this.#fireTimers(turn.now - 1);
  }

  #begin(turn: Turn): void {
    const { moment } = this.#parts;
    moment.now = turn.now;
    moment.number = turn.number;
  }

  #takeData(datum: MarketData, turn: Turn): void {
    const { instrument } = turn;
    assert(instrument !== -1, 'market data without an instrument');
    switch (datum.kind) {
      case 'quote':
        return this.#takeQuote(datum, instrument, turn);
      case 'trade':
        return this.#takeTrade(datum, instrument, turn);
      case 'bar':
        return this.#takeOutsideBar(datum, instrument, turn.now);
      case 'status':
        return this.#takeStatus(datum, instrument);
      case 'book':
      case 'queue':
        return this.#takeBook(datum, instrument, turn);
      case 'adjustment':
        return takeAdjustment(this.#parts, datum, instrument);
      case 'mark':
      case 'index':
      case 'funding':
        return takeReference(this.#parts, datum, instrument);
      default:
        return assertNever(datum);
    }
  }

  #takeQuote(quote: Quote, instrument: InstrumentIndex, turn: Turn): void {
    const { market, portfolio, bars, topics } = this.#parts;
    market.keep(instrument, quote);
    if (!market.hasMark(instrument)) portfolio.mark(instrument, quote.bid + quote.ask);
    bars.onQuote(instrument, quote, turn.now);
    const seats = topics.quotes.listeners(instrument);
    if (seats === undefined) return;
    for (const seat of seats) seat.onQuote(quote);
  }

  #takeBook(datum: BookUpdate | QueueUpdate, instrument: InstrumentIndex, turn: Turn): void {
    const { market, topics } = this.#parts;
    const update = market.keepBook(instrument, datum);
    if (update === null) return;
    const quote = market.quoteOfBook(instrument, update);
    if (quote !== null) this.#takeQuote(quote, instrument, turn);
    for (const seat of topics.books.listeners(instrument) ?? []) {
      seat.call('onBook', (strategy) => strategy.onBook(update));
    }
  }

  #takeTrade(trade: Trade, instrument: InstrumentIndex, turn: Turn): void {
    const { market, portfolio, bars, topics } = this.#parts;
    market.keep(instrument, trade);
    const isBest = market.quote(instrument) === undefined && !market.hasMark(instrument);
    if (isBest) portfolio.mark(instrument, 2 * trade.price);
    bars.onTrade(instrument, trade, turn.now);
    for (const seat of topics.trades.listeners(instrument) ?? []) {
      seat.call('onTrade', (strategy) => strategy.onTrade(trade));
    }
  }

  #takeOutsideBar(bar: Bar, instrument: InstrumentIndex, now: Timestamp): void {
    const { market, portfolio } = this.#parts;
    market.keepBar(instrument, bar);
    const finer = market.quote(instrument) ?? market.trade(instrument);
    const isBest = finer === undefined && !market.hasMark(instrument);
    if (isBest) portfolio.mark(instrument, 2 * bar.close);
    this.#giveBar(bar);
    this.#parts.bars.onOutsideBar(bar, now);
  }

  #takeStatus(status: InstrumentStatus, instrument: InstrumentIndex): void {
    this.#parts.market.keep(instrument, status);
    for (const seat of this.#parts.topics.statuses.listeners(instrument) ?? []) {
      seat.call('onInstrumentStatus', (strategy) => strategy.onInstrumentStatus(status));
    }
  }

  #takeBuiltBar(bar: Bar): void {
    const { instruments, market } = this.#parts;
    const index = instruments.indexOf(bar.instrument);
    assert(index !== undefined, `bar of unknown instrument ${bar.instrument}`);
    market.keepBar(index, bar);
    this.#giveBar(bar);
  }

  #giveBar(bar: Bar): void {
    for (const seat of this.#parts.topics.bars.listeners(bar.spec) ?? []) {
      seat.call('onBar', (strategy) => strategy.onBar(bar));
    }
  }

  #fireTimers(until: number): void {
    const { timers } = this.#parts;
    for (let due = timers.takeDue(until); due !== null; due = timers.takeDue(until)) {
      const { owner, event } = due;
      owner.call('onTimeEvent', (strategy) => strategy.onTimeEvent(event));
    }
  }

  #takeOrderEvent(event: OrderEvent): void {
    const strategy = foldOrder(this.#parts, event)?.request.strategy ?? null;
    if (strategy !== null) this.#tellOrder(strategy, event);
  }

  #takeExecution(event: ExecutionEvent): void {
    const { strategy } = foldExecution(this.#parts, event).request;
    if (strategy !== null) this.#tellExecution(strategy, event);
  }

  #tellExecution(strategyId: StrategyId, event: ExecutionEvent): void {
    const seat = this.#seats.byId.get(strategyId);
    seat?.call('onExecutionEvent', (strategy) => strategy.onExecutionEvent(event));
    seat?.call('onEvent', (strategy) => strategy.onEvent(event));
  }

  #tellOrder(strategyId: StrategyId, event: OrderEvent): void {
    const seat = this.#seats.byId.get(strategyId);
    if (seat === undefined) return;
    callOrderEvent(seat, event);
    seat.call('onEvent', (strategy) => strategy.onEvent(event));
  }

  #takePositionEvent(event: PositionEvent): void {
    const { account, book, instrument } = event.key;
    const before = this.portfolio.netOf(account, book).get(instrument) ?? 0;
    this.portfolio.apply(event);
    const seat = this.#seats.ofBook(account, book);
    if (seat === undefined) return;
    callPositionEvent(seat, event, before);
    seat.call('onEvent', (strategy) => strategy.onEvent(event));
  }

  #deliverSignals(): void {
    this.#parts.signals.deliver((seat, signal) => {
      seat.call('onSignal', (strategy) => strategy.onSignal(signal));
    });
  }
}
