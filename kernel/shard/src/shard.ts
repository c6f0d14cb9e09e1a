import {
  assertNever,
  TRADING_ORIGIN,
  type InputNumber,
  type InstrumentIndex,
  type Refusal,
  type Result,
  type Timestamp,
} from 'argosy/core';
import {
  admitCommand,
  boundReport,
  ordersOf,
  parseCommand,
  toInputNumber,
  unreadableCommand,
  type Command,
  type CanonicalForms,
  type Effect,
  type Input,
  type MarketData,
  type TradingEvent,
  type Turn,
} from 'argosy/domain';
import type { EngineSide } from './hosted/engine-side.ts';
import type { TradingMachine, TradingOutbox } from 'argosy/trading';

import { shardError } from './errors.ts';
import type { OutputGate } from './output-gate.ts';
import type { Journal, JournalEntry, Tape } from './ports.ts';
import { RoomWatch } from './room-watch.ts';
import type { ShardState } from './shard-state.ts';

/** How a simulated venue hears of the market. */
export type VenueFeed = { onData(datum: MarketData, turn: Turn): void };

/** May put another input in the place of one, under the same number: "what if". */
export type InputSwap = (input: Input, number: InputNumber) => Input;

/** What a shard joins. */
export type ShardConfig = {
  readonly trading: TradingMachine;
  readonly engine: EngineSide;
  readonly journal: Journal;
  readonly tape: Tape;
  readonly gate: OutputGate;
  /** A simulated venue sees market data before trading does; null where the venue is real. */
  readonly venue: VenueFeed | null;
  /** Hears every event of this process, in order, once it was given to the journal; safe or not. Others hear from the gate. */
  readonly onEvent: (event: TradingEvent) => void;
  /** Null, or left out, takes inputs as they come. */
  readonly swap?: InputSwap | null;
};

/**
 * One number line: gives each input its number and takes it through trading and the engine. What
 * trading says is in the journal before the engine hears it or an effect leaves.
 *
 * @example
 * const shard = new Shard(parts);
 * shard.open(at);
 * shard.take(quote, quote.availableAt, index);
 */
export class Shard {
  readonly #config: ShardConfig;
  readonly #out: TradingOutbox;
  readonly #room: RoomWatch;
  #events: TradingEvent[] = [];
  #forms: CanonicalForms | undefined;
  #effects: Effect[] = [];
  #next = 0;
  #isFirstRun = true;
  /** The input that a bug ended in the middle: what it said is neither whole nor safe. */
  #brokenBy: number | null = null;
  #now: number = Number.NEGATIVE_INFINITY;
  /** How far the journal's own records tell: the number behind the last one, the last event's instant. */
  #told = { next: 0, now: Number.NEGATIVE_INFINITY };

  constructor(config: ShardConfig) {
    this.#config = config;
    this.#room = new RoomWatch(config.journal, config.trading);
    this.#out = {
      event: (event, forms) => {
        this.#events.push(event);
        this.#forms = forms;
      },
      effect: (effect) => {
        this.#effects.push(effect);
      },
    };
  }

  /** How many inputs have been numbered. */
  get inputs(): number {
    return this.#next;
  }

  /** The instant of the last input; before the first one, the beginning of time. */
  get now(): number {
    return this.#now;
  }

  /** When trading has to be woken by a `time` input, if nothing else comes; Infinity for never. */
  get nextWakeAt(): number {
    return this.#config.trading.nextWakeAt;
  }

  /** The same for what parent orders have due: behind the data of that instant. */
  get nextWorkAt(): number {
    return this.#config.trading.nextWorkAt;
  }

  /**
   * Takes in what a journal holds, before it opens: afterwards both machines know what was said, and
   * numbers go on behind it. Nothing is decided again, and nothing is sent: whoever runs the shard
   * asks the broker what became of what was under way. `taped` is the last number on the tape: where it
   * lies beyond the journal, numbers go on behind it, so that none ever stands for two inputs.
   */
  recover(entries: Iterable<JournalEntry>, taped: InputNumber | null = null): void {
    let turn: TradingEvent[] = [];
    for (const entry of entries) {
      const { number } = entry.kind === 'input' ? entry : entry.event;
      if (turn[0] !== undefined && turn[0].number !== number) {
        this.#recall(turn);
        turn = [];
      }
      if (entry.kind === 'event') turn.push(entry.event);
      this.#tell(number, Number.NEGATIVE_INFINITY);
    }
    if (turn.length > 0) this.#recall(turn);
    this.#isFirstRun = this.#told.next === 0;
    this.#next = Math.max(this.#next, this.#told.next, taped === null ? 0 : taped + 1);
    this.#now = Math.max(this.#now, this.#told.now);
    const { trading, engine } = this.#config;
    engine.passOrders((session, origin) => trading.lastCounter(session, origin));
  }

  /** What `recover` over the whole journal would make known, between two inputs. */
  exportState(): ShardState {
    const { trading, engine } = this.#config;
    const { next, now } = this.#told;
    return {
      next,
      now: now === Number.NEGATIVE_INFINITY ? null : now,
      trading: trading.exportMemory(),
      engine: engine.exportMemory(),
    };
  }

  /**
   * Knows what a shard of the same configuration knew, before it recovers the records behind; throws
   * and is unchanged where the state is of another configuration.
   */
  importState({ next, now, trading, engine }: ShardState): void {
    const config = this.#config;
    config.trading.checkMemory(trading);
    config.engine.checkMemory(engine);
    config.trading.importMemory(trading);
    config.engine.importMemory(engine);
    this.#told = { next, now: now ?? Number.NEGATIVE_INFINITY };
  }

  /** The first input of this run: strategies start; accounts open where nothing was recovered. */
  open(at: Timestamp): void {
    const turn = this.#turn(at, -1);
    const { trading, engine } = this.#config;
    this.#append(turn.number, openingInput(at));
    if (this.#isFirstRun) trading.open(turn, this.#out);
    this.#finish(turn);
    engine.start(turn);
  }

  /**
   * Numbers an input and takes it all the way. Where the journal has run short of room, or has some
   * again, trading learns of that first, by an input of its own. A new order is turned away, and gets
   * neither number nor record, once enough have been refused for want of room. A command that cannot
   * be read or written down is refused on the record, by what stands for it there.
   */
  take(given: Input, at: Timestamp, instrument: InstrumentIndex | -1): Refusal | null {
    if (given.kind === 'command') return this.#takeCommand(given, admitCommand(given), at);
    this.#learnRoom(given, at);
    this.#takeNumbered(given.kind === 'report' ? boundReport(given, at) : given, at, instrument);
    return null;
  }

  /** The same for what came from outside this process as a command, whatever it is: nothing is thrown at it. */
  takeCommand(given: unknown, at: Timestamp): Refusal | null {
    return this.#takeCommand(given, parseCommand(given), at);
  }

  #takeCommand(given: unknown, parsed: Result<Command>, at: Timestamp): Refusal | null {
    const command = parsed.ok ? parsed.value : unreadableCommand(given, parsed.refusal, at);
    this.#learnRoom(command, at);
    const refusal = this.#room.turnAway(command);
    if (refusal === null) this.#takeNumbered(command, at, -1);
    const answer = refusal ?? (parsed.ok ? null : parsed.refusal);
    if (answer === null) return null;
    this.#config.engine.turnAway(ordersOf(given), parsed.ok ? parsed.value : null, answer);
    return answer;
  }

  /** Looks whether the journal has room again, where nothing else comes in that would make it look. */
  lookForRoom(at: Timestamp): void {
    this.#learnRoom(null, at);
  }

  #learnRoom(input: Input | null, at: Timestamp): void {
    const body = this.#room.changeBefore(input, at);
    if (body === null) return;
    const readTo = toInputNumber(Math.max(0, this.#next - 1));
    const sender = { origin: TRADING_ORIGIN, strategy: null, readTo } as const;
    this.#takeNumbered({ kind: 'command', ...sender, at, body }, at, -1);
  }

  #takeNumbered(given: Input, at: Timestamp, instrument: InstrumentIndex | -1): void {
    if (this.#brokenBy !== null) throw shardError('SHARD_BROKEN', `input ${this.#brokenBy}`);
    const turn = this.#turn(at, instrument);
    const input = this.#config.swap?.(given, turn.number) ?? given;
    this.#record(input, turn.number);
    try {
      if (instrument !== -1) this.#feedVenue(input, turn);
      this.#config.trading.handle(input, turn, this.#out);
      this.#config.engine.handle(input, turn);
      if (this.#events.length > 0) this.#finish(turn);
    } catch (error) {
      this.#brokenBy = turn.number;
      throw error;
    }
  }

  /** The last input: strategies stop; what they still send may be taken afterwards. */
  close(at: Timestamp): void {
    const turn = this.#turn(at, -1);
    this.#record({ kind: 'time', availableAt: at }, turn.number);
    this.#config.engine.stop(turn);
  }

  #recall(events: readonly TradingEvent[]): void {
    const { trading, engine } = this.#config;
    trading.recall(events);
    for (const event of events) {
      engine.recall(event);
      this.#tell(event.number, event.receivedAt);
    }
  }

  #tell(number: number, now: number): void {
    this.#told.next = Math.max(this.#told.next, number + 1);
    this.#told.now = Math.max(this.#told.now, now);
  }

  #append(number: InputNumber, input: Input): void {
    this.#config.journal.append({ kind: 'input', number, input });
    this.#tell(number, Number.NEGATIVE_INFINITY);
  }

  #turn(at: Timestamp, instrument: InstrumentIndex | -1): Turn {
    if (at < this.#now) throw shardError('TIME_WENT_BACK', `${at} after ${this.#now}`);
    this.#now = at;
    const number = toInputNumber(this.#next);
    this.#next += 1;
    return { number, now: at, instrument };
  }

  #record(input: Input, number: InputNumber): void {
    if (input.kind === 'command' || input.kind === 'report') {
      this.#append(number, input);
    } else {
      this.#config.tape.append(number, input);
    }
  }

  #feedVenue(input: Input, turn: Turn): void {
    const { venue } = this.#config;
    if (venue === null) return;
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
        return venue.onData(input, turn);
      case 'command':
      case 'report':
      case 'time':
      case 'answer':
        return;
      default:
        return assertNever(input);
    }
  }

  #finish(turn: Turn): void {
    const { journal, gate, engine, onEvent } = this.#config;
    const [events, effects] = [this.#events, this.#effects];
    this.#events = [];
    this.#effects = [];
    let after = journal.durable;
    if (events.length > 0) this.#tell(turn.number, turn.now);
    for (const event of events) after = journal.append({ kind: 'event', event }, this.#forms);
    for (const event of events) onEvent(event);
    for (const effect of effects) gate.pass(effect, after, turn.now);
    gate.publish(events, after);
    for (const event of events) engine.onEvent(event, turn);
  }
}

function openingInput(at: Timestamp): Input {
  return { kind: 'time', availableAt: at };
}
