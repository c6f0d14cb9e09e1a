import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import type { RiskLimits } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';
import type { HistoryFace } from '@argosy/gateway';
import type { DemoPlan } from '@argosy/sim';
import { PROJECTIONS_FILE, RECORDS_FILE } from '@argosy/storage';
import {
  Log,
  Metrics,
  metricTable,
  type Logger,
  type LogLevel,
  type LogSink,
} from '@argosy/telemetry';

import { demoCore, type DemoCore } from './core/demo-core.ts';
import { LiveCore, SHARD } from './core/live-core.ts';
import { StreamLine } from './line/stream-line.ts';
import { SideThreads, type SidePair } from './threads/side-threads.ts';

/** What a node is told. */
export type NodeOptions = {
  /** Where all of its data are. */
  readonly folder: string;
  readonly demo: DemoPlan;
  readonly accounts: readonly AccountConfig[];
  readonly limits: RiskLimits;
  readonly level: LogLevel;
  readonly sinks: readonly LogSink[];
  /** A bug, or a disk that failed: the process has to end. */
  readonly onFatal: (error: unknown) => void;
};

const HISTORY_MILLIS = 10_000;

/** One process of Argosy: the machines in this thread, the network and the tables in two others. */
export class Node {
  readonly core: LiveCore;
  readonly #sides: SideThreads;

  private constructor(core: LiveCore, sides: SideThreads) {
    this.core = core;
    this.#sides = sides;
  }

  /** Starts everything, the network last: what is asked of it is answered. */
  static async start(options: NodeOptions): Promise<Node> {
    const { folder, demo: plan, sinks } = options;
    mkdirSync(folder, { recursive: true });
    const metrics = new Metrics(metricTable);
    const allLines = new Log({ now: wallNow, metrics });
    for (const sink of sinks) allLines.addSink(sink);
    const log = allLines.logger({ thread: 'core' });
    const demo = demoCore(folder, plan);
    const lines: CurrentLine = { current: null };
    const core = await LiveCore.open({
      ...options,
      market: demo.market,
      log,
      metrics,
      listener: {
        onMarket: (input, instrument) => lines.current?.offer(input, instrument),
        onEvent: (event) => lines.current?.publish(event),
        onConnection: ({ state, reason }) => log.info('the broker', { state, reason }),
        onFatal: options.onFatal,
      },
    });
    const sides = openSides(options, { demo, lines, log });
    await Promise.all([core.start(), sides.start()]);
    return new Node(core, sides);
  }

  /** Ends in order: nobody is served any more, the machines stop, the tables catch up. */
  async stop(): Promise<void> {
    await this.core.stop();
    await this.#sides.stop();
  }
}

/** The way to the network's thread that lives now. */
type CurrentLine = { current: StreamLine | null };
type SideParts = {
  readonly demo: DemoCore;
  readonly lines: CurrentLine;
  readonly log: Logger;
};

function openSides(
  { folder, level, sinks }: NodeOptions,
  { demo, lines, log }: SideParts,
): SideThreads {
  const { instruments, calendars } = demo.market;
  const { clock } = demo.demo;
  return new SideThreads(
    {
      work: {
        level,
        records: { engine: 'sqlite', file: join(folder, RECORDS_FILE) },
        projections: { engine: 'sqlite', file: join(folder, PROJECTIONS_FILE) },
        journal: join(folder, 'journal'),
        shard: SHARD,
      },
      edge: { level, instruments: instruments.all, calendars, now: clock.now(), pace: clock.pace },
      faces: { history: historyOf(demo) },
      log,
      onLog: (record) => {
        for (const sink of sinks) sink.take(record);
      },
    },
    (pair) => {
      lines.current = pair === null ? null : lineTo(pair, instruments.size);
    },
  );
}

function lineTo({ stream, read }: SidePair, instruments: number): StreamLine {
  return new StreamLine({
    instruments,
    read,
    post: (bytes) => stream.postMessage(bytes, [bytes.buffer as ArrayBuffer]),
    elapsed: () => performance.now() * 1_000,
    soon: setImmediate,
    later: (millis, run) => void setTimeout(run, millis),
    onOverflow: () => {},
  });
}

function historyOf({ market }: DemoCore): HistoryFace {
  const { history } = market.adapter;
  return {
    bars: async (spec, range) => {
      if (history === null)
        return { ok: false, refusal: { code: 'UNSUPPORTED', reason: 'history' } };
      return history.bars(spec, range, { timeoutMs: HISTORY_MILLIS });
    },
  };
}

function wallNow(): ReturnType<typeof toTimestamp> {
  return toTimestamp(Date.now() * 1_000);
}
