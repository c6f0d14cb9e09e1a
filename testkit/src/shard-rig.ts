import {
  BACKTEST_SESSION,
  OrderIdFactory,
  Random,
  toAccountId,
  toBookId,
  toOriginCode,
  toStrategyId,
  toTimestamp,
  type OrderId,
  type Refusal,
  type Timestamp,
} from 'argosy/core';
import {
  toInputNumber,
  type Command,
  type CommandBody,
  type Effect,
  type Input,
  type MarketData,
  type OrderRequest,
  type ReportBody,
  type TradingEvent,
} from 'argosy/domain';
import { EngineMachine, type SeatSetup } from 'argosy/engine';
import { EngineRelay, Link, OutputGate, Shard, type Journal, type Tape } from 'argosy/shard';
import { TradingMachine, type TradingConfig } from 'argosy/trading';

import { aFill, aTouch, type FillChanges } from './order.ts';
import { anOrderRequest } from './order-request.ts';
import { aTradingConfig } from './trading-rig.ts';

/** What a test says of its shard. */
export type ShardRigOptions = {
  readonly journal: Journal;
  readonly tape?: Tape;
  readonly config?: TradingConfig;
  readonly seats?: readonly SeatSetup[];
  /** What the strategies' chance comes of. */
  readonly random?: Random;
};

/** The engine of a rig, or one like it at the other end of a line; what it sends goes to `command`. */
export function aRigEngine(
  { instruments, calendars, scales }: TradingConfig,
  strategies: readonly SeatSetup[],
  command: (command: Command) => void,
  random: Random = Random.fromSeed(1),
): EngineMachine {
  return new EngineMachine({
    instruments,
    calendars,
    externalBars: [],
    scales,
    strategies,
    random,
    out: {
      command,
      ask: () => {},
      log: () => {},
      fault: ({ message }) => {
        throw new Error(message);
      },
    },
  });
}

const origin = toOriginCode('HAND');
const STEP = 1_000;

/**
 * A shard over any journal: both machines, the gate, a broker that only notes what it is sent. Orders
 * are sent by hand; each input comes a millisecond after the one before.
 */
export class ShardRig {
  readonly trading: TradingMachine;
  readonly engine: EngineMachine;
  /** What the shard tells its engine, for others to hear too. */
  readonly relay: EngineRelay;
  readonly shard: Shard;
  readonly sent: Effect[] = [];
  readonly said: TradingEvent[] = [];
  /** What strategies have sent. */
  readonly sentCommands: Command[] = [];
  readonly #config: TradingConfig;
  readonly #link = new Link();
  #at = 0;
  #ids: OrderIdFactory | null = null;

  constructor({ journal, tape, config = aTradingConfig(), seats = [], random }: ShardRigOptions) {
    this.#config = config;
    this.trading = new TradingMachine(config);
    this.engine = aRigEngine(
      config,
      seats,
      (command) => {
        this.sentCommands.push(command);
        this.#link.send(command);
      },
      random,
    );
    this.relay = new EngineRelay(this.engine, (session, from) => {
      return this.trading.lastCounter(session, from);
    });
    this.shard = new Shard({
      trading: this.trading,
      engine: this.relay,
      journal,
      tape: tape ?? { append: () => {} },
      gate: new OutputGate(journal, { send: (effect) => void this.sent.push(effect) }),
      venue: null,
      onEvent: (event) => void this.said.push(event),
    });
  }

  /** Begins, behind whatever was recovered. */
  open(): this {
    this.shard.open(this.#next());
    this.#drain();
    return this;
  }

  /** The instant of the last input. */
  get now(): Timestamp {
    return toTimestamp(this.#at);
  }

  /** Lets time pass before the next input. */
  pass(micros: number): void {
    this.#at += micros;
  }

  /** Any input at all, and what strategies make of it. */
  take(input: Input): Refusal | null {
    const at = this.#next();
    const index = 'instrument' in input ? this.#config.instruments.indexOf(input.instrument) : -1;
    const refusal = this.shard.take(input, at, index ?? -1);
    this.#drain();
    return refusal;
  }

  /** Market data becomes available. */
  feed(...data: readonly MarketData[]): void {
    for (const datum of data) this.take(datum);
  }

  /** A command of a person, or of a strategy. */
  command(body: CommandBody, strategy: string | null = null): Refusal | null {
    const readTo = toInputNumber(Math.max(0, this.shard.inputs - 1));
    const sender = { origin, strategy: strategy === null ? null : toStrategyId(strategy), readTo };
    return this.take({ kind: 'command', ...sender, at: this.now, body });
  }

  /** Submits an order by hand under the next id, unless the changes name one; what came of it says `trading`. */
  submit(changes: Partial<OrderRequest> = {}): OrderId {
    const request = this.order(changes);
    this.command({ type: 'submit', request, touch: aTouch() });
    return request.id;
  }

  /** An order by hand that is not sent yet. */
  order(changes: Partial<OrderRequest> = {}): OrderRequest {
    const id = changes.id ?? this.#factory().next();
    const [account, book] = [toAccountId('MAIN'), toBookId('HAND')];
    return anOrderRequest({ account, book, strategy: null, ...changes, id });
  }

  /** The broker reports. */
  report(order: OrderId, body: ReportBody): void {
    const account = this.trading.order(order)?.request.account ?? toAccountId('MAIN');
    const at = this.now;
    this.take({ kind: 'report', account, order, eventAt: at, availableAt: at, body });
  }

  /** The broker reports a fill. */
  fill(order: OrderId, changes: FillChanges = {}): void {
    const { flags: _, ...fill } = aFill(changes);
    this.report(order, { type: 'filled', fill });
  }

  #drain(): void {
    while (!this.#link.isEmpty) {
      this.#link.drain(
        (command) => void this.shard.take(command, this.#next(), -1),
        () => {},
      );
    }
  }

  #next(): Timestamp {
    this.#at = Math.max(this.#at, this.shard.now) + STEP;
    return toTimestamp(this.#at);
  }

  /** Made once the shard knows what was used before. */
  #factory(): OrderIdFactory {
    const lastCounter = this.trading.lastCounter(BACKTEST_SESSION, origin);
    this.#ids ??= new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter });
    return this.#ids;
  }
}
