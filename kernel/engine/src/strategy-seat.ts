import {
  toAskId,
  OrderIdFactory,
  type AskId,
  type InstrumentId,
  type Quantity,
  type Random,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import {
  priceOf,
  quantityOf,
  type Ask,
  type AskBody,
  type CommandBody,
  type Instrument,
  type Quote,
  type TradingState,
} from 'argosy/domain';
import { progressOf } from 'argosy/orders';

import type { EngineParts } from './engine-parts.ts';
import { engineError } from './errors.ts';
import { createLog, type Log, type LogFields, type LogLevel } from './log.ts';
import { Outgoing } from './outgoing.ts';
import { copyPlainData } from './plain-data.ts';
import type { Missed } from './gap.ts';
import { tellMissed } from './resume.ts';
import { SeatData } from './seat-data.ts';
import { SeatMoney } from './seat-money.ts';
import { SeatOrders } from './seat-orders.ts';
import type { SeatSetup } from './seat-setup.ts';
import { SeatSight } from './seat-sight.ts';
import { Strategy } from './strategy.ts';
import type { CacheView, Clock, Sizing, StrategyContext } from './strategy-context.ts';
import { isPromise, messageOf, stackOf } from './strategy-fault.ts';
import type { Ordered } from './topics.ts';

/** How many prices of a book's side a strategy sees unless it asks for more. */
const BOOK_COUNT = 5;

/** Says the last counter that a session and origin has used; -1 where none was. */
export type LastCounterOf = (session: string, origin: string) => number;

/** A strategy at work, stopped at the end of the run, or stopped because it threw. */
export type SeatState = 'READY' | 'RUNNING' | 'STOPPED' | 'FAULTED';

/**
 * A strategy's seat in the engine: its context, and the guard around its callbacks. What a callback
 * sends leaves when it returns; one that throws has sent nothing and ends the strategy.
 */
export class StrategySeat implements Ordered {
  /** Its place among the strategies of its engine, by id; it moves on as others come and go. */
  order: number;
  readonly setup: SeatSetup;
  readonly strategy: Strategy;
  readonly #parts: EngineParts<StrategySeat>;
  readonly #outgoing = new Outgoing();
  readonly #sight: SeatSight;
  readonly #ids: OrderIdFactory;
  #state: SeatState = 'READY';
  #asks = 0;
  #isStopping = false;
  #missed: Missed | undefined;

  constructor(setup: SeatSetup, order: number, parts: EngineParts<StrategySeat>, random: Random) {
    this.setup = setup;
    this.order = order;
    this.strategy = setup.strategy;
    this.#parts = parts;
    this.#sight = new SeatSight(setup);
    const { session, code, lastCounter } = setup;
    this.#ids = new OrderIdFactory({ session, origin: code, lastCounter });
    this.strategy.attach(this.#context(random));
  }

  get id(): StrategyId {
    return this.setup.id;
  }

  get state(): SeatState {
    return this.#state;
  }

  /** Passes over the ids of the orders it has sent in earlier runs. */
  passOrders(lastCounterOf: LastCounterOf): void {
    const { session, code: origin } = this.setup;
    const last = lastCounterOf(session, origin);
    if (last < 0) return;
    this.#ids.pass(new OrderIdFactory({ session, origin, lastCounter: last - 1 }).next());
  }

  /** What it is told behind its start: its state does not know it yet. */
  owe(missed: Missed): void {
    this.#missed = missed;
  }

  /**
   * Gives the strategy its earlier state back and calls `onStart`. An error in either comes out of here; where `each`
   * starts by itself it ends the strategy, as one in a callback does.
   */
  start(how: 'together' | 'each'): void {
    this.#state = 'RUNNING';
    const { state } = this.setup;
    try {
      if (state !== undefined) this.#import(state);
      this.#begin('onStart', () => this.strategy.onStart());
    } catch (error) {
      if (how === 'together') throw error;
      const { cause = null } = error instanceof Error ? error : {};
      this.#fail('onStart', cause instanceof Error ? cause : error);
    }
    this.#sight.close();
    if (this.#state === 'RUNNING') this.#flush();
    this.#resume();
  }

  /** Lets go of all that it listens to and waits for. */
  leave(): void {
    const { topics, signals, timers, bars, market } = this.#parts;
    const { bars: barTopic, ...others } = topics;
    for (const topic of Object.values(others)) topic.drop(this);
    for (const spec of barTopic.drop(this)) {
      bars.stop(spec);
      market.forgetBars(spec);
    }
    signals.drop(this);
    timers.cancelAll(this);
  }

  /** Calls `onStop` and ends the strategy. */
  stop(): void {
    this.#isStopping = true;
    this.call('onStop', (strategy) => strategy.onStop());
    if (this.#state === 'RUNNING') this.#state = 'STOPPED';
  }

  /** A copy of what the strategy would keep for its next start. */
  exportState(): unknown {
    return copyPlainData(this.#askState(), `${this.id}: exportState()`);
  }

  /** The hottest callback, without a closure. */
  onQuote(quote: Quote): void {
    if (this.#state !== 'RUNNING') return;
    try {
      refusePromise(this.strategy.onQuote(quote));
    } catch (error) {
      this.#fail('onQuote', error);
      return;
    }
    if (!this.#outgoing.isEmpty) this.#flush();
  }

  /** Calls one callback behind the guard. */
  call(callback: string, act: (strategy: Strategy) => void): void {
    if (this.#state !== 'RUNNING') return;
    try {
      refusePromise(act(this.strategy));
    } catch (error) {
      this.#fail(callback, error);
      return;
    }
    if (!this.#outgoing.isEmpty) this.#flush();
  }

  /** Tells it what the state that it goes on with does not know yet. */
  #resume(): void {
    const { missed = this.#missed, state } = this.setup;
    if (missed === undefined || state === undefined || this.#state !== 'RUNNING') return;
    const { since, events, isCut } = missed;
    const gap = { from: since, to: this.#parts.moment.now, events: events.length, isCut };
    this.#write('warn', 'goes on behind a gap: prices of then are missing', gap);
    this.call('onResume', (strategy) => strategy.onResume(gap));
    tellMissed(this, missed);
  }

  /** What its book holds of each instrument. */
  get held(): readonly (readonly [InstrumentId, number])[] {
    const { account, book } = this.setup;
    return [...this.#parts.portfolio.netOf(account, book)].filter(([, qty]) => qty !== 0);
  }

  #askState(): unknown {
    try {
      return this.strategy.exportState();
    } catch (error) {
      const failure = engineError(
        'EXPORT_FAILED',
        `${this.id} in exportState: ${messageOf(error)}`,
      );
      failure.cause = error;
      throw failure;
    }
  }

  #import(state: unknown): void {
    if (this.strategy.importState === Strategy.prototype.importState) {
      throw engineError('STATE_UNUSED', this.id);
    }
    const own = copyPlainData(state, `${this.id}: state`);
    this.#begin('importState', () => this.strategy.importState(own));
  }

  #begin(callback: string, act: () => void): void {
    try {
      refusePromise(act());
    } catch (error) {
      const failure = engineError('START_FAILED', `${this.id} in ${callback}: ${messageOf(error)}`);
      failure.cause = error;
      throw failure;
    }
  }

  #flush(): void {
    const { out } = this.#parts;
    const unsent = this.#outgoing.flush(
      (body) => this.#send(body),
      (ask) => out.ask(ask),
    );
    for (const order of unsent) {
      this.#write('warn', `order ${order} was made and not sent`, {});
      out.unsent?.(this.id, order);
    }
  }

  #send(body: CommandBody): void {
    const { out, moment } = this.#parts;
    const { code: origin, id: strategy } = this.setup;
    const { now: at, number: readTo } = moment;
    out.command({ kind: 'command', origin, strategy, readTo, at, body });
  }

  #fail(callback: string, error: unknown): void {
    const { orders, timers, signals, out, moment } = this.#parts;
    signals.withdraw(this.#outgoing.signals);
    for (const unsent of this.#outgoing.discard()) orders.forget(unsent);
    this.#state = 'FAULTED';
    timers.cancelAll(this);
    const { account, book, onFault, id: strategy } = this.setup;
    if (onFault === 'cancelOrders') {
      this.#send({ type: 'cancelAll', account, book, instrument: null });
    }
    const { now: at, number } = moment;
    out.fault({ strategy, at, number, callback, message: messageOf(error), stack: stackOf(error) });
  }

  #context(random: Random): StrategyContext {
    const { id, account, book } = this.setup;
    const ask = (body: AskBody): AskId => this.#ask(body);
    const money = new SeatMoney(this.setup, this.#parts);
    const size = (sizing: Sizing): Quantity =>
      money.size(this.#instrument(this.#sight.require(sizing.instrument)), sizing);
    return {
      id,
      account,
      book,
      clock: this.#clock(),
      cache: this.#cache(),
      portfolio: money.view(),
      orders: new SeatOrders(this.setup, this.#parts, {
        outgoing: this.#outgoing,
        ids: this.#ids,
        sight: this.#sight,
      }),
      data: new SeatData<StrategySeat>(this, this.#parts, {
        ask,
        subscribed: (subscription) => {
          this.#sight.listen(subscription);
          this.#parts.out.subscribed?.(id, subscription);
        },
      }),
      log: this.#log(),
      random,
      tradingState: (instrument) => this.#tradingState(instrument),
      ask,
      publish: (topic, value) => {
        this.#parts.signals.publish(topic, id, value);
        this.#outgoing.signal();
      },
      subscribeSignal: (topic) => this.#parts.signals.subscribe(topic, this),
      price: (instrument, value) => priceOf(this.#instrument(instrument), value),
      quantity: (instrument, value) => quantityOf(this.#instrument(instrument), value),
      affordable: (instrument, price, share) => size({ instrument, price, share }),
      size,
    };
  }

  #ask(body: AskBody): AskId {
    if (this.#isStopping) throw engineError('ASKED_TOO_LATE', `${this.id} asks for ${body.port}`);
    this.#asks += 1;
    const id = toAskId(`${this.setup.code}-${this.#asks}`);
    const ask: Ask = { id, strategy: this.setup.id, body };
    this.#outgoing.ask(ask);
    return id;
  }

  #clock(): Clock {
    const { moment, timers } = this.#parts;
    return {
      get now(): Timestamp {
        return moment.now;
      },
      setTimer: (name, at) => {
        if (!Number.isSafeInteger(at) || at <= moment.now) {
          throw engineError('BAD_TIMER', `"${name}" at ${at}, now ${moment.now}`);
        }
        timers.set(this, name, at);
      },
      cancelTimer: (name) => timers.cancel(this, name),
    };
  }

  #cache(): CacheView {
    const { instruments, calendars, market, moment, orders, executions } = this.#parts;
    const { id: strategy } = this.setup;
    const at = (id: InstrumentId): ReturnType<typeof instruments.indexOf> =>
      instruments.indexOf(this.#sight.require(id));
    return {
      instrument: (id) => this.#instrument(id),
      quote: (id) => market.quote(at(id) ?? this.#unknown(id)),
      trade: (id) => market.trade(at(id) ?? this.#unknown(id)),
      session: (id) => calendars.get(this.#instrument(id).calendar)?.sessionAt(moment.now) ?? null,
      status: (id) => market.status(at(id) ?? this.#unknown(id)),
      markPrice: (id) => market.markPrice(at(id) ?? this.#unknown(id)),
      indexPrice: (id) => market.indexPrice(at(id) ?? this.#unknown(id)),
      fundingRate: (id) => market.fundingRate(at(id) ?? this.#unknown(id)),
      book: (id, count = BOOK_COUNT) => market.book(at(id) ?? this.#unknown(id), count),
      contract: (id) => market.contract(at(id) ?? this.#unknown(id)),
      bar: (spec, ago) => market.bar(spec, ago),
      bars: (spec) => market.bars(spec),
      order: (id) => orders.find(id),
      openOrders: (instrument) =>
        orders.open(instrument === undefined ? { strategy } : { strategy, instrument }),
      get openOrderCount(): number {
        return orders.openCount(strategy);
      },
      execution: (id) => {
        const execution = executions.find(id);
        return execution === undefined ? undefined : progressOf(execution);
      },
      openExecutions: () =>
        executions
          .active()
          .filter(({ request }) => request.strategy === strategy)
          .map((execution) => progressOf(execution)),
    };
  }

  #tradingState(instrument?: InstrumentId): TradingState {
    const { account, book, id: strategy } = this.setup;
    if (instrument !== undefined) this.#instrument(instrument);
    if (this.#parts.states.storageShortage !== null) return 'HALTED';
    const query = { account, book, strategy, instrument: instrument ?? null };
    return this.#parts.states.restrictionOn(query).state;
  }

  #log(): Log {
    return createLog((level, message, fields) => this.#write(level, message, fields));
  }

  #write(level: LogLevel, message: string, fields: LogFields): void {
    const { out, moment } = this.#parts;
    out.log({ at: moment.now, strategy: this.setup.id, level, message, fields });
  }

  #instrument(id: InstrumentId): Instrument {
    return this.#parts.instruments.find(id) ?? this.#unknown(id);
  }

  #unknown(id: InstrumentId): never {
    throw engineError('UNKNOWN_INSTRUMENT', id);
  }
}

/** A strategy is synchronous: what it would do after a promise could never be repeated. */
function refusePromise(returned: unknown): void {
  if (returned === undefined || !isPromise(returned)) return;
  returned.then(undefined, () => {});
  throw engineError('NOT_SYNCHRONOUS', 'take the `async` away and use `ask` or a timer');
}
