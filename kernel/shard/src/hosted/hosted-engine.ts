import { assertNever, type InstrumentIndex, type StrategyId } from 'argosy/core';
import type { Input, InstrumentTable, Turn } from 'argosy/domain';
import type { EngineMachine, SeatSetup, StrategySeat } from 'argosy/engine';

import { shardError } from '../errors.ts';
import type { EngineFrame, Moment, UsedCounter } from './engine-frame.ts';

type KnownFrame = Extract<EngineFrame, { readonly type: 'known' }>;

/** Where an engine at the end of a line is: it has heard nothing, knows what was, runs, has stopped. */
type Stage = 'new' | 'known' | 'running' | 'stopped';

/**
 * Machine one at the other end of a line: does what the frames say, in their order. What its strategies
 * send goes by the engine's own outbox.
 *
 * @example
 * const hosted = new HostedEngine(engine, instruments);
 * for (const frame of frames) hosted.take(frame);
 */
export class HostedEngine {
  readonly #engine: EngineMachine;
  readonly #instruments: InstrumentTable;
  #stage: Stage = 'new';
  #conflated = 0;

  constructor(engine: EngineMachine, instruments: InstrumentTable) {
    this.#engine = engine;
    this.#instruments = instruments;
  }

  /** Whether its strategies run. */
  get isRunning(): boolean {
    return this.#stage === 'running';
  }

  /** How many pieces of market data the line had no room for. */
  get conflated(): number {
    return this.#conflated;
  }

  /** When a timer or a bar is due, if nothing else comes; Infinity for never. */
  get nextWakeAt(): number {
    return this.#engine.nextTimerAt;
  }

  /** Takes the next frame in; throws where it cannot be the next. */
  take(frame: EngineFrame): void {
    switch (frame.type) {
      case 'known':
        return this.#know(frame);
      case 'start':
        return this.#start(frame.turn);
      case 'conflated':
        this.#conflated += frame.count;
        return;
      case 'turnedAway':
        return this.#engine.turnAway(frame.orders, frame.command, frame.refusal);
      case 'input':
      case 'event':
      case 'passed':
      case 'stop':
        return this.#goOn(frame);
      default:
        return assertNever(frame);
    }
  }

  /** Seats one more strategy and starts it, where the number line is; those beside it notice nothing. */
  join(setup: SeatSetup, turn: Moment, counters: readonly UsedCounter[]): void {
    if (this.#stage !== 'running')
      throw shardError('LINE_ORDER', `a strategy after ${this.#stage}`);
    this.#engine.join(setup, turnOf(turn, -1), (session, origin) =>
      counterOf(counters, { session, origin }),
    );
  }

  /** Stops a strategy where the number line is and lets go of it; null where it is not there. */
  leave(strategy: StrategyId, turn: Moment): StrategySeat | null {
    return this.#engine.leave(strategy, turnOf(turn, -1));
  }

  #know({ memory, counters }: KnownFrame): void {
    this.#leave('new', 'known');
    this.#engine.importMemory(memory);
    this.#engine.passOrders((session, origin) => counterOf(counters, { session, origin }));
  }

  #start(turn: Moment): void {
    this.#leave('known', 'running');
    this.#engine.start(turnOf(turn, -1), 'each');
  }

  #goOn(
    frame: Exclude<
      EngineFrame,
      KnownFrame | { readonly type: 'start' | 'conflated' | 'turnedAway' }
    >,
  ): void {
    const { turn } = frame;
    // Between its start and the shard's it hears of what trading says when accounts open.
    if (frame.type === 'event') this.#engine.onEvent(frame.event, turnOf(turn, -1));
    else if (frame.type === 'input') {
      this.#engine.handle(frame.input, turnOf(turn, this.#placeOf(frame.input)));
    } else if (frame.type === 'passed') this.#engine.pass(turnOf(turn, -1));
    else {
      this.#leave('running', 'stopped');
      this.#engine.stop(turnOf(turn, -1));
    }
  }

  #placeOf(input: Input): InstrumentIndex | -1 {
    if (!('instrument' in input)) return -1;
    const place = this.#instruments.indexOf(input.instrument);
    if (place === undefined) throw shardError('BAD_FRAME', `instrument ${input.instrument}`);
    return place;
  }

  #leave(before: Stage, next: Stage): void {
    if (this.#stage !== before) throw shardError('LINE_ORDER', `${next} after ${this.#stage}`);
    this.#stage = next;
  }
}

function turnOf({ number, now }: Moment, instrument: InstrumentIndex | -1): Turn {
  return { number, now, instrument };
}

function counterOf(
  counters: readonly UsedCounter[],
  wanted: { readonly session: string; readonly origin: string },
): number {
  const found = counters.find(
    ({ session, origin }) => session === wanted.session && origin === wanted.origin,
  );
  return found?.counter ?? -1;
}
