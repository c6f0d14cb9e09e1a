import { ArgosyError, toTimestamp, type InstrumentId, type StrategyId } from 'argosy/core';
import type { Command } from 'argosy/domain';
import { Strategy, type EngineOutbox, type Missed, type StrategySeat } from 'argosy/engine';
import { HostedEngine, type EngineFrame } from 'argosy/shard';

import type { MessageWriter, WireMessage } from '@argosy/bridge/wire';

import {
  decodeToHost,
  encodeFromHost,
  type EventPlace,
  type FromHost,
  type HostPlan,
  type ToHost,
  type ToldState,
} from './messages.ts';
import { loadSeat, seatStrategies, type LoadedSeat, type SeatedEngine } from './seat-strategies.ts';
import type { CallbackWatch, MicroClock } from './timed-strategy.ts';

/** What a host's work is done with. */
export type HostWorkOptions = {
  readonly writer: Pick<MessageWriter, 'write'>;
  readonly clock: MicroClock;
  readonly heapBytes: () => number;
  /** Its work is over; what was said has to leave first. */
  readonly onEnd: () => void;
};

/** The work of a host process: strategies in an engine at the end of a line. */
export class HostWork {
  readonly #options: HostWorkOptions;
  readonly #out: EngineOutbox;
  #hosted: HostedEngine | null = null;
  #seated: SeatedEngine | null = null;
  /** Loaded, and not started yet. */
  readonly #loaded = new Map<StrategyId, LoadedSeat>();
  readonly #watches = new Map<StrategyId, CallbackWatch>();
  /** What was sent since the last message was taken: it leaves behind the states that count it as sent. */
  #commands: Command[] = [];
  #heard: EventPlace | null = null;
  #missed: ReadonlyMap<StrategyId, Missed> = new Map();
  readonly #listened = new Set<InstrumentId>();
  #readTo = 0;
  #now = 0;
  #wakeAt = Number.POSITIVE_INFINITY;

  constructor(options: HostWorkOptions) {
    this.#options = options;
    this.#out = {
      command: (command) => void this.#commands.push(command),
      ask: (ask) => this.#say({ type: 'ask', ask }),
      log: (record) => this.#say({ type: 'log', record }),
      fault: (fault) => this.#say({ type: 'fault', fault }),
      subscribed: (_, subscription) => {
        this.#listened.add(
          'spec' in subscription ? subscription.spec.instrument : subscription.instrument,
        );
      },
    };
  }

  /** Does what a message says; what takes a while, as to load a plan does, has to end before the next is handed over. */
  take(message: WireMessage): Promise<void> | null {
    const loading = this.#do(decodeToHost(message));
    if (this.#commands.length > 0) this.#sendAll();
    return loading;
  }

  #do(told: ToHost): Promise<void> | null {
    switch (told.type) {
      case 'frame':
        this.#play(told.frame);
        break;
      case 'plan':
        return this.#seat(told.plan, told.deadlineMicros);
      case 'ping':
        this.#answer(told.id);
        break;
      case 'missed':
        this.#missed = new Map(told.missed);
        break;
      case 'list':
        this.#seated?.instruments.list(told.instruments);
        break;
      case 'stopOne':
        this.#stopOne(told);
        break;
      case 'load':
        void this.#load(told);
        break;
      case 'startOne':
        this.#startOne(told);
        break;
      case 'states':
        this.#sayStates(this.#seated?.engine.seats ?? [], []);
        if (told.isLast) this.#options.onEnd();
        break;
    }
    return null;
  }

  async #seat(plan: HostPlan, deadlineMicros: number): Promise<void> {
    const { clock } = this.#options;
    const seated = await seatStrategies(plan, { out: this.#out, clock, deadlineMicros });
    if (!('engine' in seated)) {
      this.#say({ type: 'failed', ...seated });
      return;
    }
    this.#seated = seated;
    for (const failure of seated.failures) this.#say({ type: 'failed', ...failure });
    for (const watch of seated.watches) this.#watches.set(watch.figures.strategy, watch);
    this.#hosted = new HostedEngine(seated.engine, seated.instruments);
    this.#say({ type: 'ready' });
  }

  #play(frame: EngineFrame): void {
    if (this.#hosted === null) return;
    if (frame.type === 'start') this.#owe();
    if (frame.type === 'event') {
      const { number, index } = frame.event;
      this.#heard = { number, index };
    }
    this.#hosted.take(frame);
    if ('turn' in frame) {
      this.#readTo = frame.turn.number;
      this.#now = frame.turn.now;
    }
    if (frame.type === 'start') this.#sayWants();
    this.#sayWake();
  }

  #owe(): void {
    for (const seat of this.#seated?.engine.seats ?? []) {
      const missed = this.#missed.get(seat.id);
      if (missed !== undefined) seat.owe(missed);
    }
  }

  /** First what counts them as sent: whoever goes on with a state never sends again what it knows of. */
  #sendAll(): void {
    const commands = this.#commands;
    this.#commands = [];
    const senders = new Set(commands.map(({ strategy }) => strategy));
    const seats = this.#seated?.engine.seats ?? [];
    this.#sayStates(
      seats.filter(({ id }) => senders.has(id)),
      commands,
    );
    const conflated = this.#hosted?.conflated ?? 0;
    for (const command of commands) this.#say({ type: 'command', command, conflated });
  }

  #sayStates(seats: readonly StrategySeat[], sent: readonly Command[]): void {
    const states = seats.flatMap((seat) => this.#toldOf(seat) ?? []);
    // Who asked waits for an answer; who sends has nothing to say without a state.
    if (states.length === 0 && sent.length > 0) return;
    this.#say({ type: 'states', readTo: this.#readTo, states, sent });
  }

  #toldOf(seat: StrategySeat): ToldState | null {
    const state = this.#stateOf(seat);
    if (state === undefined) return null;
    return { strategy: seat.id, state, heard: this.#heard, held: seat.held };
  }

  #sayWake(): void {
    const at = this.#hosted?.nextWakeAt ?? Number.POSITIVE_INFINITY;
    if (at === this.#wakeAt) return;
    this.#wakeAt = at;
    this.#say({ type: 'wake', at: Number.isFinite(at) ? at : null });
  }

  /** Where every strategy sees only what it listens to: that, and what its account is valued by. */
  #sayWants(): void {
    const { engine } = this.#seated ?? {};
    if (engine?.seats.every(({ setup }) => setup.sees === 'listened') !== true) return;
    for (const { setup } of engine.seats) {
      const held = engine.portfolio.positions(setup.account);
      for (const { key } of held) this.#listened.add(key.instrument);
    }
    this.#say({ type: 'wants', instruments: [...this.#listened] });
  }

  #answer(id: number): void {
    const figures = [...this.#watches.values()].map((watch) => watch.figures);
    const conflated = this.#hosted?.conflated ?? 0;
    const heapBytes = this.#options.heapBytes();
    this.#say({ type: 'pong', id, readTo: this.#readTo, conflated, heapBytes, figures });
  }

  /** Beside the others: what comes for them meanwhile does not wait for it. */
  async #load({ hosted, deadlineMicros }: Extract<ToHost, { type: 'load' }>): Promise<void> {
    const { clock } = this.#options;
    const { instruments } = this.#seated ?? {};
    if (instruments === undefined) return;
    const loaded = await loadSeat(hosted, { instruments, clock, deadlineMicros, isAnew: true });
    if ('code' in loaded) {
      this.#say({ type: 'failed', ...loaded });
      return;
    }
    const { id: strategy } = loaded.setup;
    this.#loaded.set(strategy, loaded);
    this.#say({ type: 'loaded', strategy });
  }

  #startOne({ strategy, turn, counters, missed }: Extract<ToHost, { type: 'startOne' }>): void {
    const loaded = this.#loaded.get(strategy);
    if (loaded === undefined) return;
    this.#loaded.delete(strategy);
    try {
      const setup = missed === null ? loaded.setup : { ...loaded.setup, missed };
      this.#hosted?.join(setup, turn, counters);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      this.#say({ type: 'failed', strategy, code: error.code, detail: error.message });
      return;
    }
    this.#watches.set(strategy, loaded.watch);
    this.#say({ type: 'startedOne', strategy });
    this.#sayWants();
    this.#sayWake();
  }

  /** One that has ended, or never was, has nothing to stop: it is told all the same. */
  #stopOne({ strategy, turn }: Extract<ToHost, { type: 'stopOne' }>): void {
    const seat = this.#hosted?.leave(strategy, turn) ?? null;
    const state = seat === null ? null : this.#toldOf(seat);
    this.#watches.delete(strategy);
    this.#say({ type: 'stoppedOne', strategy, readTo: this.#readTo, state });
    this.#sayWants();
    this.#sayWake();
  }

  /** One that cannot say what it would keep is told so, and ends nobody: what it last kept stays. */
  #stateOf(seat: StrategySeat): unknown {
    // What it would not take back is none.
    if (seat.strategy.importState === Strategy.prototype.importState) return undefined;
    try {
      return seat.exportState();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const head = { at: toTimestamp(this.#now), strategy: seat.id, level: 'error' } as const;
      this.#out.log({ ...head, message, fields: {} });
      return undefined;
    }
  }

  #say(message: FromHost): void {
    this.#options.writer.write(encodeFromHost(message));
  }
}
