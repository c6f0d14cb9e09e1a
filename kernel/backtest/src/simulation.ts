import { assert, toTimestamp, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { Answer, Ask, Input, InstrumentTable, Report } from 'argosy/domain';
import type { EngineMachine } from 'argosy/engine';
import type { SimulatedVenue, Told, VenueOutbox } from 'argosy/matching';
import type { Link, Shard } from 'argosy/shard';

import type { Agenda } from './agenda.ts';
import type { BarOpenings } from './bar-openings.ts';
import type { EquitySampler } from './equity-sampler.ts';
import { backtestError } from './errors.ts';
import type { HandCommands } from './hand-commands.ts';
import { rankOf, type Merge } from './merge.ts';
import type { OpeningWorth } from './opening-worth.ts';
import type { RunRecord } from './run-record.ts';
import type { ActionAgenda } from './series/action-agenda.ts';

/** What a simulation moves. */
export type SimulationParts = {
  readonly merge: Merge;
  readonly openings: BarOpenings;
  readonly agenda: Agenda;
  readonly venue: SimulatedVenue;
  readonly venueOut: VenueOutbox;
  readonly engine: EngineMachine;
  readonly shard: Shard;
  readonly link: Link;
  readonly sampler: EquitySampler;
  /** What waits for its first rate. */
  readonly opening: Pick<OpeningWorth, 'look'>;
  readonly record: RunRecord;
  readonly instruments: InstrumentTable;
  readonly commands: HandCommands;
  /** What issuers do; null where nothing is known of any. */
  readonly actions: ActionAgenda | null;
  /** Answers a question at once; the answer is an input of a later turn. */
  readonly answer: (ask: Ask, now: Timestamp) => Answer;
  /** The last instant; Infinity means the last row's. */
  readonly until: number;
  /** Called when the strategies have stopped and nothing is under way any more. */
  readonly onClosed: (now: Timestamp) => void;
  readonly from: Timestamp;
};

/** The rank of a `time` input: behind data and reports, before commands. */
const TIMER_RANK = 4;
/** The rank of what ends by itself: nothing of its instant finds it. */
const ENDING_RANK = 0;
/** The rank of the bars that open. */
const OPENING_RANK = 6;
/** How many inputs that are not data one instant may bring before it is taken for endless. */
export const INPUTS_PER_INSTANT_MAX = 1_000_000;

type Who = 'data' | 'venue' | 'agenda' | 'timer';

/**
 * Virtual time: always takes what comes first by (instant, rank) out of data, the venue's own moments,
 * what is scheduled and the engine's timers, until nothing is due.
 */
export class Simulation {
  readonly #parts: SimulationParts;
  #now: Timestamp;
  #inputsThisInstant = 0;
  #nextAt = Number.POSITIVE_INFINITY;

  constructor(parts: SimulationParts) {
    this.#parts = parts;
    this.#now = parts.from;
  }

  /** The instant the run has come to. */
  get now(): Timestamp {
    return this.#now;
  }

  /** Opens accounts and starts the strategies. */
  open(): void {
    this.#parts.shard.open(this.#now);
    this.#drainLink();
  }

  /** Does the next thing; false when the run has come to its end. */
  step(): boolean {
    const { head } = this.#parts.merge;
    if (head !== null && this.#comesAlone(head.availableAt)) {
      this.#moveTo(head.availableAt);
      this.#takeRow();
      return true;
    }
    const who = this.#nextAfterOpenings();
    const at = this.#nextAt;
    if (!this.#isWithin(at, this.#parts.merge.head === null)) return false;
    this.#moveTo(at);
    this.#perform(who);
    return true;
  }

  /** Stops the strategies and lets what they send at the last instant come to its end. */
  close(): void {
    const { shard, sampler, venue, agenda } = this.#parts;
    shard.close(this.#now);
    this.#drainLink();
    for (;;) {
      const isAgenda = agenda.nextAt <= this.#now;
      const isVenue = venue.nextWakeAt <= this.#now;
      if (!isAgenda && !isVenue) break;
      const isVenueFirst = isVenue && (!isAgenda || venue.nextWakeRank < agenda.nextRank);
      this.#perform(isVenueFirst ? 'venue' : 'agenda');
    }
    this.#parts.opening.look();
    this.#parts.onClosed(this.#now);
    sampler.finish(this.#now);
  }

  /** Whether nothing else is due by an instant: nearly always, so that a row need not be compared by rank. */
  #comesAlone(at: number): boolean {
    const { openings, venue, agenda, engine, shard, until } = this.#parts;
    return (
      at < venue.nextWakeAt &&
      at < shard.nextWakeAt &&
      at < shard.nextWorkAt &&
      at < agenda.nextAt &&
      at < engine.nextTimerAt &&
      at < openings.nextAt &&
      at <= until
    );
  }

  /** The venue hears of the bars that open until the next thing, which may then come first itself. */
  #nextAfterOpenings(): Who {
    const { openings, venue } = this.#parts;
    const who = this.#next();
    if (openings.nextAt > this.#nextAt) return who;
    openings.releaseUntil(this.#nextAt, (bar, index) => venue.expectBar(bar, index));
    return this.#next();
  }

  /** Who comes first; the instant is left in `#nextAt`. Of equals the later asked wins. */
  #next(): Who {
    const { merge, venue, agenda, engine, shard } = this.#parts;
    const { head } = merge;
    let who: Who = 'data';
    let rank: number = Number.POSITIVE_INFINITY;
    this.#nextAt = Number.POSITIVE_INFINITY;
    if (head !== null) {
      rank = rankOf(head);
      this.#nextAt = head.availableAt;
    }
    if (isFirst(venue.nextWakeAt, venue.nextWakeRank, this.#nextAt, rank)) {
      who = 'venue';
      rank = venue.nextWakeRank;
      this.#nextAt = venue.nextWakeAt;
    }
    if (isFirst(agenda.nextAt, agenda.nextRank, this.#nextAt, rank)) {
      who = 'agenda';
      rank = agenda.nextRank;
      this.#nextAt = agenda.nextAt;
    }
    const endingAt = Math.max(shard.nextWakeAt, this.#now);
    if (isFirst(endingAt, ENDING_RANK, this.#nextAt, rank)) {
      who = 'timer';
      rank = ENDING_RANK;
      this.#nextAt = endingAt;
    }
    const timerAt = Math.max(Math.min(engine.nextTimerAt, shard.nextWorkAt), this.#now);
    if (!isFirst(timerAt, TIMER_RANK, this.#nextAt, rank)) return who;
    this.#nextAt = timerAt;
    return 'timer';
  }

  #isWithin(at: number, isDataOver: boolean): boolean {
    if (at === Number.POSITIVE_INFINITY) return false;
    const { until } = this.#parts;
    if (until !== Number.POSITIVE_INFINITY) return at <= until;
    return !isDataOver || at <= this.#now;
  }

  #moveTo(at: number): void {
    if (at > this.#now) {
      this.#parts.opening.look();
      this.#parts.sampler.leave(this.#now, at);
      this.#now = toTimestamp(at);
      this.#inputsThisInstant = 0;
    }
  }

  /** Bars that open come last at an instant, behind the end of those that close at it. */
  #wakeVenue(): void {
    const { venue, venueOut, opening, sampler } = this.#parts;
    if (venue.nextWakeRank === OPENING_RANK) {
      opening.look();
      sampler.beforeOpening(this.#now);
    }
    venue.wake(venueOut);
  }

  #perform(who: Who): void {
    if (who === 'data') this.#takeRow();
    else {
      this.#countInstant();
      if (who === 'venue') this.#wakeVenue();
      else if (who === 'agenda') this.#takeScheduled();
      else this.#take({ kind: 'time', availableAt: this.#now });
    }
  }

  #takeRow(): void {
    const { merge, shard, record, sampler, link } = this.#parts;
    const { head, headIndex } = merge;
    assert(head !== null, 'a row is taken only where there is one');
    record.countInput(head);
    shard.take(head, this.#now, headIndex);
    sampler.noteRow(head.kind);
    merge.advance();
    if (!link.isEmpty) this.#drainLink();
  }

  #takeScheduled(): void {
    const input = this.#parts.agenda.take();
    assert(input !== undefined, 'something is scheduled');
    if (isTold(input)) return this.#takeTold(input);
    const { commands, actions } = this.#parts;
    const booked = actions?.inputsFor(input, this.#now) ?? null;
    if (booked !== null) return this.#takeAction(booked);
    commands.begin(input);
    this.#take(input);
    commands.end();
  }

  /** What the venue says of itself is data like any other. */
  #takeTold(datum: Told): void {
    const { record, instruments, sampler } = this.#parts;
    record.countInput(datum);
    this.#take(datum, instruments.indexOf(datum.instrument));
    sampler.noteRow(datum.kind);
  }

  #takeAction(inputs: readonly Input[]): void {
    const { record, instruments } = this.#parts;
    for (const input of inputs) {
      record.countInput(input);
      const isOfOne = input.kind === 'adjustment';
      this.#take(input, isOfOne ? instruments.indexOf(input.instrument) : undefined);
    }
  }

  #take(input: Input, instrument: InstrumentIndex | -1 = -1): void {
    this.#parts.shard.take(input, this.#now, instrument);
    if (!this.#parts.link.isEmpty) this.#drainLink();
  }

  #drainLink(): void {
    const { link, agenda, answer } = this.#parts;
    link.drain(
      (command) => agenda.add(command, this.#now, 5),
      (ask) => agenda.add(answer(ask, this.#now), this.#now, 0),
    );
  }

  #countInstant(): void {
    this.#inputsThisInstant += 1;
    if (this.#inputsThisInstant > INPUTS_PER_INSTANT_MAX) {
      throw backtestError('RUNAWAY_INSTANT', `${INPUTS_PER_INSTANT_MAX} inputs at ${this.#now}`);
    }
  }
}

/** Schedules what the venue reports for the instant it reaches us. */
export function reportsInto(agenda: Agenda): VenueOutbox {
  return {
    report: (report: Report) => agenda.add(report, report.availableAt, 3),
    data: (datum) => agenda.add(datum, datum.availableAt, rankOf(datum)),
  };
}

function isTold(input: Input): input is Told {
  return input.kind === 'trade' || input.kind === 'book' || input.kind === 'status';
}

function isFirst(at: number, rank: number, thanAt: number, thanRank: number): boolean {
  return at < thanAt || (at === thanAt && rank <= thanRank);
}
