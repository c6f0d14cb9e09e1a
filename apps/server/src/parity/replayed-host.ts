import {
  encodeVersioned,
  Random,
  SessionClock,
  toTimestamp,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import {
  inputCodec,
  InstrumentTable,
  type Command,
  type Instrument,
  type TradingEvent,
} from 'argosy/domain';
import { EngineMachine } from 'argosy/engine';
import { HostedEngine } from 'argosy/shard';
import {
  loadSeat,
  seatStrategies,
  withoutSurroundings,
  type HostPlan,
  type SeatedEngine,
  type SeatFailure,
} from '@argosy/fleet';
import type { KeptTurn } from '@argosy/journal';

import type { HostEntry, HostMoment } from './host-book.ts';

type Attached = Extract<HostEntry, { readonly kind: 'attached' }>;
type Joined = Extract<HostEntry, { readonly kind: 'joined' }>;

/** No callback is too slow for it. */
const NO_DEADLINE = Number.MAX_SAFE_INTEGER;

/**
 * A host that is done again: the same strategies with the same parameters and state, told what the host was told. What
 * they decide waits until the record's decision comes that it has to be.
 */
export class ReplayedHost {
  readonly name: string;
  /** Why some of its strategies are not in it. */
  readonly failures: readonly SeatFailure[];
  readonly #strategies: Set<StrategyId>;
  readonly #hosted: HostedEngine;
  readonly #instruments: InstrumentTable;
  readonly #decided = new Map<StrategyId, Command[]>();
  #isStopped = false;

  private constructor(entry: Attached, { engine, instruments, failures }: SeatedEngine) {
    this.name = entry.host;
    this.failures = failures;
    this.#strategies = new Set(entry.plan.strategies.map(({ seat }) => seat.id));
    this.#hosted = new HostedEngine(engine, instruments);
    this.#instruments = instruments;
  }

  /** Those that are or were in it. */
  get strategies(): readonly StrategyId[] {
    return [...this.#strategies];
  }

  /** Begins where the host did, with what trading had said until then; a text says why it cannot. */
  static async begin(
    entry: Attached,
    before: readonly TradingEvent[],
  ): Promise<ReplayedHost | string> {
    const decided: Command[] = [];
    const seated = await seatStrategies(entry.plan, {
      out: { command: (one) => void decided.push(one), ask: nothing, log: nothing, fault: nothing },
      clock: () => 0,
      deadlineMicros: NO_DEADLINE,
    });
    if (!('engine' in seated)) return seated.detail;
    const host = new ReplayedHost(entry, seated);
    host.#take = (work) => {
      withoutSurroundings(work);
      for (const command of decided.splice(0)) host.#keep(command);
    };
    const { counters, at } = entry;
    const memory = memoryOf(entry.plan, before);
    const turn = { number: at.number, now: toTimestamp(at.now) };
    host.#take(() => {
      host.#hosted.take({ type: 'known', memory, counters });
      host.#hosted.take({ type: 'start', turn });
    });
    return host;
  }

  /** Tells it what the host was told of a turn. */
  tell({ number, input, events }: KeptTurn, now: Timestamp): void {
    if (input === null || this.#isStopped) return;
    const turn = { number, now };
    const { value } = input;
    const isTradings = value.kind === 'command' || value.kind === 'report';
    this.#take(() => {
      if (isTradings) this.#hosted.take({ type: 'passed', turn });
      else this.#hosted.take({ type: 'input', turn, input: value });
      for (const { value: event } of events) this.#hosted.take({ type: 'event', turn, event });
    });
  }

  /** One more strategy runs in it from here on; a text says why it cannot. */
  async join({ hosted, at, counters }: Joined): Promise<string | null> {
    const instruments = this.#instruments;
    this.#strategies.add(hosted.seat.id);
    const loaded = await loadSeat(hosted, {
      instruments,
      clock: () => 0,
      deadlineMicros: NO_DEADLINE,
      isAnew: true,
    });
    if ('code' in loaded) return loaded.detail;
    const turn = { number: at.number, now: toTimestamp(at.now) };
    this.#take(() => this.#hosted.join(loaded.setup, turn, counters));
    return null;
  }

  /** Its strategies know more instruments. */
  list(instruments: readonly Instrument[]): void {
    this.#instruments.list(instruments);
  }

  /** One of its strategies stops, and is in it no more. */
  leave(strategy: StrategyId, { number, now }: HostMoment): void {
    this.#take(() => void this.#hosted.leave(strategy, { number, now: toTimestamp(now) }));
  }

  /** Its strategies stop, and may still decide something. */
  stop(number: KeptTurn['number'], now: Timestamp): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#take(() => this.#hosted.take({ type: 'stop', turn: { number, now } }));
  }

  /** The oldest decision of a strategy that the record has not had; null where there is none. */
  next(strategy: StrategyId): Command | null {
    return this.#decided.get(strategy)?.shift() ?? null;
  }

  /** Forgets what a strategy has decided and the record has not had. */
  drop(strategy: StrategyId): void {
    this.#decided.delete(strategy);
  }

  /** How many decisions of it have not come up in the record. */
  left(strategy: StrategyId): number {
    return this.#decided.get(strategy)?.length ?? 0;
  }

  #take: (work: () => void) => void = (work) => work();

  #keep(command: Command): void {
    if (command.strategy === null) return;
    const list = this.#decided.get(command.strategy) ?? [];
    list.push(command);
    this.#decided.set(command.strategy, list);
  }
}

/** Whether two commands ask for the same, and came of the same inputs. When they arrived is not theirs. */
export function isSameDecision(one: Command, other: Command): boolean {
  return Buffer.compare(bytesOf(one), bytesOf(other)) === 0;
}

function bytesOf(command: Command): Uint8Array {
  return encodeVersioned(inputCodec, { ...command, at: toTimestamp(0) });
}

/** What the engine beside trading would have known. */
function memoryOf(
  { instruments, calendars, externalBars, scales }: HostPlan,
  before: readonly TradingEvent[],
): ReturnType<EngineMachine['exportMemory']> {
  const beside = new EngineMachine({
    instruments: new InstrumentTable(instruments),
    calendars: new Map(calendars.map((one) => [one.id, new SessionClock(one)])),
    externalBars,
    scales,
    strategies: [],
    random: Random.fromSeed('beside'),
    out: { command: nothing, ask: nothing, log: nothing, fault: nothing },
  });
  for (const event of before) beside.recall(event);
  return beside.exportMemory();
}

function nothing(): void {}
