import {
  assert,
  ok,
  type AccountId,
  type InstrumentId,
  type Money,
  type Price,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { Effect, Instrument, MarketData, Side } from 'argosy/domain';
import type { BrokerAnswer, BrokerQuery } from 'argosy/reconciliation';
import {
  brokerRefusal,
  type AccountsPart,
  type Answered,
  type BrokerAdapter,
  type BrokerCapabilities,
  type BrokerListener,
  type Call,
  type Connection,
  type ExecutionPart,
  type HistoryPart,
  type InstrumentsPart,
  type MarginPart,
  type MarketDataPart,
  type RecoveredAccount,
  type Subscription,
} from '@argosy/bridge';

import type { PaperExchange } from '../exchange/paper-exchange.ts';
import { SubscriptionBoard } from '../feed/subscription-board.ts';
import type { SimClock } from '../sim-clock.ts';
import { withinCall } from '../sim-options.ts';
import { OutgoingDesk } from './outgoing-desk.ts';
import { SimLine } from './sim-line.ts';

/** Market data that come as time goes by. */
export type PulledFeed = {
  /** When the next row comes; Infinity where none does. */
  readonly nextAt: number;
  /** Brings the rows up to an instant, in order, so many at once: gives back the instant that it has come to. */
  take(now: Timestamp, into: (row: MarketData) => void): Timestamp;
};

/** So many rows come at once, more or less: a process that was held up does not stand still until it has made up for all. */
export const ROWS_AT_ONCE = 2_000;

/** What a simulated broker is made of. */
export type SimParts = {
  readonly name: string;
  readonly clock: SimClock;
  readonly exchange: PaperExchange;
  readonly capabilities: BrokerCapabilities;
  /** Null where rows are brought by `offer`. */
  readonly feed: PulledFeed | null;
  readonly history: HistoryPart | null;
  readonly instruments: InstrumentsPart | null;
  readonly margin: MarginPart | null;
};

/** What happens to an account on paper apart from its trades. */
export type PaperBooking =
  | { readonly type: 'money'; readonly amount: Money }
  | { readonly type: 'ended'; readonly instrument: InstrumentId };

/** How often prices are told, in microseconds of the wall clock. */
const PULSE_US = 4000;
/** How long it waits at most for the next one, of the wall clock. */
const LOOK_US = 250_000;

/**
 * A broker within this process: a venue that matches, the books of its accounts, and market data that are made, or
 * that somebody else's feed brings. It keeps nothing: after a restart it knows what it is told by `restore`.
 */
export class SimAdapter implements BrokerAdapter {
  readonly name: string;
  readonly capabilities: BrokerCapabilities;
  readonly session: null = null;
  readonly marketData: MarketDataPart | null;
  readonly execution: ExecutionPart;
  readonly accounts: AccountsPart;
  readonly history: HistoryPart | null;
  readonly instruments: InstrumentsPart | null;
  readonly margin: MarginPart | null;
  readonly #clock: SimClock;
  readonly #exchange: PaperExchange;
  readonly #desk: OutgoingDesk;
  readonly #board: SubscriptionBoard | null;
  readonly #feed: PulledFeed | null;
  readonly #line: SimLine;
  #rows: MarketData[] = [];
  #callOff: (() => void) | null = null;
  #plannedAt = Number.POSITIVE_INFINITY;
  /** Whether there is more to do by now than was done at once. */
  #isBehind = false;

  constructor(parts: SimParts) {
    const { capabilities, exchange, clock } = parts;
    const { marketData, execution } = capabilities;
    assert(execution !== null, 'a simulated broker takes orders');
    this.name = parts.name;
    this.capabilities = capabilities;
    this.#clock = clock;
    this.#exchange = exchange;
    this.#feed = parts.feed;
    const { limits, waitingMax } = execution;
    this.#desk = new OutgoingDesk({ exchange, limits, waitingMax });
    this.#line = new SimLine(() => clock.now());
    const ids = exchange.instruments.all.map(({ id }) => id);
    this.#board = marketData === null ? null : new SubscriptionBoard(ids, marketData);
    this.marketData = this.#board === null ? null : this.#marketDataOf(this.#board);
    this.execution = this.#executionPart();
    this.accounts = { ask: (account, query, call) => this.#ask(account, query, call) };
    this.history = parts.history;
    this.instruments = parts.instruments;
    this.margin = parts.margin;
  }

  get connection(): Connection {
    return this.#line.connection;
  }

  /** Connects at once; nothing lies between it and its exchange. */
  async start(listener: BrokerListener, { signal }: Call): Answered<Connection> {
    if (this.#line.isStarted) return ok(this.#line.connection);
    if (signal?.aborted === true) return brokerRefusal('ABORTED', `the start of ${this.name}`);
    this.#line.open(listener);
    await Promise.resolve();
    if (this.#line.listener !== listener) return brokerRefusal('STOPPED', this.name);
    this.#line.turn('connected', null);
    this.#plan();
    return ok(this.#line.connection);
  }

  /** Ends it; what works at its exchange works on if it is started again. */
  async stop(): Promise<void> {
    this.#cancelPlan();
    if (this.#line.isStarted) {
      this.#desk.refuseWaiting('STOPPED', this.#clock.now());
      this.#tellReports(this.#clock.now());
      this.#line.close();
    }
    await Promise.resolve();
  }

  /**
   * Loses the line, for practice: nothing is heard and nothing can be sent until it is back; what the exchange does
   * meanwhile is heard of then.
   */
  loseLine(reason: string): void {
    if (!this.#line.isUp) return;
    this.#desk.refuseWaiting('NOT_CONNECTED', this.#clock.now());
    this.#line.turn('reconnecting', reason);
    this.#plan();
  }

  /** The line is back: first where the market stands, then what has happened. */
  regainLine(): void {
    if (this.#line.connection.state !== 'reconnecting') return;
    this.#line.turn('connected', null);
    this.#rows.push(...(this.#board?.snapshot() ?? []));
    this.#pump();
  }

  /** Market data of another feed, in order of time: they set the prices here, and go on to who has subscribed. */
  offer(rows: readonly MarketData[]): void {
    for (const row of rows) this.#takeRow(row);
    this.#pump();
  }

  /** Lists more instruments at its exchange: whoever wants to hear of them subscribes. */
  list(more: readonly Instrument[]): void {
    this.#exchange.list(more);
    this.#board?.list(more.map(({ id }) => id));
    this.#plan();
  }

  /** Does all that is due by now, and says it: for whoever will not wait for the timer. */
  advance(): void {
    const now = this.#clock.now();
    do this.#pump(now);
    while (this.#isBehind);
  }

  /** The price that a side would meet now; null where none is known. */
  priceOf(instrument: InstrumentId, side: Side): Price | null {
    return this.#board?.priceOf(instrument, side) ?? null;
  }

  /**
   * Books what a broker would know of itself and one on paper is told: money that comes in or goes out apart from
   * trades, and contracts that have ended.
   */
  book(account: AccountId, what: PaperBooking): void {
    const purse = this.#exchange.purseOf(account);
    if (what.type === 'money') purse.take(what.amount);
    else purse.end(what.instrument);
  }

  #marketDataOf(board: SubscriptionBoard): MarketDataPart {
    const within = <Value>(call: Call, act: () => Value): Answered<Value> =>
      withinCall(this.#clock, call, async () => {
        await Promise.resolve();
        return this.#line.isUp ? ok(act()) : this.#refusal();
      });
    return {
      get subscriptions(): readonly Subscription[] {
        return board.subscriptions;
      },
      subscribe: (wanted, call) =>
        within(call, () => {
          const { refused, snapshot } = board.subscribe(wanted);
          this.#rows.push(...snapshot);
          this.#plan();
          return { refused };
        }),
      unsubscribe: (unwanted, call) =>
        within(call, () => {
          board.unsubscribe(unwanted);
          return null;
        }),
    };
  }

  #executionPart(): ExecutionPart {
    const desk = this.#desk;
    return {
      get waiting(): number {
        return desk.waiting;
      },
      send: (effect, now) => this.#send(effect, now),
      restore: (recovered) => this.#restore(recovered),
    };
  }

  #send(effect: Effect, now: Timestamp): void {
    if (!this.#line.isUp) this.#desk.refuse(effect, 'NOT_CONNECTED', now);
    else {
      const fault = this.#desk.send(effect, now);
      if (fault !== null) this.#line.listener?.onFault(fault);
    }
    this.#plan();
  }

  #restore(recovered: readonly RecoveredAccount[]): void {
    this.#exchange.restore(recovered, this.#clock.now());
    this.#plan();
  }

  async #ask(account: AccountId, query: BrokerQuery, call: Call): Promise<BrokerAnswer> {
    const answer = await withinCall(this.#clock, call, async (): Answered<BrokerAnswer> => {
      await Promise.resolve();
      if (!this.#line.isUp) return this.#refusal();
      this.#catchUp(this.#clock.now());
      return this.#isUnderWay(account, query)
        ? brokerRefusal('UNDER_WAY', account)
        : ok(this.#exchange.answer(account, query));
    });
    return answer.ok ? answer.value : failed(query, answer);
  }

  /** Whether an order that is asked for by name has not come to the exchange yet: nobody knows what becomes of it. */
  #isUnderWay(account: AccountId, query: BrokerQuery): boolean {
    if (query.type !== 'order') return false;
    const { order } = query;
    return this.#desk.holds(account, order) || this.#exchange.isUnderWay(account, order);
  }

  #refusal(): Result<never> {
    const { state, reason } = this.#line.connection;
    if (state === 'stopped') return brokerRefusal('STOPPED', this.name);
    return brokerRefusal('NOT_CONNECTED', reason ?? state);
  }

  #pump(now: Timestamp = this.#clock.now()): void {
    this.#tell(this.#catchUp(now));
    this.#plan();
  }

  /** Does what is due by now, or by the instant up to which rows have come. */
  #catchUp(now: Timestamp): Timestamp {
    const feed = this.#line.isStarted ? this.#feed : null;
    const until = feed?.take(now, (row) => this.#takeRow(row)) ?? now;
    this.#isBehind = until < now;
    this.#desk.sendDue(until);
    this.#exchange.wakeUntil(until);
    for (const row of this.#exchange.takeTold()) this.#note(row);
    return until;
  }

  #takeRow(row: MarketData): void {
    this.#exchange.take(row);
    this.#note(row);
  }

  #note(row: MarketData): void {
    const wanted = this.#board?.note(row) ?? null;
    if (wanted !== null && this.#line.isUp) this.#rows.push(wanted);
  }

  #tell(now: Timestamp): void {
    if (this.#rows.length > 0 && this.#line.isUp) {
      const rows = this.#rows;
      this.#rows = [];
      this.#line.listener?.onData(rows);
    }
    if (this.#line.isStarted) this.#tellReports(now);
  }

  /** Refusals of our own are heard at once, what comes from the exchange while the line is up. */
  #tellReports(now: Timestamp): void {
    const { listener } = this.#line;
    for (const report of this.#desk.takeRefused()) listener?.onReport(report);
    if (!this.#line.isUp) return;
    for (const report of this.#exchange.takeReports(now)) listener?.onReport(report);
  }

  /** Comes back when something is due: with a pulse where prices come, else at the instant itself. */
  #plan(): void {
    if (!this.#line.isStarted) return;
    const now = this.#clock.now();
    const at = this.#nextAt(now);
    if (at >= this.#plannedAt && this.#callOff !== null) return;
    this.#cancelPlan();
    if (!Number.isFinite(at)) return;
    this.#plannedAt = at;
    this.#callOff = this.#clock.after(Math.max(0, at - now), () => {
      this.#callOff = null;
      this.#pump();
    });
  }

  #nextAt(now: Timestamp): number {
    const never = Number.POSITIVE_INFINITY;
    const { isUp } = this.#line;
    const told = isUp && this.#rows.length > 0 ? now : never;
    const reported = isUp ? this.#exchange.nextReportAt : never;
    const prices = this.#pricesAt(now);
    return Math.min(prices, told, reported, this.#exchange.nextWakeAt, this.#desk.nextAt(now));
  }

  /** With a pulse while prices come; a clock that leaves out nights is looked at now and then while none do. */
  #pricesAt(now: Timestamp): number {
    if (this.#isBehind) return now;
    if (this.#feed === null || !Number.isFinite(this.#feed.nextAt)) return Number.POSITIVE_INFINITY;
    const { pace } = this.#clock;
    return Math.max(now + PULSE_US * pace, Math.min(this.#feed.nextAt, now + LOOK_US * pace));
  }

  #cancelPlan(): void {
    this.#callOff?.();
    this.#callOff = null;
    this.#plannedAt = Number.POSITIVE_INFINITY;
  }
}

function failed(query: BrokerQuery, result: Result<never>): BrokerAnswer {
  if (query.type === 'order') return { type: 'order', order: query.order, result };
  return { type: query.type, result };
}
