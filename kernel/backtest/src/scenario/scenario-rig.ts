import {
  assertNever,
  knownCalendars,
  ledgerScaleOf,
  Random,
  SessionClock,
  toTimestamp,
  type InstrumentId,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import {
  InstrumentTable,
  type Bar,
  type Input,
  type MarketData,
  type TradingEvent,
} from 'argosy/domain';
import { EngineMachine } from 'argosy/engine';
import { DEFAULT_SELF_TRADE, SimulatedVenue, type FedBy } from 'argosy/matching';
import { MemoryJournal, OutputGate, ReferenceTape, Shard } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';

import { Agenda } from '../agenda.ts';
import { BarOpenings } from '../bar-openings.ts';
import { resolveModels } from '../config.ts';
import { backtestError } from '../errors.ts';
import { rankOf } from '../merge.ts';
import { INPUTS_PER_INSTANT_MAX, reportsInto } from '../simulation.ts';
import { failReading } from '../reading/fields.ts';
import { ActionAgenda } from '../series/action-agenda.ts';
import type { ScenarioSetup } from './read-setup.ts';
import { SeriesRig } from './series-rig.ts';

/** A point on the order of time: an instant and a rank within it. */
export type Moment = { readonly at: number; readonly rank: number };

type Next = Moment & { readonly who: 'agenda' | 'venue' | 'time' | 'series' };

/** The rank of a `time` input: behind data and reports, before commands. */
const TIMER_RANK = 4;

/** Who hears what comes of the lines. */
export type ScenarioEars = {
  readonly onEvent: (event: TradingEvent) => void;
  /** What series say, and that an issuer has acted. */
  readonly onSaid: (row: MarketData) => void;
};

/** One real shard in virtual time, moved from outside. */
export class ScenarioRig {
  readonly trading: TradingMachine;
  readonly #table: InstrumentTable;
  readonly #shard: Shard;
  readonly #venue: SimulatedVenue;
  readonly #agenda = new Agenda();
  readonly #openings = new BarOpenings();
  readonly #venueOut = reportsInto(this.#agenda);
  readonly #series: SeriesRig;
  readonly #actions: ActionAgenda;
  readonly #onSaid: ScenarioEars['onSaid'];
  #now = 0;

  constructor(setup: ScenarioSetup, inputs: readonly Input[], hear: ScenarioEars) {
    const { accounts, limits, venue: models, scales, activeFrom } = setup;
    this.#series = new SeriesRig(setup, inputs);
    this.#onSaid = hear.onSaid;
    const table = new InstrumentTable(this.#series.instruments);
    this.#table = table;
    const calendars = new Map(knownCalendars.map((one) => [one.id, new SessionClock(one)]));
    const shared = { instruments: table, calendars, scales };
    const { fees, exchange, ...rest } = resolveModels(models ?? {});
    const feeds = table.all.map(({ id }) =>
      exchange.instruments.includes(id) ? 'orders' : feedOf(id, inputs),
    );
    const random = Random.fromSeed(setup.seed);
    const venue = new SimulatedVenue({
      ...shared,
      ...rest,
      fees,
      selfTrade: exchange.selfTrade ?? DEFAULT_SELF_TRADE,
      fedBy: (index) => feeds[index] ?? 'none',
      random: random.fork('venue'),
    });
    this.#venue = venue;
    this.trading = new TradingMachine({
      ...shared,
      accounts,
      limits,
      activeFrom,
      estimateFee: ({ instrument: id, side, qty, product }, price, at) => {
        const instrument = table.find(id) ?? failReading(`unknown instrument ${id}`);
        const scale = ledgerScaleOf(scales, instrument.currency);
        return fees.estimate({ instrument, side, qty, price, product, at }, scale);
      },
    });
    const bars = inputs.filter((input) => input.kind === 'bar');
    const ignore = (): void => {};
    const journal = new MemoryJournal('hash');
    const engine = new EngineMachine({
      ...shared,
      externalBars: [...new Set(bars.map(({ spec }) => spec))],
      strategies: [],
      random: random.fork('strategies'),
      out: { command: ignore, ask: ignore, log: ignore, fault: ignore },
    });
    this.#shard = new Shard({
      trading: this.trading,
      engine,
      journal,
      tape: new ReferenceTape(),
      gate: new OutputGate(journal, {
        send: (effect, now) => (models === null ? undefined : venue.send(effect, now)),
      }),
      venue:
        models === null
          ? null
          : { onData: (datum, turn) => venue.onData(datum, turn, this.#venueOut) },
      onEvent: hear.onEvent,
    });
    this.#actions = new ActionAgenda(setup.actions, {
      instruments: table,
      accounts,
      trading: this.trading,
      portfolio: engine.portfolio,
      note: () => {},
    });
    for (const bar of bars) this.#announce(bar);
  }

  /** The decimal places of an instrument's prices, a series' among them. */
  precisionOf(id: InstrumentId): number {
    return this.#table.find(id)?.pricePrecision ?? 0;
  }

  /** Opens the accounts. */
  open(at: Timestamp): void {
    this.#now = at;
    this.#shard.open(at);
    this.#actions.schedule(this.#agenda, at);
  }

  /** Lets everything happen that comes before a moment. */
  settleUntil({ at, rank }: Moment): void {
    for (let step = 0; ; step += 1) {
      if (step > INPUTS_PER_INSTANT_MAX) throw backtestError('RUNAWAY_INSTANT', `at ${this.#now}`);
      const next = this.#next();
      this.#openings.releaseUntil(Math.min(next.at, at), (bar, index) => {
        this.#venue.expectBar(bar, index);
      });
      const first = this.#next();
      if (!isBefore(first, { at, rank })) return;
      this.#now = Math.max(this.#now, first.at);
      const now = toTimestamp(this.#now);
      if (first.who === 'venue') this.#venue.wake(this.#venueOut);
      else if (first.who === 'agenda') this.#takeScheduled();
      else if (first.who === 'series') for (const row of this.#series.say()) this.#sayRow(row);
      else this.#give({ kind: 'time', availableAt: now }, now, -1);
    }
  }

  /** Takes an input in at its instant. */
  take(input: Input, at: Timestamp): void {
    this.#now = Math.max(this.#now, at);
    this.#series.take(input);
    this.#giveAny(input, at);
  }

  #sayRow(row: MarketData): void {
    this.#onSaid(row);
    this.#giveAny(row, toTimestamp(this.#now));
  }

  #giveAny(input: Input, at: Timestamp): void {
    const index = 'instrument' in input ? this.#table.indexOf(input.instrument) : undefined;
    this.#give(input, at, index ?? -1);
  }

  #announce(bar: Bar): void {
    const index = this.#table.indexOf(bar.instrument);
    if (index !== undefined) this.#openings.add(bar, index);
  }

  #takeScheduled(): void {
    const input = this.#agenda.take();
    if (input === undefined) return;
    const now = toTimestamp(this.#now);
    for (const one of this.#actions.inputsFor(input, now) ?? [input]) {
      if (one.kind === 'adjustment') this.#onSaid(one);
      this.#giveAny(one, now);
    }
  }

  #give(input: Input, at: Timestamp, index: InstrumentIndex | -1): void {
    const turnedAway = this.#shard.take(input, at, index);
    if (turnedAway === null) return;
    throw backtestError('BAD_SCENARIO', `${turnedAway.code}: ${turnedAway.reason}`);
  }

  /** A series says what it has to say behind the rows of an instant. */
  #next(): Next {
    const agenda: Next = { at: this.#agenda.nextAt, rank: this.#agenda.nextRank, who: 'agenda' };
    const venue: Next = {
      at: this.#venue.nextWakeAt,
      rank: this.#venue.nextWakeRank,
      who: 'venue',
    };
    const ending: Next = { at: this.trading.nextWakeAt, rank: 0, who: 'time' };
    const workAt = Math.max(this.trading.nextWorkAt, this.#now);
    const work: Next = { at: workAt, rank: TIMER_RANK, who: 'time' };
    const series: Next = { at: this.#series.nextAt, rank: 2, who: 'series' };
    return [agenda, series, ending, work].reduce(
      (one, other) => (isBefore(other, one) ? other : one),
      venue,
    );
  }
}

/** Where an input stands among those of its instant. */
export function inputRank(input: Input): number {
  switch (input.kind) {
    case 'command':
      return 5;
    case 'time':
      return TIMER_RANK;
    case 'report':
    case 'answer':
      return 3;
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
      return rankOf(input);
    default:
      return assertNever(input);
  }
}

function isBefore(a: Moment, b: Moment): boolean {
  return a.at < b.at || (a.at === b.at && a.rank < b.rank);
}

function feedOf(id: string, inputs: readonly Input[]): FedBy {
  const has = (kind: Input['kind']): boolean =>
    inputs.some((input) => input.kind === kind && 'instrument' in input && input.instrument === id);
  if (has('queue')) return 'queue';
  if (has('book')) return 'book';
  if (has('quote')) return has('trade') ? 'quotesAndTrades' : 'quotes';
  if (has('trade')) return 'trades';
  return has('bar') ? 'bars' : 'none';
}
