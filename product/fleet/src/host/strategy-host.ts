import {
  Reconnection,
  toTimestamp,
  type Connection,
  type ReconnectOptions,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import { toInputNumber, type Ask, type Command, type Instrument } from 'argosy/domain';
import type { LogRecord, Missed, StrategyFault } from 'argosy/engine';
import type { EngineRelay } from 'argosy/shard';

import { HostLife, type HostBounds, type HostLeaving } from './host-life.ts';
import {
  type CallbackFigures,
  type FromHost,
  type HostedStrategy,
  type HostPlan,
} from './messages.ts';
import { restartPolicy } from './restart-policy.ts';

/** What hears of a host. */
export type HostListener = {
  /**
   * A strategy of its sends a command; it has been made sure that it is one of its own. Up to where it had read says
   * the command, how many pieces of market data the host had not been given by then `conflated`.
   */
  readonly command: (command: Command, conflated: number) => void;
  readonly ask: (ask: Ask) => void;
  readonly log: (record: LogRecord) => void;
  readonly fault: (fault: StrategyFault) => void;
  /** When a `time` input has to be numbered for it, if nothing else comes; null for never. */
  readonly wake: (at: number | null) => void;
  readonly changed: (status: HostStatus) => void;
  /** Its strategies follow the number line from here on; the plan has what they go on from. */
  readonly attached?: (plan: HostPlan) => void;
  /** One more strategy follows it from here on. */
  readonly joined?: (hosted: HostedStrategy) => void;
  /** They follow it no more. */
  readonly left?: (how: HostLeaving) => void;
  /** Its strategies know these instruments from here on. */
  readonly listed?: (instruments: readonly Instrument[]) => void;
  /** One of them does not, while the others go on. */
  readonly ended?: (strategy: StrategyId) => void;
  /** What its strategies would keep. */
  readonly states?: (told: ToldStates) => void;
};

/** How a host stands. */
export type HostStatus = {
  readonly name: string;
  /** `connected`: its strategies run. `offline`: it was given up, and why. */
  readonly connection: Connection;
  readonly pid: number | null;
  /** How often it was started again because it had ended by itself. */
  readonly restarts: number;
  /** The number it has read, as it last said, and how many pieces of market data it was not given. */
  readonly readTo: number | null;
  readonly conflated: number;
  readonly heapBytes: number;
  readonly callbacks: readonly CallbackFigures[];
  /** The strategies that threw, and where; they are stopped. */
  readonly faults: readonly StrategyFault[];
};

/** What a host is run with. */
export type StrategyHostOptions = Partial<HostBounds> & {
  readonly name: string;
  readonly plan: HostPlan;
  readonly relay: EngineRelay;
  readonly listener: HostListener;
  /** A number from 0 up to 1. */
  readonly draw: () => number;
  /** What time it is on the wall, in microseconds. */
  readonly clock: () => number;
  readonly restarts?: Partial<ReconnectOptions>;
  /** What its strategies have kept when they last ran, before this process. */
  readonly states?: ReadonlyMap<StrategyId, unknown>;
  /** What such a state does not know yet; nothing unless told. */
  readonly missedBy?: (strategy: StrategyId) => Missed | null;
};

/** What strategies would keep, the number they had read by then, and which of their commands that counts as sent. */
export type ToldStates = Pick<
  Extract<FromHost, { readonly type: 'states' }>,
  'readTo' | 'states' | 'sent'
>;

const STOP_MILLIS_MAX = 3_000;
const LOAD_MILLIS_MAX = 20_000;
const FAULTS_MAX = 100;

const defaults: HostBounds = {
  memoryMb: 512,
  deadlineMicros: 1_000,
  pingMillis: 1_000,
  silentMillisMax: 5_000,
  statesMillis: 5_000,
};

/**
 * A host process under watch: it is started, told what the engine beside trading is told, and started
 * again when it dies, hangs or falls behind for good; with what its strategies had last said they
 * would keep. What it does wrong stays its own: orders are not in it.
 *
 * @example
 * const host = new StrategyHost({ name: 'main', plan, relay, listener, draw, clock });
 * host.start();
 * await host.stop();
 */
export class StrategyHost {
  readonly #options: StrategyHostOptions &
    HostBounds &
    Required<Pick<StrategyHostOptions, 'missedBy'>>;
  readonly #reconnection: Reconnection;
  readonly #states: Map<StrategyId, unknown>;
  readonly #own: Map<StrategyId, string>;
  #strategies: readonly HostedStrategy[];
  #instruments: readonly Instrument[];
  readonly #faults: StrategyFault[] = [];
  /** Why those that were to be started do not run: they are not begun with the others. */
  readonly #unstarted = new Map<StrategyId, StrategyFault>();
  #life: HostLife | null = null;
  #restarts = 0;
  #isLost = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: StrategyHostOptions) {
    this.#options = { missedBy: () => null, ...defaults, ...options };
    const policy = restartPolicy(this.#options.silentMillisMax, options.restarts);
    this.#reconnection = new Reconnection(policy, options.draw);
    this.#states = new Map(options.states);
    this.#strategies = options.plan.strategies;
    this.#instruments = options.plan.instruments;
    this.#own = new Map(this.#strategies.map(({ seat }) => [seat.id, seat.code]));
  }

  /** How it stands. */
  get status(): HostStatus {
    const { name } = this.#options;
    const {
      pid = null,
      readTo = null,
      conflated = 0,
      heapBytes = 0,
      callbacks = [],
    } = this.#life ?? {};
    const { connection } = this.#reconnection;
    const restarts = this.#restarts;
    const faults = [...this.#faults, ...this.#unstarted.values()];
    return { name, connection, pid, restarts, readTo, conflated, heapBytes, callbacks, faults };
  }

  /** What its strategies have last said they would keep. */
  get states(): ReadonlyMap<StrategyId, unknown> {
    return this.#states;
  }

  /** Starts it; once it runs, does nothing. */
  start(): void {
    this.#reconnection.start(this.#now());
    this.#step();
  }

  /** Ends it in order: its strategies stop and say what they would keep. Safe to call twice. */
  async stop(): Promise<void> {
    this.#reconnection.stop(this.#now());
    this.#plan();
    const life = this.#life;
    if (life !== null) await life.end(STOP_MILLIS_MAX);
    this.#tell();
  }

  /** Whether a process of it runs, or is about to. */
  get isUp(): boolean {
    const { state } = this.#reconnection.connection;
    return state !== 'stopped' && state !== 'offline';
  }

  /** Lets its strategies know what is listed from here on, before they are told anything of it. */
  list(more: readonly Instrument[]): void {
    this.#instruments = [...this.#instruments, ...more];
    if (this.#life?.list(more) === true) this.#options.listener.listed?.(more);
  }

  /** Ends one of its strategies, which is told to stop; the others go on, and it does not come back with them. */
  async stopOne(strategy: StrategyId): Promise<void> {
    this.#unstarted.delete(strategy);
    this.#strategies = this.#strategies.filter(({ seat }) => seat.id !== strategy);
    const life = this.#life;
    if (this.#strategies.length === 0) await this.stop();
    else if (life !== null && (await life.ready)) await life.stopOne(strategy, STOP_MILLIS_MAX);
  }

  /**
   * Has a strategy run in it, anew where it did, with what it keeps; says why it does not. The others go on and notice
   * nothing.
   */
  async startOne(hosted: HostedStrategy): Promise<string | null> {
    const { seat } = hosted;
    this.#own.set(seat.id, seat.code);
    this.#unstarted.delete(seat.id);
    const others = this.#strategies.filter((one) => one.seat.id !== seat.id);
    const life = this.#life;
    if (life === null || !(await life.ready)) {
      this.#strategies = [...others, hosted];
      this.#reconnection.stop(this.#now());
      this.start();
      return null;
    }
    // One that threw is still there, and ends before it comes again.
    if (others.length < this.#strategies.length) await life.stopOne(seat.id, STOP_MILLIS_MAX);
    this.#strategies = others;
    this.#forgive(seat.id);
    const reason = await life.startOne(this.#withState(hosted), LOAD_MILLIS_MAX);
    if (reason === null) this.#strategies = [...this.#strategies, hosted];
    else {
      this.#forgive(seat.id);
      this.#unstarted.set(seat.id, this.#failureOf(seat.id, reason));
    }
    this.#tell();
    return reason;
  }

  #forgive(strategy: StrategyId): void {
    const others = this.#faults.filter((fault) => fault.strategy !== strategy);
    this.#faults.splice(0, this.#faults.length, ...others);
  }

  #failureOf(strategy: StrategyId, message: string): StrategyFault {
    const number = toInputNumber(this.#life?.readTo ?? 0);
    return { strategy, at: this.#now(), number, callback: 'load', message, stack: null };
  }

  #now(): Timestamp {
    return toTimestamp(this.#options.clock());
  }

  #tell(): void {
    this.#options.listener.changed(this.status);
  }

  /** Does what is due of the policy of restarts, and comes back for the rest. */
  #step(): void {
    const step = this.#reconnection.step(this.#now());
    if (step === 'connect') this.#begin();
    else if (step === 'abandon') this.#life?.lose('did not start in time');
    this.#plan();
    this.#tell();
  }

  #plan(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const at = this.#reconnection.nextDueAt;
    if (at === null) return;
    const millis = Math.max(1, (at - this.#now()) / 1_000);
    this.#timer = setTimeout(() => this.#step(), millis);
  }

  #begin(): void {
    if (this.#isLost) this.#restarts += 1;
    this.#isLost = false;
    this.#faults.length = 0;
    const { plan } = this.#options;
    const strategies = this.#strategies.map((one) => this.#withState(one));
    this.#life = new HostLife(
      { ...this.#options, plan: { ...plan, instruments: this.#instruments, strategies } },
      {
        hear: (message) => this.#hear(message),
        attached: (attached) => this.#options.listener.attached?.(attached),
        joined: (hosted) => this.#options.listener.joined?.(hosted),
        left: (how) => this.#options.listener.left?.(how),
        ended: (strategy) => this.#options.listener.ended?.(strategy),
        end: (how) => this.#end(how),
      },
    );
  }

  #withState(hosted: HostedStrategy): HostedStrategy {
    const { seat } = hosted;
    if (!this.#states.has(seat.id)) return hosted;
    return { ...hosted, seat: { ...seat, state: this.#states.get(seat.id) } };
  }

  #hear(message: FromHost): void {
    const { listener } = this.#options;
    switch (message.type) {
      case 'ready':
        this.#reconnection.succeed(this.#now());
        this.#plan();
        break;
      case 'failed':
        this.#fail(message.strategy, message.detail);
        break;
      case 'command':
        return this.#pass(message.command, message.conflated);
      case 'ask':
        return this.#own.has(message.ask.strategy) ? listener.ask(message.ask) : undefined;
      case 'log':
        return listener.log(message.record);
      case 'fault':
        this.#note(message.fault);
        break;
      case 'wake':
        return listener.wake(message.at);
      case 'states':
        return this.#keep(message);
      case 'wants':
      case 'loaded':
      case 'startedOne':
        return;
      case 'stoppedOne':
        if (message.state === null) return;
        return this.#keep({ readTo: message.readTo, states: [message.state], sent: [] });
      case 'pong':
        break;
    }
    this.#tell();
  }

  /** The file is what it is: another try would find the same. The others run without it. */
  #fail(strategy: StrategyId | null, detail: string): void {
    if (strategy !== null) {
      this.#note(this.#failureOf(strategy, detail));
      return;
    }
    this.#reconnection.giveUp(`the plan: ${detail}`, this.#now());
    this.#plan();
    this.#life?.lose(detail);
  }

  #note(fault: StrategyFault): void {
    if (this.#faults.length < FAULTS_MAX) this.#faults.push(fault);
    this.#options.listener.fault(fault);
  }

  /** What is not of its own strategies is left out. */
  #keep({ readTo, states, sent }: ToldStates): void {
    const own = states.filter(({ strategy }) => this.#own.has(strategy));
    for (const { strategy, state } of own) this.#states.set(strategy, state);
    if (own.length > 0) this.#options.listener.states?.({ readTo, states: own, sent });
  }

  /** Nothing goes by under another's name. */
  #pass(command: Command, conflated: number): void {
    const { strategy, origin } = command;
    if (strategy !== null && this.#own.get(strategy) === origin) {
      this.#options.listener.command(command, conflated);
    } else this.#life?.lose(`sent a command as ${strategy ?? 'nobody'} (${origin})`);
  }

  #end(how: string): void {
    this.#life = null;
    this.#options.listener.wake(null);
    const { state } = this.#reconnection.connection;
    this.#isLost = state !== 'stopped' && state !== 'offline';
    if (this.#isLost) this.#reconnection.fail(how, this.#now());
    this.#plan();
    this.#tell();
  }
}
