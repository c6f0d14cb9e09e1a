import { Random, refuse, toTimestamp, type Result, type Timestamp } from 'argosy/core';
import type { Answer, AnswerBody, Ask, TradingEvent } from 'argosy/domain';
import { DEFAULT_LATE_POLICY, EngineMachine } from 'argosy/engine';
import { DEFAULT_SELF_TRADE, SimulatedVenue } from 'argosy/matching';
import { Link, OutputGate, Shard, type InputSwap, type Journal } from 'argosy/shard';
import { progressOf } from 'argosy/orders';
import { TradingMachine } from 'argosy/trading';

import { ActionAgenda } from './series/action-agenda.ts';
import { Agenda } from './agenda.ts';
import { closeOut } from './close-out.ts';
import { cardOf } from './card.ts';
import { BarOpenings } from './bar-openings.ts';
import { wiresOf } from './broker-line.ts';
import { inOrder, resolveModels, SAMPLE_EVERY_DEFAULT, type BacktestConfig } from './config.ts';
import { EquityCurve } from './equity-curve.ts';
import { EquitySampler } from './equity-sampler.ts';
import { backtestError, runErrorOf, type RunError } from './errors.ts';
import { scheduleExpiries } from './expiries.ts';
import { HandCommands } from './hand-commands.ts';
import { readHistory } from './history.ts';
import { Merge } from './merge.ts';
import { openCursors } from './open-cursors.ts';
import { OpeningWorth } from './opening-worth.ts';
import type { BacktestResult, RunState } from './result.ts';
import { RunRecord } from './run-record.ts';
import type { RunSink } from './run-sink.ts';
import { resolveConfig, type Setup } from './setup.ts';
import { reportsInto, Simulation } from './simulation.ts';
import type { BarAnnouncement } from './source-cursor.ts';
import {
  notesOfFigures,
  openingAccounts,
  summariseAccounts,
  summariseStatistics,
} from './summary.ts';
import { journalFor, tapeFor } from './told-record.ts';
import { feeEstimate, tradingConfigOf } from './trading-setup.ts';

/** How far a run is. */
export type RunProgress = { readonly at: Timestamp | null; readonly inputs: number };

/**
 * One run. Nothing happens by itself: each `advance` does a bounded amount of work, so that the
 * caller can show progress, cancel, or let other work in between. Many runs may live in one process.
 *
 * @example
 * const run = new Backtest(config, sink);
 * while (run.advance(100_000) === 'running') showProgress(run.progress);
 * const result = run.result();
 */
export class Backtest {
  readonly #config: BacktestConfig;
  readonly #setup: Setup;
  readonly #venue: SimulatedVenue;
  readonly #trading: TradingMachine;
  readonly #engine: EngineMachine;
  readonly #journal: Journal;
  readonly #shard: Shard;
  readonly #record: RunRecord;
  readonly #commands: HandCommands;
  readonly #openings = new BarOpenings();
  readonly #merge: Merge;
  readonly #sampler: EquitySampler;
  readonly #curve: EquityCurve;
  readonly #opening: OpeningWorth;
  readonly #simulation: Simulation;
  #state: RunState | 'new' = 'new';
  #error: RunError | null = null;
  #hasOpened = false;
  #isFaultEnd = false;
  /** From then on nothing more goes to the venue. */
  #isClosingOut = false;

  /** `swap` asks "what if": it may put another input in the place of one. */
  constructor(config: BacktestConfig, sink: RunSink = {}, swap: InputSwap | null = null) {
    this.#setup = resolveConfig(config);
    this.#config = inOrder(this.#setup.config);
    const agenda = new Agenda();
    const link = new Link();
    const random = Random.fromSeed(config.seed ?? 0);
    this.#venue = this.#openVenue(random.fork('venue'));
    this.#trading = new TradingMachine(tradingConfigOf(this.#config, this.#setup));
    this.#record = this.#openRecord(sink);
    this.#commands = new HandCommands(config);
    this.#commands.schedule(agenda);
    this.#engine = this.#openEngine({ link, sink, random: random.fork('strategies') });
    this.#opening = new OpeningWorth(this.#config.accounts, this.#engine.portfolio);
    const inOne = this.#openingInOne();
    this.#journal = journalFor(config.journal ?? 'hash', sink);
    const venue = this.#venue;
    const wires = wiresOf(config.line?.() ?? null, venue, reportsInto(agenda));
    const venueOut = wires.reports;
    this.#shard = new Shard({
      trading: this.#trading,
      engine: this.#engine,
      journal: this.#journal,
      tape: tapeFor(sink),
      gate: new OutputGate(this.#journal, {
        send: (effect, now) => {
          if (!this.#isClosingOut) wires.send(effect, now);
        },
      }),
      venue: { onData: (datum, turn) => venue.onData(datum, turn, venueOut) },
      onEvent: (event) => this.#hear(event),
      swap,
    });
    this.#merge = this.#openSources();
    const from = this.#startAt();
    scheduleExpiries(agenda, this.#setup.instruments, { ...config, from });
    const actions = this.#planActions(agenda, from);
    this.#curve = new EquityCurve(
      { accounts: this.#config.accounts, opening: inOne, portfolio: this.#engine.portfolio },
      sink,
    );
    this.#sampler = this.#openSampler(this.#curve, from);
    this.#simulation = new Simulation({
      merge: this.#merge,
      openings: this.#openings,
      agenda,
      venue,
      venueOut,
      engine: this.#engine,
      shard: this.#shard,
      link,
      sampler: this.#sampler,
      opening: {
        look: () => {
          this.#opening.look();
          inOne.look();
        },
      },
      record: this.#record,
      commands: this.#commands,
      instruments: this.#setup.instruments,
      actions,
      answer: (ask, now) => this.#answer(ask, now),
      until: config.until ?? Number.POSITIVE_INFINITY,
      onClosed: (now) => this.#closeOut(now),
      from,
    });
  }

  /** How far the run is. */
  get progress(): RunProgress {
    const at = this.#state === 'new' ? null : this.#simulation.now;
    return { at, inputs: this.#shard.inputs };
  }

  /** What the journal kept, as configured. */
  get journal(): Journal {
    return this.#journal;
  }

  /** The trading machine, to look at. */
  get trading(): TradingMachine {
    return this.#trading;
  }

  /** What each strategy would keep for a later run, by id; it is that run's `state`. */
  exportStates(): ReadonlyMap<string, unknown> {
    return this.#engine.exportStates();
  }

  /** Does at most so many things and says whether there are more. */
  advance(stepsMax: number): RunState {
    if (!Number.isSafeInteger(stepsMax) || stepsMax < 1) {
      throw backtestError('BAD_STEPS', `found ${stepsMax}`);
    }
    try {
      return this.#advance(stepsMax);
    } catch (error) {
      this.#state = 'failed';
      this.#error ??= runErrorOf(error);
      this.#closeSources();
      throw error;
    }
  }

  /** Ends the run where it stands; what has happened so far is its result. */
  cancel(): void {
    if (this.#state === 'running') this.#end('cancelled');
    else if (this.#state === 'new') {
      this.#state = 'cancelled';
      this.#closeSources();
    }
  }

  /** What the run came to; may be asked for while it goes on. */
  result(): BacktestResult {
    const isOver = this.#state === 'done' && !this.#isFaultEnd;
    const positions = this.#trading.positions();
    const [record, opening, curve] = [this.#record, this.#opening, this.#curve];
    const { daily } = this.#sampler;
    const until = this.progress.at;
    const { scales, statistics: year } = this.#setup;
    const figures = { year, scales, record, opening, curve, daily, until };
    return {
      schema: 'argosy-result/1',
      isPartial: !isOver,
      state: this.#state === 'new' ? 'running' : this.#state,
      error: this.#error,
      card: cardOf(
        this.#config,
        this.#setup,
        this.#merge.cursors.map((cursor) => cursor.identity()),
      ),
      hash: this.#trading.hash(),
      from: this.#state === 'new' ? null : this.#sampler.from,
      until,
      inputs: this.#shard.inputs,
      counts: { ...record.counts },
      denials: record.denials,
      builtBars: { ...this.#engine.barCounts },
      accounts: this.#accounts(),
      positions: positions.filter(({ qty }) => qty !== 0),
      closedPositions: positions.filter(({ qty }) => qty === 0),
      realised: this.#trading.realised(),
      openOrders: this.#trading.openOrders(),
      executions: this.#trading.executions().map((execution) => progressOf(execution)),
      daily: [...daily],
      ...summariseStatistics(this.#config, figures),
      counters: this.#trading.counters,
      commands: this.#commands.outcomes,
      faults: [...this.#record.faults],
      stopped: record.stopped,
      notes: [...record.notes(this.#merge.notes()), ...notesOfFigures(this.#config, figures)],
    };
  }

  /** Before the first input nothing is deposited yet: what is there is what the run opens with. */
  #accounts(): BacktestResult['accounts'] {
    const opening = this.#opening;
    if (!this.#hasOpened) return openingAccounts(this.#config, opening);
    const { portfolio } = this.#engine;
    return summariseAccounts(this.#config, { portfolio, trading: this.#trading, opening });
  }

  #hear(event: TradingEvent): void {
    this.#record.onEvent(event);
    if (!this.#commands.isUnderWay) return;
    this.#commands.onEvent(event);
    if (event.kind === 'entry') this.#curve.transfer(event);
  }

  #advance(stepsMax: number): RunState {
    if (this.#state === 'new') {
      this.#state = 'running';
      this.#hasOpened = true;
      this.#simulation.open();
    }
    for (let step = 0; step < stepsMax && this.#state === 'running'; step += 1) {
      if (this.#isFaultEnd || !this.#simulation.step()) this.#end('done');
    }
    return this.#state;
  }

  #end(state: RunState): void {
    this.#state = state;
    this.#simulation.close();
    this.#closeSources();
  }

  #closeOut(now: Timestamp): void {
    if (this.#config.atEnd !== 'closeAtMark') return;
    this.#isClosingOut = true;
    const { instruments, scales } = this.#setup;
    const { fees } = resolveModels(this.#config.venue);
    const { portfolio } = this.#engine;
    const parts = { instruments, scales, fees, portfolio, trading: this.#trading };
    closeOut({ ...parts, shard: this.#shard }, now);
  }

  #closeSources(): void {
    for (const cursor of this.#merge.cursors) cursor.close();
  }

  /** What accounts open with in the first one's currency, which the statistics are in. */
  #openingInOne(): OpeningWorth {
    const { accounts } = this.#config;
    const [main] = accounts;
    const inOne = accounts.map((one) => ({ ...one, base: main?.base ?? one.base }));
    return new OpeningWorth(inOne, this.#engine.portfolio);
  }

  #openRecord(sink: RunSink): RunRecord {
    const { accounts } = this.#config;
    const [main] = accounts;
    return new RunRecord({
      sink,
      trading: this.#trading,
      convert: (net) =>
        main === undefined ? null : this.#engine.portfolio.converted(net, main.base),
    });
  }

  /** The first row's instant unless told otherwise; never behind the end. */
  #startAt(): Timestamp {
    const { from, until = Number.POSITIVE_INFINITY } = this.#config;
    const first = this.#merge.head?.availableAt ?? 0;
    return from ?? toTimestamp(Math.min(first, until));
  }

  #planActions(agenda: Agenda, from: Timestamp): ActionAgenda | null {
    const { actions = [], accounts } = this.#config;
    if (actions.length === 0) return null;
    const planned = new ActionAgenda(actions, {
      instruments: this.#setup.instruments,
      accounts,
      trading: this.#trading,
      portfolio: this.#engine.portfolio,
      note: (text) => this.#record.note(text),
    });
    planned.schedule(agenda, from);
    return planned;
  }

  #openVenue(random: Random): SimulatedVenue {
    const { instruments, calendars, fedBy, scales } = this.#setup;
    const { exchange, ...models } = resolveModels(this.#config.venue);
    return new SimulatedVenue({
      ...models,
      selfTrade: exchange.selfTrade ?? DEFAULT_SELF_TRADE,
      instruments,
      calendars,
      fedBy: (index) => fedBy[index] ?? 'none',
      scales,
      random,
    });
  }

  #openEngine(shared: { link: Link; sink: RunSink; random: Random }): EngineMachine {
    const { link, sink, random } = shared;
    const { instruments, calendars, scales, seats, data } = this.#setup;
    const { lateData = DEFAULT_LATE_POLICY } = this.#config;
    return new EngineMachine({
      lateData,
      instruments,
      calendars,
      scales,
      externalBars: data.bars,
      strategies: seats,
      random,
      estimateFee: feeEstimate(this.#config, this.#setup),
      out: {
        command: (command) => link.send(command),
        ask: (ask) => link.ask(ask),
        log: (record) => sink.log?.(record),
        fault: (fault) => {
          this.#record.faults.push(fault);
          if (this.#config.endsOnFault === true) this.#isFaultEnd = true;
        },
        unsent: (strategy) => this.#record.note(`${strategy} made an order and did not send it`),
        subscribed: (strategy, subscription) => {
          const reason = data.mistakeIn(subscription);
          if (reason !== null)
            this.#record.note(`${strategy} listens to what never comes: ${reason}`);
        },
      },
    });
  }

  #openSources(): Merge {
    const { instruments } = this.#setup;
    const announce: BarAnnouncement = (bar, index) => this.#openings.add(bar, index);
    return new Merge(openCursors(this.#config, { instruments, announce }));
  }

  #openSampler(sink: RunSink, from: Timestamp): EquitySampler {
    const { dayClock } = this.#setup;
    return new EquitySampler({
      portfolio: this.#engine.portfolio,
      accounts: this.#config.accounts,
      sink,
      offsetAt: (at) => dayClock?.offsetAt(at) ?? 0,
      every: this.#config.sampleEvery ?? SAMPLE_EVERY_DEFAULT,
      from,
    });
  }

  #answer(ask: Ask, now: Timestamp): Answer {
    const { id, strategy, body } = ask;
    const result =
      body.port === 'history' ? readHistory(this.#merge.cursors, body) : this.#outside(ask);
    return { kind: 'answer', id, strategy, availableAt: now, result };
  }

  #outside(ask: Ask): Result<AnswerBody> {
    const { answer } = this.#config;
    return answer?.(ask) ?? refuse('NO_SUCH_PORT', `nothing answers ${ask.body.port}`);
  }
}

/** Runs to the end in one go. */
export function runBacktest(config: BacktestConfig, sink: RunSink = {}): BacktestResult {
  const run = new Backtest(config, sink);
  while (run.advance(1_000_000) === 'running');
  return run.result();
}
