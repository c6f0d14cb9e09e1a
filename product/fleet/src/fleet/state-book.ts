import type { StrategyId, Timestamp } from 'argosy/core';
import type { Missed, OwnEvent } from 'argosy/engine';
import type { EngineFrame, EngineLine, JournalEntry } from 'argosy/shard';

import type { EventPlace } from '../host/messages.ts';
import type { ToldStates } from '../host/strategy-host.ts';
import { isBehind, OwnEvents } from './own-events.ts';
import { commandText, readCommand, SentCommands } from './sent-commands.ts';
import type { KeptState } from './state-records.ts';

/** What the journal said before this process began, and how far it is. */
export type Past = {
  /** The position of the last record. */
  readonly position: () => number;
  /** What is in it from a position on, but nothing of this process. */
  readonly read: (from: number) => Iterable<JournalEntry>;
};

type Sample = Pick<KeptState, 'from' | 'fromEvent'> & { readonly at: number };

/** How long a host may lag behind what it is told. */
const LAG_MICROS = 30_000_000;
/** A record ends at most so long before what a strategy knew. */
const LOSS_MICROS = 60_000_000;

/**
 * What strategies go on with when they start again, whoever was lost: their process or the whole node. The journal is the
 * judge: a state that knows what the journal does not is passed over for an older one; what a state does not know yet is
 * told its strategy, and so is what it counts as sent and nobody has heard of.
 */
export class StateBook implements EngineLine {
  readonly #past: Past;
  readonly #events: OwnEvents;
  readonly #kept = new Map<StrategyId, KeptState>();
  readonly #sent = new Map<StrategyId, SentCommands>();
  /** What strategies that have heard nothing since know: they were told all up to there. */
  readonly #startedAt = new Map<StrategyId, EventPlace | null>();
  readonly #told = new Set<StrategyId>();
  readonly #samples: Sample[] = [];

  constructor(past: Past, ownerOf: (event: OwnEvent) => StrategyId | null) {
    this.#past = past;
    this.#events = new OwnEvents(ownerOf);
    this.#samples.push({ at: 0, from: past.position(), fromEvent: null });
  }

  /** What each strategy goes on with. */
  get states(): ReadonlyMap<StrategyId, unknown> {
    return new Map([...this.#kept].map(([id, { state }]) => [id, state]));
  }

  /** Takes in what was kept; gives those whose newest state knew what the journal has lost. */
  open(states: readonly KeptState[]): readonly StrategyId[] {
    const byStrategy = Map.groupBy(states, ({ strategy }) => strategy);
    const young = [...byStrategy.values()].map((own) => {
      const newest = own.at(-1)?.at ?? 0;
      return own.filter(({ at }) => at >= newest - LOSS_MICROS).toReversed();
    });
    const from = Math.min(...young.flat().map((one) => one.from));
    const { last, commands } = this.#readPast(Number.isFinite(from) ? from : null);
    const passedOver: StrategyId[] = [];
    this.#samples.splice(0, 1, { at: 0, from: this.#past.position(), fromEvent: last });
    for (const own of young) {
      const isKnown = ({ heard, fromEvent }: KeptState): boolean => {
        const end = last ?? fromEvent;
        return heard === null || end === null || !isBehind(heard, end);
      };
      const kept = own.find(isKnown);
      const [newest] = own;
      if (newest !== undefined && kept !== newest) passedOver.push(newest.strategy);
      if (kept !== undefined) this.#goOn({ ...kept, heard: kept.heard ?? last }, commands);
    }
    return passedOver;
  }

  /** Takes in what trading says now. */
  send(frame: EngineFrame): void {
    if (frame.type === 'event') this.#events.take(frame.event);
  }

  /** A strategy begins to follow; whether it was told of what its state did not know. */
  started(strategy: StrategyId): boolean {
    this.#startedAt.set(strategy, this.#events.last);
    return this.#told.delete(strategy);
  }

  /** What the state that a strategy goes on with does not know yet; null where it goes on with none. */
  missedBy(strategy: StrategyId): Missed | null {
    const kept = this.#kept.get(strategy);
    if (kept === undefined) return null;
    const { events, isCut } = this.#events.since(strategy, kept.heard);
    const place = { number: kept.readTo, index: -1 };
    const lost = this.#sentBy(strategy).takeLost(place, kept.at);
    if (events.length + lost.length > 0) this.#told.add(strategy);
    return { since: kept.at, held: kept.held, events: [...events, ...lost], isCut };
  }

  /** Takes in what strategies would keep; gives it as it is to be kept. */
  note({ readTo, states, sent }: ToldStates, at: Timestamp): readonly KeptState[] {
    const { from, fromEvent } = this.#sampleBefore(at);
    return states.map(({ strategy, state, heard: told, held }) => {
      const own = this.#sentBy(strategy);
      own.note(
        sent.filter((command) => command.strategy === strategy),
        at,
      );
      const heard = told ?? this.#startedAt.get(strategy) ?? null;
      const inDoubt = own.inDoubt(at).map(commandText);
      const known = { heard, held, sent: inDoubt, from, fromEvent };
      const kept = { strategy, readTo, at, state, ...known };
      this.#kept.set(strategy, kept);
      this.#events.forget(strategy, heard);
      return kept;
    });
  }

  /** A command of a strategy has arrived; it will be in the journal where it `isTaken`. */
  arrived(strategy: StrategyId, isTaken: boolean): void {
    this.#sentBy(strategy).pass(isTaken);
  }

  #goOn(kept: KeptState, inJournal: ReadonlySet<string>): void {
    const { strategy, sent, at } = kept;
    this.#kept.set(strategy, kept);
    const lost = sent.filter((text) => !inJournal.has(text)).map(readCommand);
    this.#sentBy(strategy).note(lost, at);
  }

  #readPast(from: number | null): {
    readonly last: EventPlace | null;
    readonly commands: ReadonlySet<string>;
  } {
    const commands = new Set<string>();
    if (from === null) return { last: null, commands };
    for (const entry of this.#past.read(from)) {
      if (entry.kind === 'event') this.#events.take(entry.event);
      else if (entry.input.kind === 'command' && entry.input.strategy !== null) {
        commands.add(commandText(entry.input));
      }
    }
    return { last: this.#events.last, commands };
  }

  /** A place in the journal that lies before all that a host may not have read yet. */
  #sampleBefore(at: number): Sample {
    const samples = this.#samples;
    if (at - (samples.at(-1)?.at ?? 0) >= LAG_MICROS / 2) {
      samples.push({ at, from: this.#past.position(), fromEvent: this.#events.last });
    }
    while ((samples[1]?.at ?? Number.POSITIVE_INFINITY) <= at - LAG_MICROS) samples.shift();
    return samples[0] ?? { at, from: 1, fromEvent: null };
  }

  #sentBy(strategy: StrategyId): SentCommands {
    const sent = this.#sent.get(strategy) ?? new SentCommands();
    this.#sent.set(strategy, sent);
    return sent;
  }
}
