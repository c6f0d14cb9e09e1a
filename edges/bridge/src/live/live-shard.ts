import {
  toTimestamp,
  type AccountId,
  type InstrumentIndex,
  type Refusal,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { Answer, Command, Input, MarketData, Report, TradingEvent } from 'argosy/domain';
import { Reconciler, type BrokerQuery } from 'argosy/reconciliation';
import { OutputGate, Shard } from 'argosy/shard';
import { recoverShard, SnapshotKeeper, type ShardRecovery, type Snapshots } from '@argosy/journal';

import type { Connection } from '../broker/connection.ts';
import { recoverAccount } from '../broker/recover-account.ts';
import { arrivedAt, upTo } from './arrival.ts';
import { isSettled } from './is-settled.ts';
import { LiveClock } from './live-clock.ts';
import type { LiveAccount, LiveShardOptions } from './live-parts.ts';
import { beginApart, inTurns } from './round-turns.ts';
import { SafeQueue } from './safe-queue.ts';

/** How much of the bridge is handled before others have their turn. */
const DRAIN_MAX = 1_000;
const START_MILLIS = 10_000;
const ASK_MILLIS = 20_000;
const LOOK_US = 1_000_000;
/** Nothing is woken more often: whoever is due again at once has still to act on what it was told. */
const WAKE_US_MIN = 1_000;

/** Gets what trading says of a command, in order, before `obey` returns: it is not safe yet. */
export type CommandHearer = (event: TradingEvent) => void;

const stopped: Refusal = { code: 'STOPPED', reason: 'the shard takes nothing any more' };

type Keeper = { readonly account: LiveAccount; readonly reconciler: Reconciler };

/**
 * A shard that lives: what a broker says comes through the bridge, commands from whoever has them; each
 * gets its number, and what becomes of it leaves once the journal is safe. It agrees with the broker
 * before it trades and keeps agreeing, is woken when something is due, and begins where the last process
 * ended, however that was.
 *
 * @example
 * const live = new LiveShard(parts);
 * const started = await live.start();
 * live.command(given, () => acknowledge());
 * await live.stop();
 */
export class LiveShard {
  readonly recovery: ShardRecovery;
  readonly #options: LiveShardOptions;
  readonly #shard: Shard;
  readonly #gate: OutputGate;
  readonly #clock: LiveClock;
  readonly #safe = new SafeQueue();
  readonly #keepers: readonly Keeper[];
  readonly #snapshots: SnapshotKeeper | null;
  readonly #wakes = new Map<string, number>();
  #hear: CommandHearer | null = null;
  #isRunning = false;
  #takesCommands = true;
  #isPumping = false;
  #cancelTimer: (() => void) | null = null;
  #timerAt = Number.POSITIVE_INFINITY;

  /** Recovers what the journal holds; nothing is sent and nothing heard before `start`. */
  constructor(options: LiveShardOptions) {
    this.#options = options;
    const { trading, engine, journal, tape, taped, snapshots, adapter, listener, time } = options;
    const { execution } = adapter;
    const send = execution === null ? () => {} : execution.send.bind(execution);
    this.#gate = new OutputGate(journal, { send }, listener);
    this.#shard = new Shard({
      trading,
      engine,
      journal,
      tape,
      gate: this.#gate,
      venue: null,
      onEvent: (event) => this.#hear?.(event),
    });
    this.recovery = recoverShard(this.#shard, { journal, snapshots, taped });
    this.#clock = new LiveClock(time, this.#shard.now);
    this.#keepers = options.accounts.map((account) => {
      const policy = options.policy ?? {};
      const reconciler = new Reconciler({ account: account.id, gate: this.#gate, policy });
      return { account, reconciler };
    });
    this.#snapshots = snapshots === null ? null : this.#keeperOf(snapshots);
    journal.onDurable((position) => this.#safe.release(position));
  }

  /** What time it is for the machines. */
  get now(): Timestamp {
    return this.#clock.now();
  }

  /** How many inputs have been numbered. */
  get inputs(): number {
    return this.#shard.inputs;
  }

  /** Whether every account agreed with its broker once since the start: before, nothing new is sent. */
  get isReady(): boolean {
    return this.#keepers.every(({ reconciler }) => reconciler.isReady);
  }

  /** What the last round with the broker left open, by account. */
  get open(): ReadonlyMap<AccountId, readonly string[]> {
    return new Map(this.#keepers.map(({ account, reconciler }) => [account.id, reconciler.open]));
  }

  /** How many rounds every account has had with its broker. */
  get rounds(): number {
    return Math.min(...this.#keepers.map(({ reconciler }) => reconciler.rounds));
  }

  /** Opens the shard and connects; answers with the connection. Inputs are taken from now on either way. */
  async start(): Promise<Result<Connection>> {
    const { adapter, accounts, trading } = this.#options;
    this.#isRunning = true;
    this.#shard.open(this.#clock.now());
    // Behind the opening: an account that opens now has its first cash, which a broker on paper has from here.
    const recovered = accounts.map(({ id, currencies }) => recoverAccount(trading, id, currencies));
    adapter.execution?.restore(recovered);
    const { feed, bridge, listener } = this.#options;
    const started = adapter.start(
      {
        onData: (rows) => {
          feed.offer(rows, this.#clock.now());
          this.#pump();
        },
        onReport: (report) => {
          bridge.report(report);
          this.#pump();
        },
        onConnection: (connection) => {
          listener.onConnection(connection);
          this.#work();
        },
        onFault: ({ code, reason }) => listener.onFault(`${code}: ${reason}`),
      },
      { timeoutMs: START_MILLIS },
    );
    const connection = await started;
    this.#work();
    return connection;
  }

  /**
   * Takes what somebody commands, whatever it is; null where it has its number. What trading makes of it
   * is published; `whenSafe` runs once that cannot be lost any more.
   */
  command(given: unknown, whenSafe?: () => void): Refusal | null {
    return this.#command((now) => this.#shard.takeCommand(arrivedAt(given, now), now), whenSafe);
  }

  /** Takes what somebody in this process commands, whose types hold: an ordinary order costs a look at its fields. */
  obey(command: Command, hear: CommandHearer): Refusal | null {
    this.#hear = hear;
    const refusal = this.#command((now) => this.#shard.take(upTo(command, now), now, -1));
    this.#hear = null;
    return refusal;
  }

  /** Runs something once all that was said by now cannot be lost any more; at once where that is so. */
  whenSafe(run: () => void): void {
    const { journal } = this.#options;
    this.#safe.whenSafe(journal.position, journal.durable, run);
  }

  /** Takes what came back of a question. */
  answer(answer: Answer): void {
    this.#take(answer, -1);
    this.#arm();
  }

  /** Notes when somebody, such as a host, has to be woken if nothing else comes; null for never. */
  wakeFor(who: string, at: number | null): void {
    if (at === null) this.#wakes.delete(who);
    else this.#wakes.set(who, at);
    this.#arm();
  }

  /** Begins a round with the broker now, as somebody has asked. */
  reconcile(): void {
    const reconcilers = this.#keepers.map(({ reconciler }) => reconciler);
    beginApart(reconcilers, this.#clock.now());
    this.#work();
  }

  /** Keeps a snapshot soon, as somebody has asked: the next start reads less. */
  snapshot(): void {
    if (!this.#isRunning) return;
    this.#snapshots?.hurry();
    this.#snapshots?.look();
  }

  /**
   * Takes no command any more. What it gives says whether all that was taken has left and is answered: a stop before
   * leaves the next start to ask the broker what became of it.
   */
  takeNoMore(): () => boolean {
    this.#takesCommands = false;
    return () => isSettled(this.#options.trading, this.#gate);
  }

  /** Ends in order: nothing more is taken, all that was said is safe, and the journal given back. */
  async stop(): Promise<void> {
    if (!this.#isRunning) return;
    await this.#options.adapter.stop();
    this.#drain(Number.POSITIVE_INFINITY);
    this.#isRunning = false;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    this.#shard.close(this.#clock.now());
    await this.#snapshots?.finish();
    await this.#options.journal.close();
  }

  #keeperOf(snapshots: Snapshots): SnapshotKeeper {
    const { journal, listener } = this.#options;
    return new SnapshotKeeper({
      shard: this.#shard,
      journal,
      snapshots,
      onFailed: (error) => listener.onFault(error.message),
    });
  }

  /** What waits in the bridge is handled once what is under way has returned. */
  #pump(): void {
    if (this.#isPumping || !this.#isRunning) return;
    this.#isPumping = true;
    this.#options.time.soon(() => {
      this.#isPumping = false;
      this.#guarded(() => {
        this.#drain(DRAIN_MAX);
        if (this.#options.bridge.size > 0) this.#pump();
      });
    });
  }

  #drain(max: number): void {
    if (!this.#isRunning) return;
    this.#options.bridge.drain(max, this.#clock.now(), this.#takeFromBridge);
    this.#work();
  }

  /** A member, so that a drain makes nothing. */
  readonly #takeFromBridge = (
    input: MarketData | Report,
    instrument: InstrumentIndex | -1,
  ): void => {
    this.#take(input, instrument);
    if (input.kind !== 'report') this.#options.listener.onInput(input, instrument);
  };

  #command(take: (now: Timestamp) => Refusal | null, whenSafe?: () => void): Refusal | null {
    let refusal: Refusal | null = stopped;
    if (!this.#isRunning || !this.#takesCommands) return refusal;
    this.#guarded(() => {
      refusal = take(this.#clock.now());
      if (whenSafe !== undefined) this.whenSafe(whenSafe);
      this.#snapshots?.look();
      this.#arm();
    });
    return refusal;
  }

  #take(input: Input, instrument: InstrumentIndex | -1): void {
    if (!this.#isRunning) return;
    const known = upTo(input, this.#clock.now());
    const at = known.kind === 'command' ? known.at : known.availableAt;
    this.#shard.take(known, toTimestamp(Math.max(this.#shard.now, at)), instrument);
    this.#snapshots?.look();
  }

  /** Goes on with the broker, wakes who is due, and sets the timer for what is next. */
  #work(): void {
    if (!this.#isRunning) return;
    // Before it has connected for the first time a broker answers nothing, which would only delay the first round.
    if (this.#options.adapter.connection.state !== 'connecting') {
      for (const keeper of inTurns(this.#keepers)) this.#reconcile(keeper);
    }
    const now = this.#clock.now();
    if (this.#dueAt() <= now) this.#wake(now);
    this.#arm();
  }

  /** A host says anew when it is due; until it does it has been told. */
  #wake(now: Timestamp): void {
    for (const [who, at] of this.#wakes) if (at <= now) this.#wakes.delete(who);
    this.#take({ kind: 'time', availableAt: now }, -1);
  }

  #reconcile({ account, reconciler }: Keeper): void {
    const { trading, listener } = this.#options;
    for (
      let step = reconciler.advance(trading, this.#clock.now());
      step !== null;
      step = reconciler.advance(trading, this.#clock.now())
    ) {
      for (const input of step.inputs) this.#take(input, -1);
      for (const finding of step.findings) listener.onFinding(account.id, finding);
      for (const query of step.queries) this.#ask({ account, reconciler }, query);
    }
  }

  #ask({ account, reconciler }: Keeper, query: BrokerQuery): void {
    const { adapter, listener } = this.#options;
    const asked = adapter.accounts?.ask(account.id, query, { timeoutMs: ASK_MILLIS });
    asked?.then(
      (answer) => {
        if (!this.#isRunning) return;
        this.#guarded(() => {
          reconciler.take(answer);
          this.#work();
        });
      },
      (error: unknown) => listener.onFatal(error),
    );
  }

  /** When a machine or a host has to be woken. */
  #dueAt(): number {
    const { nextWakeAt, nextWorkAt } = this.#shard;
    let due = Math.min(nextWakeAt, nextWorkAt);
    for (const at of this.#wakes.values()) due = Math.min(due, at);
    return due;
  }

  #arm(): void {
    if (!this.#isRunning) return;
    const now = this.#clock.now();
    let next = Math.min(this.#dueAt(), now + LOOK_US);
    for (const { reconciler } of this.#keepers) next = Math.min(next, reconciler.nextAt);
    const at = Math.max(now + WAKE_US_MIN, next);
    if (this.#cancelTimer !== null && this.#timerAt <= at) return;
    this.#cancelTimer?.();
    this.#timerAt = at;
    this.#cancelTimer = this.#options.time.after(at - now, () => {
      this.#cancelTimer = null;
      this.#guarded(() => this.#look());
    });
  }

  /** At each timer, once a second or sooner: feeds that fall silent, room on the disk, what is due. */
  #look(): void {
    if (!this.#isRunning) return;
    const now = this.#clock.now();
    this.#options.bridge.look(now);
    this.#shard.lookForRoom(now);
    this.#drain(DRAIN_MAX);
  }

  /** A machine that a bug has ended in the middle must not go on. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#isRunning = false;
      this.#options.listener.onFatal(error);
    }
  }
}
