import { toTimestamp, type StrategyId } from 'argosy/core';
import type { Command, TradingEvent } from 'argosy/domain';
import { readTurns, type KeptTurn, type RecordLogs } from '@argosy/journal';

import type { HostEntry } from './host-book.ts';
import { isSameDecision, ReplayedHost } from './replayed-host.ts';
import { TurnClock } from './turn-clock.ts';

/** A decision that did not come out the same. */
export type DecisionDifference = {
  readonly strategy: StrategyId;
  /** The number of the record's command; where there is none, that of the last input. */
  readonly number: number;
  /** As the record has it, and as it came out again; null for none. */
  readonly recorded: Command | null;
  readonly again: Command | null;
};

/** What doing a strategy's decisions again came to. */
export type StrategyParity = {
  readonly strategy: StrategyId;
  /** How many came out the same. */
  readonly same: number;
  /** How many were on their way when their host or the node ended. */
  readonly undelivered: number;
  /** The first that did not; null where all did. */
  readonly difference: DecisionDifference | null;
  /** Why its decisions cannot be done again; null where they can. */
  readonly reason: string | null;
};

/** What doing the decisions of a record again came to. */
export type DecisionParity = {
  readonly strategies: readonly StrategyParity[];
  /** How many inputs neither journal nor tape has: what came of them cannot be done again. */
  readonly missing: number;
};

/** Most of what trading has said: those who come later are told all of it. */
const EVENTS_MAX = 2_000_000;

/**
 * Does every decision of a record's strategies again, of the inputs that they had read, and lays each beside the
 * command that the journal has.
 */
export async function replayDecisions(
  logs: RecordLogs,
  book: readonly HostEntry[],
): Promise<DecisionParity> {
  const replay = new DecisionReplay(book);
  await replay.comeTo(-1);
  for (const turn of readTurns(logs)) {
    replay.take(turn);
    await replay.comeTo(turn.number);
  }
  return replay.finish();
}

type Tally = {
  same: number;
  undelivered: number;
  difference: DecisionDifference | null;
  reason: string | null;
};

class DecisionReplay {
  readonly #book: HostEntry[];
  readonly #hosts = new Map<string, ReplayedHost>();
  readonly #tallies = new Map<StrategyId, Tally>();
  readonly #said: TradingEvent[] = [];
  readonly #ended = new Set<StrategyId>();
  readonly #clock = new TurnClock();
  #number = -1;
  #missing = 0;

  constructor(book: readonly HostEntry[]) {
    this.#book = book.toSorted((one, other) => one.at.number - other.at.number);
  }

  /** Tells every host what came, and looks at what a strategy has sent. */
  take(turn: KeptTurn): void {
    const { number, input, events } = turn;
    this.#missing += number - this.#number - (input === null ? 0 : 1);
    this.#number = number;
    for (const { value } of events) if (this.#said.length < EVENTS_MAX) this.#said.push(value);
    const now = this.#clock.at(turn);
    const isOpening = number > 0 && input?.log === 'journal' && input.value.kind === 'time';
    if (isOpening) for (const host of this.#hosts.values()) this.#forget(host);
    for (const host of this.#hosts.values()) this.#tell(host, () => host.tell(turn, now));
    if (input?.value.kind === 'command') this.#compare(input.value, number);
  }

  /** Does what the book says of hosts up to a number. */
  async comeTo(number: number): Promise<void> {
    for (let next = this.#book[0]; next !== undefined && next.at.number <= number;) {
      this.#book.shift();
      await this.#obey(next);
      next = this.#book[0];
    }
  }

  finish(): DecisionParity {
    for (const host of this.#hosts.values()) this.#forget(host);
    const strategies = [...this.#tallies]
      .map(([strategy, tally]) => ({ strategy, ...tally }))
      .sort((one, other) => (one.strategy < other.strategy ? -1 : 1));
    return { strategies, missing: this.#missing };
  }

  async #obey(entry: HostEntry): Promise<void> {
    const host = this.#hosts.get(entry.host);
    if (entry.kind === 'attached') return this.#attach(entry, host);
    if (host === undefined) return;
    switch (entry.kind) {
      case 'left': {
        const { number, now } = entry.at;
        if (entry.how === 'lost') this.#forget(host);
        else this.#tell(host, () => host.stop(number, toTimestamp(now)));
        break;
      }
      case 'listed':
        host.list(entry.instruments);
        break;
      case 'joined':
        return this.#join(host, entry);
      case 'ended':
        // What of it has not come up by now was on its way, and may come up or not: it is looked at up to here.
        this.#tallyOf(entry.strategy).undelivered += host.left(entry.strategy);
        this.#ended.add(entry.strategy);
        this.#tell(host, () => host.leave(entry.strategy, entry.at));
        host.drop(entry.strategy);
        break;
      case 'conflated':
        for (const strategy of host.strategies) {
          this.#tallyOf(strategy).reason ??= 'its host has missed market data';
        }
        break;
    }
  }

  async #attach(
    entry: Extract<HostEntry, { readonly kind: 'attached' }>,
    before: ReplayedHost | undefined,
  ): Promise<void> {
    if (before !== undefined) this.#forget(before);
    for (const { seat } of entry.plan.strategies) this.#ended.delete(seat.id);
    const begun = await ReplayedHost.begin(entry, this.#said);
    if (begun instanceof ReplayedHost) {
      this.#hosts.set(entry.host, begun);
      for (const { strategy, detail } of begun.failures) {
        if (strategy !== null) this.#tallyOf(strategy).reason ??= detail;
      }
    } else for (const { seat } of entry.plan.strategies) this.#tallyOf(seat.id).reason ??= begun;
  }

  async #join(
    host: ReplayedHost,
    entry: Extract<HostEntry, { readonly kind: 'joined' }>,
  ): Promise<void> {
    const { id } = entry.hosted.seat;
    this.#ended.delete(id);
    const reason = await host.join(entry);
    if (reason !== null) this.#tallyOf(id).reason ??= reason;
  }

  /** An engine that hears of orders it never sent cannot go on. */
  #tell(host: ReplayedHost, tell: () => void): void {
    try {
      tell();
    } catch (error) {
      this.#hosts.delete(host.name);
      const reason = error instanceof Error ? error.message : String(error);
      for (const strategy of host.strategies) {
        const tally = this.#tallyOf(strategy);
        if (tally.difference === null) tally.reason ??= `it cannot follow the record: ${reason}`;
      }
    }
  }

  #compare(recorded: Command, number: number): void {
    const { strategy } = recorded;
    if (strategy === null || this.#ended.has(strategy)) return;
    const host = [...this.#hosts.values()].find((one) => one.strategies.includes(strategy));
    const tally = this.#tallyOf(strategy);
    if (tally.difference !== null || tally.reason !== null) return;
    const again = host?.next(strategy) ?? null;
    if (again !== null && isSameDecision(recorded, again)) tally.same += 1;
    else tally.difference = { strategy, number, recorded, again };
  }

  /** What it has decided and the record has not was on its way, unless it was decided long before. */
  #forget(host: ReplayedHost): void {
    this.#hosts.delete(host.name);
    for (const strategy of host.strategies) {
      const tally = this.#tallyOf(strategy);
      const isOver = this.#ended.has(strategy) || tally.reason !== null;
      if (isOver || tally.difference !== null) continue;
      const left = host.left(strategy);
      const again = host.next(strategy);
      if (again === null) continue;
      const isLate = this.#number - again.readTo > UNDERWAY_INPUTS_MAX;
      if (isLate) tally.difference = { strategy, number: this.#number, recorded: null, again };
      else tally.undelivered += left;
    }
  }

  #tallyOf(strategy: StrategyId): Tally {
    const tally = this.#tallies.get(strategy);
    if (tally !== undefined) return tally;
    const made: Tally = { same: 0, undelivered: 0, difference: null, reason: null };
    this.#tallies.set(strategy, made);
    return made;
  }
}

/** A command is on its way for no longer than so many inputs take. */
const UNDERWAY_INPUTS_MAX = 10_000;
