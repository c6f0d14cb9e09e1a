import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { Fleet } from '@argosy/fleet';
import { refuseHeld } from '@argosy/journal';
import { PROJECTIONS_FILE, RECORDS_FILE } from '@argosy/storage';
import {
  HealthBook,
  Metrics,
  metricTable,
  type Logger,
  type MetricsSnapshot,
} from '@argosy/telemetry';

import {
  paperAccounts,
  type Configuration,
  type NodeConfig,
  type ServerSecrets,
} from './config/index.ts';
import type { CallLine } from './calls/call-line.ts';
import { currentFace } from './calls/current-face.ts';
import type { Faces } from './calls/serve-calls.ts';
import { accountRows } from './core/account-rows.ts';
import { watchCore } from './core/core-health.ts';
import { CoreSystem } from './core/core-system.ts';
import { LiveCore, SHARD, type CoreListener } from './core/live-core.ts';
import { NodeBars } from './core/node-bars.ts';
import { nodeDesk } from './core/node-desk.ts';
import { nodeFleet, withBooks } from './core/node-fleet.ts';
import { nodeJobs } from './core/node-jobs.ts';
import { nodeLimits } from './core/node-limits.ts';
import type { NodeMarket } from './core/node-market.ts';
import { NodeReplay } from './core/node-replay.ts';
import { openMarket } from './core/open-market.ts';
import type { JobBoard } from './jobs/job-board.ts';
import { StreamLine } from './line/stream-line.ts';
import { openNodeLog, wallNow, type NodeLog } from './node-log.ts';
import { SideThreads, type SidePair } from './threads/side-threads.ts';
import type { ArgosyCommand, Reached, WorkStart } from './threads/thread-messages.ts';
import { versionOf } from './version.ts';
import type { KeepingFace } from './work/bind-storage.ts';
import type { WorkHealthFace } from './work/work-health.ts';

/** What a node is made of. */
export type NodeOptions = Configuration & {
  /** What runs `argosy`: backtests are processes of their own. */
  readonly command: ArgosyCommand;
  /** Whether it serves the API alone, without pages. */
  readonly isHeadless: boolean;
  /** Where the terminal lies once it is built; null where none is served. */
  readonly terminal: string | null;
  /** Where lines for people go. */
  readonly write: (text: string) => void;
  /** A bug, or a disk that failed: the process has to end. */
  readonly onFatal: (error: unknown) => void;
};

type NodeParts = {
  readonly core: LiveCore;
  readonly sides: SideThreads;
  readonly jobs: JobBoard;
  readonly fleet: Fleet;
  readonly bars: NodeBars;
  readonly replay: NodeReplay;
  readonly nodeLog: NodeLog;
};

/** One process of Argosy: the machines in this thread, the network and the tables in two others. */
export class Node {
  readonly core: LiveCore;
  readonly replay: NodeReplay;
  readonly #sides: SideThreads;
  readonly #jobs: JobBoard;
  readonly #fleet: Fleet;
  readonly #bars: NodeBars;
  readonly #log: NodeLog;
  #reached: Reached | null = null;

  private constructor(parts: NodeParts) {
    this.core = parts.core;
    this.#sides = parts.sides;
    this.#jobs = parts.jobs;
    this.#fleet = parts.fleet;
    this.#bars = parts.bars;
    this.replay = parts.replay;
    this.#log = parts.nodeLog;
  }

  /** Starts everything, the network last: what is asked of it is answered. */
  static async start({
    config,
    secrets,
    command,
    isHeadless,
    terminal,
    write,
    onFatal,
  }: NodeOptions): Promise<Node> {
    const { data, paper } = config.node;
    mkdirSync(data, { recursive: true });
    refuseHeld(join(data, 'journal'));
    const metrics = new Metrics(metricTable);
    const nodeLog = openNodeLog(config.logging, { write, metrics });
    const log = nodeLog.log.logger({ thread: 'core' });
    const place = await openMarket({ node: config.node, secrets, log, metrics });
    const { market } = place;
    const accounts = withBooks(paperAccounts(paper), config.strategies.strategies);
    const lines: CurrentLine = { current: null, work: null, figures: () => Promise.resolve([]) };
    const bars = new NodeBars(market, { folder: data, log, pace: () => place.clock.pace });
    const core = await LiveCore.open({
      folder: data,
      market,
      accounts,
      limits: nodeLimits(config, { instruments: market.instruments.all, accounts }),
      bridge: config.node.bridge,
      log,
      metrics,
      listener: listenerOf({ bars, lines, log, onFatal }),
    });
    place.keep();
    const health = new HealthBook(wallNow);
    watchCore(health, core, data);
    const strategies = config.strategies.strategies;
    const system = new CoreSystem({
      live: core.live,
      bridge: core.bridge,
      metrics,
      health,
      accounts: accountRows(accounts, strategies, market.adapter.name),
      others: () => lines.figures(),
      otherParts: () => currentFace<WorkHealthFace>(() => lines.work, 'health').parts(),
    });
    const desk = nodeDesk(core, market, { accounts, strategies });
    const fleet = nodeFleet({ config, accounts, market, core, desk, log, metrics });
    const jobs = nodeJobs({
      config,
      command,
      core,
      place,
      hearers: [fleet.list.bind(fleet), (more) => lines.current?.list(more)],
      health,
      records: currentFace<KeepingFace>(() => lines.work, 'keeping'),
      now: wallNow,
      metrics,
      log,
    });
    const pace = paceOf(place);
    const replay = new NodeReplay(place.replay, pace);
    const faces = { desk, fleet, history: bars, jobs, replay, system };
    const sides = openSides(
      { config, secrets },
      { command, isHeadless, terminal, place, lines, log, nodeLog, faces, core, pace },
    );
    const node = new Node({ core, sides, jobs, fleet, bars, replay, nodeLog });
    await node.#beginOrEnd(log);
    return node;
  }

  /** Where it is reached. */
  get reached(): Reached | null {
    return this.#reached;
  }

  /** Where a part does not begin nothing goes on behind it: whoever has started it ends with the reason. */
  async #beginOrEnd(log: Logger): Promise<void> {
    try {
      await this.#begin();
    } catch (error) {
      await this.stop().catch((failed: unknown) => log.error('the end of a start', { failed }));
      throw error;
    }
  }

  async #begin(): Promise<void> {
    this.#bars.start();
    const begun = await Promise.allSettled([this.#sides.start(), this.core.start()]);
    for (const one of begun) if (one.status === 'rejected') throw one.reason;
    const [sides] = begun;
    if (sides.status === 'fulfilled') this.#reached = sides.value.reached;
    await Promise.all([this.#jobs.start(), this.#fleet.open()]);
  }

  /** Ends in order: the machines stop, then nobody is served any more, and the tables have all of it. */
  async stop(): Promise<void> {
    this.replay.goOn();
    await this.#jobs.stop();
    await this.#fleet.close();
    await this.core.stop();
    await this.#bars.stop();
    await this.#sides.stop();
    this.#log.flush();
  }
}

/** The way to the network's thread that lives now. */
type CurrentLine = {
  current: StreamLine | null;
  work: CallLine | null;
  /** What the other threads count. */
  figures: () => Promise<readonly MetricsSnapshot[]>;
};
type Hearers = Pick<CoreListener, 'onFatal'> & {
  readonly bars: NodeBars;
  readonly lines: CurrentLine;
  readonly log: Logger;
};

/** What is heard of the core goes to the bars, and over the line to who shows it. */
function listenerOf({ bars, lines, log, onFatal }: Hearers): CoreListener {
  return {
    onMarket: (input, instrument) => {
      bars.take(input, instrument);
      lines.current?.offer(input, instrument);
    },
    onPressure: (state) => bars.onPressure(state),
    onFed: (isFed) => bars.onFed(isFed),
    onEvent: (event) => lines.current?.publish(event),
    onConnection: (connection) => {
      bars.onConnection(connection);
      log.info('the broker', { state: connection.state, reason: connection.reason });
    },
    onFatal,
  };
}

type SideParts = {
  readonly isHeadless: boolean;
  readonly terminal: string | null;
  readonly command: ArgosyCommand;
  readonly place: NodeMarket;
  readonly lines: CurrentLine;
  readonly log: Logger;
  readonly nodeLog: NodeLog;
  readonly faces: Faces;
  readonly core: LiveCore;
  readonly pace: Float64Array;
};

/** How fast time goes by, where other threads can look at it. */
function paceOf({ clock }: NodeMarket): Float64Array {
  const pace = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT));
  pace[0] = clock.pace;
  return pace;
}

/** The position up to which the journal is safe, where other threads can look at it. */
function durableOf({ journal }: LiveCore): BigInt64Array {
  const durable = new BigInt64Array(new SharedArrayBuffer(BigInt64Array.BYTES_PER_ELEMENT));
  const note = (position: number): void => {
    Atomics.store(durable, 0, BigInt(position));
  };
  note(journal.durable);
  journal.onDurable(note);
  return durable;
}

function openSides(
  { config: { node, backtest }, secrets }: Configuration,
  { command, isHeadless, terminal, place, lines, log, nodeLog, faces, core, pace }: SideParts,
): SideThreads {
  const { level } = nodeLog;
  const { data: folder } = node;
  const { clock } = place;
  const { instruments, calendars } = place.market;
  const head = { level, now: clock.now(), pace };
  const sides: SideThreads = new SideThreads(
    {
      work: {
        ...head,
        ...placesOf(node, secrets),
        backtests: { config: backtest, command },
        data: folder,
        journal: join(folder, 'journal'),
        waitingAudit: join(folder, 'audit.waiting'),
        durable: durableOf(core),
        shard: SHARD,
      },
      edge: {
        ...head,
        isHeadless,
        terminal,
        node,
        keys: secrets.secretKey?.reveal() ?? null,
        version: versionOf(),
        get instruments() {
          return instruments.all;
        },
        room: instruments.room,
        calendars,
      },
      faces,
      log,
      onLog: nodeLog.take,
    },
    (pair) => {
      const onOverflow = (): void => sides.renew('edge', 'it has not read events for too long');
      lines.current?.close();
      lines.current = pair === null ? null : lineTo(pair, instruments.room, onOverflow);
      lines.work = pair?.work ?? null;
      lines.figures = figuresOf(pair);
    },
  );
  return sides;
}

function lineTo(
  { stream, read }: SidePair,
  instruments: number,
  onOverflow: () => void,
): StreamLine {
  return new StreamLine({
    instruments,
    read,
    post: (bytes) => stream.postMessage(bytes, [bytes.buffer as ArrayBuffer]),
    elapsed: () => performance.now() * 1_000,
    soon: setImmediate,
    later: (millis, run) => void setTimeout(run, millis),
    onOverflow,
  });
}

/** Of the thread of tables: that of the network asks for them, and has its own. */
function figuresOf(pair: SidePair | null): CurrentLine['figures'] {
  if (pair === null) return () => Promise.resolve([]);
  const face = pair.work.face<{ snapshot(): Promise<MetricsSnapshot> }>('metrics');
  return async () => [await face.snapshot()];
}

/** Files in the data folder, or two schemas of the PostgreSQL that the environment names. */
function placesOf(
  { data, storage: { engine, schema } }: NodeConfig,
  { postgres }: ServerSecrets,
): Pick<WorkStart, 'records' | 'projections'> {
  if (engine === 'sqlite' || postgres === null) {
    return {
      records: { engine: 'sqlite', file: join(data, RECORDS_FILE) },
      projections: { engine: 'sqlite', file: join(data, PROJECTIONS_FILE) },
    };
  }
  const connection = postgres.reveal();
  return {
    records: { engine: 'postgres', connection, schema: `${schema}_records` },
    projections: { engine: 'postgres', connection, schema: `${schema}_projections` },
  };
}
