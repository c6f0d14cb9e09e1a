import {
  ok,
  toTimestamp,
  type ConnectionState,
  type Result,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import type { Command, Instrument } from 'argosy/domain';
import type { LogRecord, StrategyFault } from 'argosy/engine';
import { refusalOfLeft, type Actor, type Answered } from '@argosy/desk';
import type { Logger } from '@argosy/telemetry';

import {
  StrategyHost,
  type HostListener,
  type HostStatus,
  type ToldStates,
} from '../host/strategy-host.ts';
import { CommandIntake } from './command-intake.ts';
import { refuseInFleet } from './errors.ts';
import type { FleetFace, StrategyLine, StrategyRow, StrategyState } from './fleet-face.ts';
import type { FleetOptions, FleetStrategy } from './fleet-options.ts';
import type { Wish } from './fleet-records.ts';
import { ownersIn } from './owners.ts';
import { StateBook, type Past } from './state-book.ts';
import { StrategyFigures } from './strategy-figures.ts';
import { StrategyLines } from './strategy-lines.ts';

const HOST_ENDED = 'its host has ended';

/** A strategy and what is known of it beside its host. */
type Seated = {
  readonly strategy: FleetStrategy;
  readonly lines: StrategyLines;
  readonly log: Logger;
  readonly host: StrategyHost;
};

const NO_PAST: Past = { position: () => 0, read: () => [] };
const PAUSED = 'paused by hand';
const STARTED = 'started by hand';

/**
 * The strategies of a node and the hosts they run in. What people want of one outlives the process: a pause is a
 * state in the journal, a stop stands in the records.
 *
 * @example
 * const fleet = new Fleet(options);
 * await fleet.open();
 * await fleet.pause(toStrategyId('EMAX'), user);
 * await fleet.close();
 */
export class Fleet implements FleetFace {
  readonly #options: FleetOptions;
  readonly #figures: StrategyFigures;
  readonly #hosts = new Map<string, StrategyHost>();
  readonly #seated = new Map<StrategyId, Seated>();
  /** Those that are to run. */
  readonly #wanted = new Set<StrategyId>();
  readonly #stopped = new Map<StrategyId, Wish>();
  readonly #book: StateBook;
  /** What is done to a host is done one after the other. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #intake = new CommandIntake();
  #saving: Promise<void> = Promise.resolve();

  constructor(options: FleetOptions) {
    this.#options = options;
    this.#figures = new StrategyFigures(options.metrics);
    const { past = NO_PAST, relay, strategies, trading } = options;
    this.#book = new StateBook(past, ownersIn(trading, strategies));
    relay.attach(this.#book, []);
    const active = options.metrics.gauge('active_strategies');
    options.metrics.onCollect(() => {
      const states = this.#rows().map(({ state }) => state);
      for (const state of ['running', 'paused', 'stopped', 'failed'] as const) {
        active.with({ state }).set(states.filter((one) => one === state).length);
      }
    });
  }

  /** Starts every host with what is to run in it. */
  async open(): Promise<void> {
    for (const wish of await this.#options.records.load()) {
      if (wish.wanted === 'stopped') this.#stopped.set(wish.strategy, wish);
      else this.#wanted.add(wish.strategy);
    }
    const { log, states, strategies } = this.#options;
    for (const strategy of this.#book.open(await states.load())) {
      log.warn(
        'a strategy goes on with an older state: the journal has lost what the last one knew',
        {
          strategy,
        },
      );
    }
    for (const { seat, starts } of strategies) {
      if (starts && !this.#stopped.has(seat.id)) this.#wanted.add(seat.id);
    }
    for (const name of new Set(strategies.map(({ host }) => host))) this.#openHost(name);
  }

  /** Ends every host in order: strategies are told to stop. */
  async close(): Promise<void> {
    await Promise.all(
      [...this.#hosts].map(([name, host]) => this.#inTurn(name, () => host.stop())),
    );
    await this.#intake.settle();
    this.#options.relay.detach(this.#book);
    await this.#saving;
  }

  /** Lets every host know what is listed from here on, before anything is said of it. */
  list(instruments: readonly Instrument[]): void {
    for (const host of this.#hosts.values()) host.list(instruments);
  }

  strategies(): Promise<readonly StrategyRow[]> {
    return Promise.resolve(this.#rows());
  }

  hosts(): Promise<readonly HostStatus[]> {
    return Promise.resolve([...this.#hosts.values()].map(({ status }) => status));
  }

  lines(strategy: StrategyId, limit: number): Promise<Result<readonly StrategyLine[]>> {
    const seated = this.#seated.get(strategy);
    if (seated === undefined) return Promise.resolve(refuseInFleet('STRATEGY_UNKNOWN', strategy));
    return Promise.resolve(ok(seated.lines.newest(limit)));
  }

  start(id: StrategyId, by: string): Promise<Answered<null>> {
    return this.#act(id, async (seated) => {
      const { state } = this.#stateOf(seated);
      await this.#wish(id, 'started', by);
      const freed = await this.#setState(seated, 'ACTIVE', STARTED);
      if (!freed.ok) return freed;
      this.#wanted.add(id);
      const isDown = state === 'stopped' || state === 'failed';
      const reason = isDown ? await seated.host.startOne(seated.strategy) : null;
      if (reason === null) this.#note(seated, 'info', 'started', { by });
      else this.#note(seated, 'error', `it could not be started: ${reason}`, { by });
      return reason === null ? freed : refuseInFleet('STRATEGY_UNSTARTED', `${id}: ${reason}`);
    });
  }

  pause(id: StrategyId, by: string): Promise<Answered<null>> {
    return this.#act(id, async (seated) => {
      if (!this.#wanted.has(id)) return refuseInFleet('STRATEGY_STOPPED', id);
      const paused = await this.#setState(seated, 'REDUCING', PAUSED);
      if (paused.ok) this.#note(seated, 'info', 'paused', { by });
      return paused;
    });
  }

  stop(id: StrategyId, by: string): Promise<Answered<null>> {
    return this.#act(id, async (seated) => {
      // Kept first: whatever happens from here on, it does not run after the next start.
      await this.#wish(id, 'stopped', by).catch((error: unknown) => {
        this.#note(seated, 'error', 'it stops, and runs again after a restart', { by });
        this.#options.log.error('a stop is not kept', { strategy: id, error });
      });
      this.#wanted.delete(id);
      await seated.host.stopOne(id);
      await this.#intake.settle(id);
      const { account, book } = seated.strategy.seat;
      const canceled = await this.#options.desk.cancelAll(
        { account, book, instrument: null },
        actorOf(seated),
      );
      this.#note(seated, 'info', 'stopped', { by });
      return canceled.ok ? ok({ value: null, number: canceled.value.number }) : canceled;
    });
  }

  flatten(id: StrategyId, by: string): Promise<Answered<null>> {
    return this.#act(id, async (seated) => {
      const paused = await this.#setState(seated, 'REDUCING', PAUSED);
      if (!paused.ok) return paused;
      const { account, book } = seated.strategy.seat;
      const closed = await this.#options.desk.flatten(
        { account, book, instrument: null },
        actorOf(seated),
      );
      if (!closed.ok) return closed;
      const { value, number } = closed.value;
      const orders = value.orders.map(({ request }) => request.id);
      const [first] = value.left;
      this.#note(seated, 'info', 'closed out', { by, orders, left: value.left.length });
      if (first === undefined) return ok({ value: null, number });
      const refusal = refusalOfLeft(first, value.left.length);
      return { ok: false, refusal: number === null ? refusal : { ...refusal, number } };
    });
  }

  #openHost(name: string): void {
    const { strategies, plan, relay, draw, clock, bounds, restarts = {}, log } = this.#options;
    const own = strategies.filter(({ host }) => host === name);
    const running = own.filter(({ seat }) => this.#wanted.has(seat.id));
    const host = new StrategyHost({
      ...bounds,
      name,
      plan: { ...plan, strategies: running },
      relay,
      listener: this.#listenerOf(name),
      draw,
      clock,
      restarts,
      states: this.#book.states,
      missedBy: (strategy) => {
        this.#intake.drop(strategy);
        return this.#book.missedBy(strategy);
      },
    });
    this.#hosts.set(name, host);
    for (const strategy of own) {
      const { id } = strategy.seat;
      const lines = new StrategyLines();
      this.#seated.set(id, { strategy, lines, host, log: log.child({ strategy: id }) });
    }
    if (running.length > 0) host.start();
  }

  #listenerOf(name: string): HostListener {
    const { live, ask, log, notes } = this.#options;
    const own = log.child({ host: name });
    const noted = notes?.(name);
    const before = { state: '', conflated: 0 };
    return {
      command: (command, conflated) =>
        this.#intake.take(command.strategy, () => this.#command(command, conflated)),
      ask,
      log: (record) => this.#hear(record),
      fault: (fault) => this.#fail(fault),
      states: (told) => this.#keep(told),
      wake: (at) => live.wakeFor(`host ${name}`, at),
      changed: ({ connection: { state, reason }, conflated, callbacks }) => {
        this.#figures.take(callbacks, this.#now());
        if (state !== before.state) {
          own.info('a host', { state, reason });
          this.#tellOfHost(name, state, reason);
        }
        if (conflated > before.conflated) {
          own.warn('a host reads too slowly', { conflated });
          noted?.conflated();
        }
        Object.assign(before, { state, conflated });
      },
      ...noted,
      attached: (plan) => {
        const told = plan.strategies.filter(({ seat }) => this.#book.started(seat.id));
        noted?.attached(plan);
        // Whoever repeats it from the record has to know that it was not given all in its time.
        if (told.length > 0) noted?.conflated();
      },
      joined: (hosted) => {
        const isTold = this.#book.started(hosted.seat.id);
        noted?.joined(hosted);
        if (isTold) noted?.conflated();
      },
    };
  }

  /** Whoever looks at a strategy sees why it began anew, or does not run. */
  #tellOfHost(name: string, state: ConnectionState, reason: string | null): void {
    if (state !== 'reconnecting' && state !== 'offline') return;
    const text = state === 'offline' ? 'its host is given up' : HOST_ENDED;
    for (const [id, seated] of this.#seated) {
      const isIn = seated.strategy.host === name && this.#wanted.has(id);
      if (isIn) this.#note(seated, 'warn', text, { host: name, reason });
    }
  }

  /** With each command stands what its strategy had seen: a run that repeats it has to know. */
  #command(command: Command, conflated: number): void {
    const refusal = this.#options.live.command(command);
    const { strategy, readTo, body } = command;
    if (strategy !== null) this.#book.arrived(strategy, refusal === null);
    const log = strategy === null ? undefined : this.#seated.get(strategy)?.log;
    log?.debug('sent', { command: body.type, readTo, conflated });
    if (refusal !== null) log?.warn('was turned away', { command: body.type, readTo, ...refusal });
  }

  /** What strategies keep outlives the platform; where it cannot, what was kept before stays, and it is told. */
  #keep(told: ToldStates): void {
    const kept = this.#book.note(told, this.#now());
    const saved = this.#options.states.save(kept).catch((error: unknown) => {
      this.#options.log.error('what strategies keep cannot be kept', { error });
    });
    // What only says how it stands holds nothing up.
    const senders = told.sent.length > 0 ? told.states.map(({ strategy }) => strategy) : [];
    this.#intake.hold(senders, saved);
    this.#saving = Promise.all([this.#saving, saved]).then(() => {});
  }

  #hear({ strategy, at, level, message, fields }: LogRecord): void {
    const seated = this.#seated.get(strategy);
    if (seated === undefined) return;
    seated.lines.keep({ strategy, at, level, text: message, fields });
    seated.log[level](message, fields);
  }

  #fail({ strategy, at, callback, message, stack }: StrategyFault): void {
    const text =
      callback === 'load'
        ? `it could not be loaded: ${message}`
        : `it threw in ${callback} and is ended: ${message}`;
    this.#hear({ strategy, at, level: 'error', message: text, fields: { callback, stack } });
  }

  #note(
    { strategy, lines, log }: Seated,
    level: StrategyLine['level'],
    text: string,
    fields: StrategyLine['fields'],
  ): void {
    lines.keep({ strategy: strategy.seat.id, at: this.#now(), level, text, fields });
    log[level](text, fields);
  }

  #now(): Timestamp {
    return toTimestamp(Math.floor(this.#options.clock()));
  }

  /** Does something to a strategy, behind what is being done to its host. */
  #act(id: StrategyId, act: (seated: Seated) => Promise<Answered<null>>): Promise<Answered<null>> {
    const seated = this.#seated.get(id);
    if (seated === undefined) return Promise.resolve(refuseInFleet('STRATEGY_UNKNOWN', id));
    return this.#inTurn(seated.strategy.host, () => act(seated));
  }

  #inTurn<Value>(host: string, act: () => Promise<Value>): Promise<Value> {
    const before = this.#turns.get(host) ?? Promise.resolve();
    const done = before.then(act, act);
    this.#turns.set(host, done);
    return done;
  }

  async #wish(strategy: StrategyId, wanted: Wish['wanted'], by: string): Promise<void> {
    const wish = { strategy, wanted, by, at: this.#now() };
    await this.#options.records.save(wish);
    if (wanted === 'stopped') this.#stopped.set(strategy, wish);
    else this.#stopped.delete(strategy);
  }

  #setState(seated: Seated, state: 'ACTIVE' | 'REDUCING', reason: string): Promise<Answered<null>> {
    const { id: strategy, account } = seated.strategy.seat;
    const scope = { kind: 'strategy', strategy } as const;
    return this.#options.desk.setState({ account, scope, state, reason }, actorOf(seated));
  }

  #rows(): readonly StrategyRow[] {
    return [...this.#seated.values()].map((seated) => this.#rowOf(seated));
  }

  #rowOf(seated: Seated): StrategyRow {
    const { seat, host, file, parameters } = seated.strategy;
    const { id, code, account, book } = seat;
    const own = { id, code, account, book, host, file, parameters };
    return { ...own, ...this.#stateOf(seated), ...this.#figures.of(id) };
  }

  #stateOf({ strategy, host }: Seated): {
    readonly state: StrategyState;
    readonly reason: string | null;
  } {
    const { id, account } = strategy.seat;
    if (!this.#wanted.has(id)) {
      const by = this.#stopped.get(id)?.by;
      return { state: 'stopped', reason: by === undefined ? null : `stopped by ${by}` };
    }
    const { connection, faults } = host.status;
    const fault = faults.find((one) => one.strategy === id);
    if (fault !== undefined) return { state: 'failed', reason: fault.message };
    if (!host.isUp) return { state: 'failed', reason: connection.reason };
    const scope = { kind: 'strategy', strategy: id } as const;
    const { trading } = this.#options;
    if (trading.stateOf(account, scope) === 'ACTIVE') {
      const isLost = connection.state === 'reconnecting';
      return { state: 'running', reason: isLost ? `${HOST_ENDED}: ${connection.reason}` : null };
    }
    const found = trading.view
      .restrictions()
      .find((one) => one.scope.kind === 'strategy' && one.scope.strategy === id);
    return { state: 'paused', reason: found?.reason ?? null };
  }
}

function actorOf({ strategy }: Seated): Actor {
  return { user: 'fleet', accounts: [strategy.seat.account] };
}
