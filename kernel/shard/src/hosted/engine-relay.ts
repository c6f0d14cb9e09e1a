import {
  BinaryWriter,
  encodeVersioned,
  type InputNumber,
  type InstrumentId,
  type OrderId,
  type Refusal,
} from 'argosy/core';
import type { Command, Input, MarketData, TradingEvent, Turn } from 'argosy/domain';
import type { EngineMachine, EngineMemory, SeatSetup } from 'argosy/engine';

import {
  engineFrameCodec,
  type EngineFrame,
  type Moment,
  type UsedCounter,
} from './engine-frame.ts';
import type { EngineSide } from './engine-side.ts';

/**
 * The way to an engine at the other end. It takes what it is given at once, and never throws. `bytes` gives
 * the frame's form on a line, `passed` what stands for it where the engine has no use for it.
 */
export type EngineLine = {
  send(frame: EngineFrame, bytes: () => Uint8Array, passed: () => Uint8Array): void;
};

/** Whose orders an engine numbers. */
export type OrderOrigin = Pick<SeatSetup, 'session' | 'code'>;

/** How many engines may be at the other ends. */
export const ENGINE_LINES_MAX = 64;
/** What an engine knows of years of trading goes in one frame. */
const FRAME_BYTES_MAX = 256 * 1024 * 1024;

type LastCounterOf = Parameters<EngineMachine['passOrders']>[0];

/**
 * Machine one for a shard whose strategies run elsewhere, in hosts: what the shard tells its engine goes
 * down every line, in the same order. The engine beside trading knows what any of them would know, so
 * that one which comes later begins with that instead of with the whole journal.
 *
 * @example
 * const relay = new EngineRelay(new EngineMachine({ ...parts, strategies: [] }), lastCounterOf);
 * const shard = new Shard({ ...others, engine: relay });
 * relay.attach(line, origins); // between two inputs, now or any time later
 */
export class EngineRelay implements EngineSide {
  readonly #beside: EngineMachine;
  readonly #lines = new Set<EngineLine>();
  readonly #writer = new BinaryWriter(FRAME_BYTES_MAX);
  readonly #lastCounterOf: LastCounterOf;
  /** Where the number line is; null before the shard has opened. */
  #moment: Moment | null = null;

  /** `lastCounterOf` is what trading knows: ids go on behind those of engines that came before. */
  constructor(beside: EngineMachine, lastCounterOf: LastCounterOf) {
    this.#beside = beside;
    this.#lastCounterOf = lastCounterOf;
  }

  /** The number of the last input that was told; null before the first. */
  get toldTo(): InputNumber | null {
    return this.#moment?.number ?? null;
  }

  /** The step that was told last; null before the first. An engine that is attached now follows from there. */
  get moment(): Moment | null {
    return this.#moment;
  }

  /** How many engines are at the other ends. */
  get lines(): number {
    return this.#lines.size;
  }

  /**
   * Lets another engine follow, from here on; false where there are as many as there may be. Its
   * strategies start at once, or with the shard.
   */
  attach(line: EngineLine, origins: readonly OrderOrigin[]): boolean {
    if (this.#lines.size >= ENGINE_LINES_MAX) return false;
    const counters = this.countersOf(origins);
    this.#send([line], { type: 'known', memory: this.#beside.exportMemory(), counters });
    if (this.#moment !== null) this.#send([line], { type: 'start', turn: this.#moment });
    this.#lines.add(line);
    return true;
  }

  /** The last counters that order ids of some origins have used: those of a strategy that starts go on behind. */
  countersOf(origins: readonly OrderOrigin[]): readonly UsedCounter[] {
    return origins.map(({ session, code: origin }) => {
      return { session, origin, counter: this.#lastCounterOf(session, origin) };
    });
  }

  /** Stops the strategies of one engine, where the number line is, and leaves it behind. */
  release(line: EngineLine): void {
    if (this.#lines.delete(line) && this.#moment !== null) {
      this.#send([line], { type: 'stop', turn: this.#moment });
    }
  }

  /** Leaves behind an engine that is there no more. */
  detach(line: EngineLine): void {
    this.#lines.delete(line);
  }

  /** What makes an engine at the other end know the prices of an instrument as the one beside trading does. */
  pricesOf(instrument: InstrumentId): readonly MarketData[] {
    return this.#beside.pricesOf(instrument);
  }

  start(turn: Turn): void {
    this.#beside.start(turn);
    this.#tell(turn, { type: 'start', turn });
  }

  stop(turn: Turn): void {
    this.#beside.stop(turn);
    this.#tell(turn, { type: 'stop', turn });
  }

  handle(input: Input, turn: Turn): void {
    this.#beside.handle(input, turn);
    // What strategies send and brokers say is trading's: an engine hears of it by trading's events.
    const isTradings = input.kind === 'command' || input.kind === 'report';
    this.#tell(turn, isTradings ? { type: 'passed', turn } : { type: 'input', turn, input });
  }

  onEvent(event: TradingEvent, turn: Turn): void {
    this.#beside.onEvent(event, turn);
    this.#tell(turn, { type: 'event', turn, event });
  }

  turnAway(orders: readonly OrderId[], command: Command | null, refusal: Refusal): void {
    this.#beside.turnAway(orders, command, refusal);
    this.#send(this.#lines, { type: 'turnedAway', orders, command, refusal });
  }

  recall(event: TradingEvent): void {
    this.#beside.recall(event);
  }

  passOrders(lastCounterOf: LastCounterOf): void {
    this.#beside.passOrders(lastCounterOf);
  }

  exportMemory(): EngineMemory {
    return this.#beside.exportMemory();
  }

  checkMemory(memory: EngineMemory): void {
    this.#beside.checkMemory(memory);
  }

  importMemory(memory: EngineMemory): void {
    this.#beside.importMemory(memory);
  }

  #tell({ number, now }: Turn, frame: EngineFrame): void {
    this.#moment = { number, now };
    this.#send(this.#lines, frame);
  }

  #send(lines: Iterable<EngineLine>, frame: EngineFrame): void {
    let made: Uint8Array | null = null;
    const bytes = (): Uint8Array => {
      made ??= encodeVersioned(engineFrameCodec, frame, this.#writer);
      return made;
    };
    let brief: Uint8Array | null = null;
    const passed = (): Uint8Array => {
      if (!('turn' in frame)) return bytes();
      const { turn } = frame;
      brief ??= encodeVersioned(engineFrameCodec, { type: 'passed', turn }, this.#writer);
      return brief;
    };
    for (const line of lines) line.send(frame, bytes, passed);
  }
}
