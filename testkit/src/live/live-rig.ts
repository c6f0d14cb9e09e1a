import {
  ledgerScales,
  parseTimestamp,
  SessionClock,
  toAccountId,
  toCurrency,
  toMicros,
  unwrap,
  type AccountId,
  type Currency,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import {
  InstrumentTable,
  type Instrument,
  type MarketData,
  type TradingEvent,
} from 'argosy/domain';
import { EngineRelay, type Tape } from 'argosy/shard';
import { TradingMachine, type TradingConfig } from 'argosy/trading';
import { Bridge, LiveShard } from '@argosy/bridge';
import { FileJournal, Snapshots } from '@argosy/journal';
import { demoExchange, type Demo, type DemoPlan } from '@argosy/sim';
import { Metrics, metricTable } from '@argosy/telemetry';

import { ManualClock } from '../manual-clock.ts';
import { rupees } from '../order.ts';
import { aRigEngine } from '../shard-rig.ts';
import { SimDisk } from '../sim-disk.ts';
import { anAccount, aTradingConfig, type TradingRigOptions } from '../trading-rig.ts';

/** The account of a rig that is told none. */
export const mainAccount: AccountId = toAccountId('MAIN');
const INR: Currency = toCurrency('INR');
const SECOND = 1_000_000;
const STEP_US = 50_000;
const READY_SECONDS_MAX = 300;
const market = { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 0, chain: null };
const noon = unwrap(parseTimestamp('2026-11-18T12:10:00Z')).at;

/** What a test changes of the machine; the instruments are those of the demo exchange. */
export type LiveRigOptions = Omit<TradingRigOptions, 'instruments'> & {
  /** What else the market lists. */
  readonly market?: DemoPlan['market'];
  /** When it begins; a Wednesday's noon unless told. */
  readonly from?: Timestamp;
  /** Where prices are taped; nowhere unless told. */
  readonly tape?: Tape;
  /** Hears prices as they are handled, as a thread that shows does. */
  readonly onMarket?: (input: MarketData, instrument: InstrumentIndex | -1) => void;
};

/** A process: all that is lost when it is killed. */
export type RigLife = {
  readonly live: LiveShard;
  readonly trading: TradingMachine;
  readonly relay: EngineRelay;
  readonly demo: Demo;
  /** The digest of what the journal told it. */
  readonly recoveredHash: string;
};

/**
 * A live shard on the demo exchange, by a clock that a test lets go on and on a disk that it may take the
 * power from.
 *
 * @example
 * const rig = await LiveRig.start();
 * rig.live.command(given);
 * await rig.pass(1_000_000);
 * await rig.losePower(); // the next process has begun
 * await rig.stop();
 */
export class LiveRig {
  /** What was published, of all lives. */
  readonly events: TradingEvent[] = [];
  /** What rounds with the broker have found, of all lives. */
  readonly findings: string[] = [];
  readonly clock: ManualClock;
  readonly #options: LiveRigOptions;
  #disk = new SimDisk({ later: setImmediate });
  #life: RigLife | null = null;

  private constructor(options: LiveRigOptions) {
    this.clock = new ManualClock(options.from ?? noon);
    this.#options = options;
  }

  static async start(options: LiveRigOptions = {}): Promise<LiveRig> {
    const rig = new LiveRig(options);
    await rig.#begin();
    return rig;
  }

  /** The process that lives now. */
  get life(): RigLife {
    if (this.#life === null) throw new Error('the rig has not begun');
    return this.#life;
  }

  get live(): LiveShard {
    return this.life.live;
  }

  get trading(): TradingMachine {
    return this.life.trading;
  }

  /** The shares that trade. */
  get shares(): readonly Instrument[] {
    return this.life.demo.market.instruments.filter(({ kind }) => kind === 'equity');
  }

  /** Time passes, and what is on its way to the disk and back arrives in between. */
  async pass(us: number): Promise<void> {
    for (let left = us; left > 0; left -= STEP_US) {
      this.clock.advance(Math.min(left, STEP_US));
      for (let round = 0; round < 4; round += 1) await new Promise((go) => setImmediate(go));
    }
  }

  /** What is promised, with time going on until it is there. */
  async hear<Value>(promised: Promise<Value>): Promise<Value> {
    let isThere = false;
    const mark = (): void => {
      isThere = true;
    };
    promised.then(mark, mark);
    for (let steps = 0; !isThere && steps < 1_000; steps += 1) await this.pass(STEP_US);
    return promised;
  }

  /** The power goes, what was not safe with it, and the next process begins. */
  async losePower(): Promise<void> {
    const killed = this.life;
    this.#disk = this.#disk.afterPowerLoss(() => false);
    await killed.demo.adapter.stop();
    await this.#begin();
  }

  /** Ends in order, and the next process begins. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#begin();
  }

  async stop(): Promise<void> {
    await this.#life?.live.stop();
  }

  /** The files of its journal, once it has stopped. */
  journalFiles(): readonly { readonly name: string; readonly bytes: Uint8Array }[] {
    return this.#disk.list('journal').map((name) => {
      return { name, bytes: this.#disk.readAll(`journal/${name}`) ?? new Uint8Array() };
    });
  }

  async #begin(): Promise<void> {
    const life = await this.#makeLife();
    this.#life = life;
    const started = life.live.start();
    await this.pass(SECOND);
    if (!(await started).ok) throw new Error('the demo exchange does not start');
    const wanted = life.demo.market.instruments.map(({ id, kind }) => {
      return { kind: kind === 'index' ? kind : 'quote', instrument: id } as const;
    });
    const subscribed = life.demo.adapter.marketData?.subscribe(wanted, { timeoutMs: 1_000 });
    await this.pass(2 * SECOND);
    // What was under way is asked for until it is certain that it has not arrived.
    for (let waited = 0; !life.live.isReady && waited < READY_SECONDS_MAX; waited += 1) {
      await this.pass(SECOND);
    }
    if ((await subscribed)?.ok !== true || !life.live.isReady) throw new Error('it is not ready');
  }

  async #makeLife(): Promise<RigLife> {
    const plan = {
      seed: 'live',
      ticksPerSecond: 200,
      market: { ...market, ...this.#options.market },
    };
    const demo = demoExchange({ clock: this.clock, plan });
    const config = this.#configOf(demo);
    const trading = new TradingMachine(config);
    const beside = aRigEngine(config, [], () => {});
    const relay = new EngineRelay(beside, (session, origin) =>
      trading.lastCounter(session, origin),
    );
    const metrics = new Metrics(metricTable);
    const { instruments } = config;
    const bridge = new Bridge({ instruments, metrics, hours: { isOpen: () => true } });
    const span = { freshFor: toMicros(15 * SECOND), silentAfter: toMicros(10 * SECOND) };
    const live = new LiveShard({
      trading,
      engine: relay,
      journal: await this.#openJournal(),
      tape: this.#options.tape ?? { append: () => {} },
      taped: null,
      snapshots: new Snapshots('snapshots', this.#disk),
      bridge,
      feed: bridge.feed('demo', { numbering: 'gapless', ...span }),
      adapter: demo.adapter,
      accounts: config.accounts.map(({ id }) => ({ id, currencies: [INR] })),
      time: {
        wall: () => demo.clock.now(),
        elapsed: () => demo.clock.now(),
        after: demo.clock.after,
        soon: (run) => queueMicrotask(run),
      },
      listener: {
        publish: (event) => void this.events.push(event),
        onInput: this.#options.onMarket ?? (() => {}),
        onFinding: (_, { code }) => void this.findings.push(code),
        onConnection: () => {},
        onFault: stop,
        onFatal: stop,
      },
    });
    return { live, trading, relay, demo, recoveredHash: trading.hash() };
  }

  #configOf(demo: Demo): TradingConfig {
    const { market: _, from: __, tape: ___, onMarket: ____, ...changes } = this.#options;
    const { instruments, calendar } = demo.market;
    return {
      ...aTradingConfig({
        accounts: [anAccount({ balances: [rupees(100_000_000n)] })],
        ...changes,
      }),
      instruments: new InstrumentTable(instruments),
      calendars: new Map([[calendar.id, new SessionClock(calendar)]]),
      scales: ledgerScales({}),
    };
  }

  #openJournal(): Promise<FileJournal> {
    return FileJournal.open({
      disk: this.#disk,
      folder: 'journal',
      shard: 'demo',
      region: 'in',
      takeOver: true,
      segmentBytes: 256 * 1024,
      reserveBytes: 64 * 1024,
      blockBytesMax: 64 * 1024,
      recordBytesMax: 32 * 1024,
      backlogBytes: 1024 * 1024,
      accountOf: () => mainAccount,
      onFatal: stop,
    });
  }
}

function stop(error: unknown): never {
  throw error;
}
