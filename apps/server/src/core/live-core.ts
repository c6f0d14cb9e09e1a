import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ledgerScaleOf,
  ledgerScales,
  Random,
  SessionClock,
  toTimestamp,
  type AccountId,
  type CalendarId,
  type InstrumentIndex,
  type LedgerScales,
  type Timestamp,
  type TradingCalendar,
} from 'argosy/core';
import type { Instrument, InstrumentTable, MarketData, TradingEvent } from 'argosy/domain';
import { EngineMachine } from 'argosy/engine';
import type { FeeModel } from 'argosy/matching';
import type { ReconciliationPolicy } from 'argosy/reconciliation';
import type { RiskLimits } from 'argosy/risk';
import { EngineRelay } from 'argosy/shard';
import { TradingMachine, type AccountConfig, type FeeEstimate } from 'argosy/trading';
import {
  Bridge,
  LiveShard,
  type BrokerAdapter,
  type Connection,
  type LiveTime,
  type MarketHours,
  type QueueState,
  type Subscription,
} from '@argosy/bridge';
import { FileJournal, LiveTape, Snapshots } from '@argosy/journal';
import type { SimAdapter } from '@argosy/sim';
import type { Logger, Metrics, PartHealth } from '@argosy/telemetry';

import type { BridgeConfig } from '../config/index.ts';
import { serverError } from '../errors.ts';
import { expiriesDue, hasEnded } from './expiries.ts';
import type { FedBroker } from './fed-broker.ts';
import { PaperMirror } from './paper-mirror.ts';

/** The market a core trades on: who brings prices and takes orders, and by which time. */
export type CoreMarket = {
  readonly adapter: BrokerAdapter;
  readonly instruments: InstrumentTable;
  readonly calendars: readonly TradingCalendar[];
  readonly fees: FeeModel;
  /** Where it is a broker on paper: it has to be told what happens apart from trades. */
  readonly paper: SimAdapter | null;
  /** Where another process brings the prices: it has them as they leave the bridge. */
  readonly fed: FedBroker | null;
  /** Everybody listens: its time may begin to go by. */
  readonly begin: () => void;
  /** What else of it may be well or not. */
  readonly parts: readonly MarketPart[];
  /** How patient rounds with the broker are. */
  readonly policy: Partial<ReconciliationPolicy>;
  readonly time: LiveTime;
};

/** A part of a market by its name, and how it is. */
export type MarketPart = { readonly name: string; readonly check: () => PartHealth };

/** What hears of a core, in its own thread. */
export type CoreListener = {
  readonly onMarket: (input: MarketData, instrument: InstrumentIndex | -1) => void;
  /** How much waits before the machines: prices are left out unless it is `normal`. */
  readonly onPressure: (state: QueueState) => void;
  /** Once it is safe. */
  readonly onEvent: (event: TradingEvent) => void;
  readonly onConnection: (connection: Connection) => void;
  /** Where another process brings the prices: whether it is there. */
  readonly onFed: (isFed: boolean) => void;
  readonly onFatal: (error: unknown) => void;
};

/** What a core is made of. */
export type CoreOptions = {
  /** Where journal, tape and snapshots are. */
  readonly folder: string;
  readonly market: CoreMarket;
  readonly accounts: readonly AccountConfig[];
  readonly limits: RiskLimits;
  readonly bridge: BridgeConfig;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly listener: CoreListener;
};

/** The name of the one shard of a node. */
export const SHARD = 'main';
const REGION = 'local';
const SUBSCRIBE_MILLIS = 10_000;
/** A broker that does not answer by then is asked by the next start what became of it. */
const SETTLE_MILLIS_MAX = 2_000;
const SETTLE_LOOK_MILLIS = 2;
/** How often contracts that have ended are looked for. */
const EXPIRIES_US = 60_000_000;
const MIB = 1024 * 1024;
/** Smaller than a large node's: a start takes no more of the disk than a day of paper needs. */
const logSizes = { segmentBytes: 16 * MIB, reserveBytes: 4 * MIB };

/** The machines of a node, alive: they trade on their market from `start` until `stop`, and go on after a restart. */
export class LiveCore {
  readonly live: LiveShard;
  readonly trading: TradingMachine;
  readonly relay: EngineRelay;
  readonly bridge: Bridge;
  readonly journal: FileJournal;
  readonly tape: LiveTape;
  readonly scales: LedgerScales;
  readonly #options: CoreOptions;
  readonly #mirror: PaperMirror | null;
  #callOff: (() => void) | null = null;

  private constructor(options: CoreOptions, parts: CoreParts) {
    this.#options = options;
    this.live = parts.live;
    this.trading = parts.trading;
    this.relay = parts.relay;
    this.bridge = parts.bridge;
    this.journal = parts.journal;
    this.tape = parts.tape;
    this.scales = parts.scales;
    this.#mirror = parts.mirror;
  }

  /** Opens the record and recovers from it; a folder that another process writes is refused (`IN_USE`). */
  static async open(options: CoreOptions): Promise<LiveCore> {
    const machines = makeMachines(options);
    const { folder, log, listener } = options;
    const { trading } = machines;
    const common = { shard: SHARD, region: REGION, ...logSizes };
    const journal = await FileJournal.open({
      ...common,
      folder: join(folder, 'journal'),
      accountOf: (order) => trading.order(order)?.request.account ?? null,
      onFatal: listener.onFatal,
    });
    try {
      const tape = await LiveTape.open({
        ...common,
        folder: join(folder, 'tape'),
        onState: (state, reason) => log.warn('the tape has changed its state', { state, reason }),
      });
      const mirror = mirrorOf(options, trading);
      const live = openShard(options, { ...machines, journal, tape, mirror });
      return new LiveCore(options, { ...machines, journal, tape, mirror, live });
    } catch (error) {
      await journal.close();
      throw error;
    }
  }

  /** How the link to the broker is. */
  get connection(): Connection {
    return this.#options.market.adapter.connection;
  }

  /** How well the parts of its market are. */
  get marketParts(): readonly MarketPart[] {
    return this.#options.market.parts;
  }

  /** Connects, and hears of every instrument of its market. */
  async start(): Promise<void> {
    const connecting = this.live.start();
    this.#mirror?.begin(this.live.inputs);
    const connected = await connecting;
    if (!connected.ok) throw serverError('START_FAILED', connected.refusal.reason);
    await this.#subscribe(this.#options.market.instruments.all);
    this.#options.market.begin();
    this.#lookForExpiries();
  }

  /**
   * Takes in what is listed from now on. `tell` lets others know of it before they are told any price; then its prices
   * are asked for, and those of what has ended no more.
   */
  async list(more: readonly Instrument[], tell: () => void): Promise<void> {
    const { adapter, instruments } = this.#options.market;
    instruments.list(more);
    tell();
    const { now } = this.live;
    const isOver = ({ id }: Instrument): boolean => hasEnded(instruments, id, now);
    const ended = subscriptionsOf(instruments.all.filter(isOver));
    await adapter.marketData?.unsubscribe(ended, { timeoutMs: SUBSCRIBE_MILLIS });
    // All of them: what could not be asked for the last time is asked for again.
    await this.#subscribe(instruments.all.filter((one) => !isOver(one)));
  }

  /** Ends in order: what was said is safe, has reached the broker and is answered, and the next start finds it. */
  async stop(): Promise<void> {
    this.#callOff?.();
    const isSettled = this.live.takeNoMore();
    const until = performance.now() + SETTLE_MILLIS_MAX;
    while (!isSettled() && performance.now() < until) await pause(SETTLE_LOOK_MILLIS);
    await this.live.stop();
    await this.tape.close();
  }

  /** Asks for prices; a feed brings what it has. */
  async #subscribe(instruments: readonly Instrument[]): Promise<void> {
    const { log, market } = this.#options;
    const call = { timeoutMs: SUBSCRIBE_MILLIS };
    const answer = await market.adapter.marketData?.subscribe(subscriptionsOf(instruments), call);
    if (answer === undefined) return;
    if (!answer.ok) throw serverError('START_FAILED', answer.refusal.reason);
    // Contracts of an earlier listing have ended: nobody quotes them any more.
    const { refused } = answer.value;
    if (refused.length > 0) log.info('instruments without prices', { count: refused.length });
  }

  /** At the start and once a minute: what has ended is settled, also what ended while nobody was there. */
  #lookForExpiries(): void {
    const { instruments, time } = this.#options.market;
    for (const command of expiriesDue(this.trading, instruments, this.live.now)) {
      const refusal = this.live.command(command);
      if (refusal !== null) this.#options.log.warn('an expiry was refused', { refusal });
    }
    this.#callOff = time.after(EXPIRIES_US, () => this.#lookForExpiries());
  }
}

/** All that is told of prices. */
function subscriptionsOf(instruments: readonly Instrument[]): readonly Subscription[] {
  return instruments.flatMap(({ id, kind }): Subscription[] =>
    kind === 'index'
      ? [{ kind: 'index', instrument: id }]
      : (['quote', 'trade', 'book'] as const).map((one) => ({ kind: one, instrument: id })),
  );
}

type Machines = Pick<CoreParts, 'trading' | 'relay' | 'bridge' | 'scales'>;
type CoreParts = {
  readonly live: LiveShard;
  readonly trading: TradingMachine;
  readonly relay: EngineRelay;
  readonly bridge: Bridge;
  readonly journal: FileJournal;
  readonly tape: LiveTape;
  readonly scales: LedgerScales;
  readonly mirror: PaperMirror | null;
};

function makeMachines(options: CoreOptions): Machines {
  const { market, accounts, limits, log, metrics, listener } = options;
  const { queueCapacity: capacity } = options.bridge;
  const { instruments } = market;
  const scales = ledgerScales({});
  const calendars = new Map(market.calendars.map((one) => [one.id, new SessionClock(one)]));
  const trading = new TradingMachine({
    instruments,
    accounts,
    calendars,
    scales,
    limits,
    estimateFee: feeEstimate(market, scales),
    activeFrom: toTimestamp(0),
  });
  const engine = new EngineMachine({
    instruments,
    calendars,
    externalBars: [],
    scales,
    strategies: [],
    random: Random.fromSeed(SHARD),
    out: { command: nothing, ask: nothing, log: nothing, fault: nothing },
  });
  const relay = new EngineRelay(engine, (session, origin) => trading.lastCounter(session, origin));
  const bridge = new Bridge({
    instruments,
    metrics,
    capacity,
    hours: hoursOf(instruments, calendars),
    onState: (state, size) => {
      listener.onPressure(state);
      log.warn('the bridge has changed its state', { state, size });
    },
  });
  return { trading, relay, bridge, scales };
}

/** No strategy runs beside trading: they are all in hosts. */
function nothing(): void {}

function feeEstimate({ instruments, fees }: CoreMarket, scales: LedgerScales): FeeEstimate {
  return ({ instrument: id, side, qty, product }, price, at) => {
    const instrument = instruments.find(id);
    if (instrument === undefined) throw serverError('CALL_FAILED', `no instrument ${id}`);
    const scale = ledgerScaleOf(scales, instrument.currency);
    return fees.estimate({ instrument, side, qty, price, product, at }, scale);
  };
}

function hoursOf(
  instruments: InstrumentTable,
  calendars: ReadonlyMap<CalendarId, SessionClock>,
): MarketHours {
  return {
    isOpen: (instrument, at: Timestamp) => {
      const { calendar } = instruments.at(instrument);
      return calendars.get(calendar)?.isOpen(at) ?? false;
    },
  };
}

function mirrorOf({ market }: CoreOptions, trading: TradingMachine): PaperMirror | null {
  const { paper, instruments } = market;
  return paper === null ? null : new PaperMirror(paper, trading.book, instruments);
}

type Opened = Machines & Pick<CoreParts, 'journal' | 'tape' | 'mirror'>;

function openShard(
  { folder, market, accounts, bridge: { freshFor, silentAfter }, log, listener }: CoreOptions,
  { trading, relay, bridge, journal, tape, mirror }: Opened,
): LiveShard {
  const { adapter, fed } = market;
  const feed = bridge.feed(adapter.name, {
    numbering: 'gapless',
    freshFor,
    silentAfter,
    onSilent: (isSilent) => log.warn(isSilent ? 'the feed is silent' : 'the feed is heard again'),
  });
  fed?.attach(feed, listener.onFed);
  const live = new LiveShard({
    trading,
    engine: relay,
    journal,
    tape,
    taped: tape.lastNumber,
    snapshots: new Snapshots(join(folder, 'snapshots')),
    bridge,
    feed,
    adapter,
    accounts: accounts.map(({ id, balances }) => ({
      id,
      currencies: balances.map(({ currency }) => currency),
    })),
    time: market.time,
    policy: market.policy,
    listener: {
      publish: (event) => {
        mirror?.hear(event);
        listener.onEvent(event);
      },
      onInput: (input, instrument) => {
        fed?.hear(input);
        listener.onMarket(input, instrument);
      },
      onFinding: (account: AccountId, finding) =>
        log.warn('the broker says otherwise', { account, finding }),
      onConnection: listener.onConnection,
      onFault: (reason) => log.error('nobody understands this', { reason }),
      onFatal: listener.onFatal,
    },
  });
  const { recovery } = live;
  log.info('recovered', { recovery });
  return live;
}
