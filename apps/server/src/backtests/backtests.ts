import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ok, type Result, type Timestamp } from 'argosy/core';
import type { BacktestsFace } from '@argosy/gateway';
import type { BacktestEnd, BacktestRun } from '@argosy/storage';
import type { Logger } from '@argosy/telemetry';

import type { BacktestsConfig } from '../config/server-config.ts';
import { serverRefusal } from '../errors.ts';
import { flawOfRun } from './run-paths.ts';
import { runInProcess, type RunBounds, type RunEnd, type RunProcess } from './run-process.ts';

/** Where backtests are kept; storage's functions without the database in front. */
export interface BacktestRecords {
  queueBacktest(
    run: Pick<BacktestRun, 'id' | 'user' | 'title' | 'request' | 'createdAt'>,
  ): Promise<Result<null>>;
  startBacktest(id: string, at: Timestamp): Promise<Result<null>>;
  noteBacktestProgress(id: string, share: number): Promise<void>;
  endBacktest(id: string, end: BacktestEnd): Promise<Result<null>>;
  failRunningBacktests(at: Timestamp): Promise<number>;
  findBacktest(id: string): Promise<BacktestRun | undefined>;
  /** Those that wait, the oldest first. */
  queuedBacktests(): Promise<readonly BacktestRun[]>;
}

/** What backtests are run with. */
export type BacktestsOptions = {
  readonly config: BacktestsConfig;
  readonly records: BacktestRecords;
  /** What runs `argosy`: node, its options, and the file. */
  readonly command: RunBounds['command'];
  readonly now: () => Timestamp;
  readonly log: Logger;
};

type Waiting = Pick<BacktestRun, 'id' | 'request'>;
/** One that is no longer waiting: it may be cancelled before its process is there. */
type Turn = { isCancelled: boolean; process: RunProcess | null };

const MICROS_PER_MILLI = 1000;
const RESULT_BYTES_MAX = 64 * 1024 * 1024;
const idPattern = /^[0-9a-f-]{36}$/u;
const filePattern = /^[a-zA-Z0-9][\w-]*\.(json|csv|html|parquet)$/u;

/**
 * Backtests that people ask for. Each runs as `argosy backtest` does, in a process of its own, so many at a time; what
 * becomes of it is in the records, its results in a folder of its own. Those that wait are run after a restart too.
 *
 * @example
 * const backtests = new Backtests({ config, records, command, now, log });
 * await backtests.start();
 * const id = await backtests.queue(runFile, 'EMA on the index', 'owner');
 */
export class Backtests implements BacktestsFace {
  readonly #options: BacktestsOptions;
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<string, Turn>();
  readonly #ends = new Set<Promise<void>>();
  #isRunning = false;

  constructor(options: BacktestsOptions) {
    this.#options = options;
  }

  /** Goes on with what waits; what ran when the last process ended has failed. */
  async start(): Promise<void> {
    if (this.#isRunning) return;
    const { records, now, log, config } = this.#options;
    mkdirSync(config.folder, { recursive: true });
    const failed = await records.failRunningBacktests(now());
    if (failed > 0) log.warn('backtests ended with the last process', { count: failed });
    this.#waiting.push(...(await records.queuedBacktests()));
    this.#isRunning = true;
    this.#pump();
  }

  /** Ends what runs; what waits is run after the next start. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    for (const turn of this.#running.values()) cancelTurn(turn);
    await Promise.all(this.#ends);
  }

  async queue(request: string, title: string, user: string): Promise<Result<string>> {
    const { config, records, now } = this.#options;
    const flaw = flawOfRun(request, config.files);
    if (flaw !== null) return serverRefusal('BACKTEST_BAD', flaw);
    if (this.#waiting.length >= config.queueMax) {
      return serverRefusal('BACKTEST_QUEUE_FULL', `${config.queueMax} of them`);
    }
    const id = randomUUID();
    const queued = await records.queueBacktest({ id, user, title, request, createdAt: now() });
    if (!queued.ok) return queued;
    this.#waiting.push({ id, request });
    this.#pump();
    return ok(id);
  }

  async cancel(id: string): Promise<Result<null>> {
    const { records, now } = this.#options;
    const found = await records.findBacktest(id);
    if (found === undefined) return serverRefusal('BACKTEST_UNKNOWN', id);
    if (found.endedAt !== null) return serverRefusal('BACKTEST_ENDED', `${id} is ${found.status}`);
    const place = this.#waiting.findIndex((one) => one.id === id);
    if (place !== -1) this.#waiting.splice(place, 1);
    const turn = this.#running.get(id);
    if (turn === undefined) return records.endBacktest(id, cancelledAt(now()));
    cancelTurn(turn);
    return ok(null);
  }

  async result(id: string, file: string): Promise<Result<Uint8Array>> {
    if (!idPattern.test(id) || !filePattern.test(file)) {
      return serverRefusal('RESULT_MISSING', `${id}/${file}`);
    }
    const found = await this.#options.records.findBacktest(id);
    if (found === undefined) return serverRefusal('BACKTEST_UNKNOWN', id);
    const path = join(this.#outOf(id), file);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isFile() !== true) return serverRefusal('RESULT_MISSING', `${id}/${file}`);
    if (stat.size > RESULT_BYTES_MAX) {
      return serverRefusal('RESULT_TOO_LARGE', `${file} has ${stat.size} bytes`);
    }
    return ok(new Uint8Array(readFileSync(path)));
  }

  #outOf(id: string): string {
    return join(this.#options.config.folder, id);
  }

  /** Begins as many as there is room for. */
  #pump(): void {
    const { concurrency } = this.#options.config;
    while (this.#isRunning && this.#running.size < concurrency) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      const turn: Turn = { isCancelled: false, process: null };
      this.#running.set(next.id, turn);
      const end = this.#take(next, turn).finally(() => {
        this.#running.delete(next.id);
        this.#ends.delete(end);
        this.#pump();
      });
      this.#ends.add(end);
    }
  }

  /** From the queue to the end, whatever that is; it never throws. */
  async #take(next: Waiting, turn: Turn): Promise<void> {
    const { records, now, log } = this.#options;
    const { id } = next;
    try {
      const started = await records.startBacktest(id, now());
      // It was cancelled while it waited.
      if (!started.ok) return;
      const end = await this.#run(next, turn);
      await records.endBacktest(id, this.#endOf(id, end));
    } catch (error) {
      log.error('a backtest cannot be run', { backtest: id, error });
      const reason = error instanceof Error ? error.message : String(error);
      const failed = this.#endOf(id, { how: 'failed', reason });
      await records.endBacktest(id, failed).catch((more: unknown) => {
        log.error('the end of a backtest cannot be noted', { backtest: id, error: more });
      });
    }
  }

  #run({ id, request }: Waiting, turn: Turn): Promise<RunEnd> {
    const { records, config, command, log } = this.#options;
    if (turn.isCancelled) return Promise.resolve({ how: 'cancelled', reason: null });
    const out = this.#outOf(id);
    const file = `${out}.yaml`;
    const bounds: RunBounds = {
      command,
      memoryMb: config.memoryMb,
      timeLimitMillis: config.timeLimit / MICROS_PER_MILLI,
    };
    writeFileSync(file, request);
    const run = runInProcess(bounds, { file, out, base: config.files }, (share) => {
      records.noteBacktestProgress(id, share).catch((error: unknown) => {
        log.warn('the progress of a backtest cannot be noted', { backtest: id, error });
      });
    });
    turn.process = run;
    return run.end;
  }

  #endOf(id: string, { how, reason }: RunEnd): BacktestEnd {
    const out = this.#outOf(id);
    const hasResults = statSync(join(out, 'result.json'), { throwIfNoEntry: false }) !== undefined;
    const isNodes = how === 'cancelled' && !this.#isRunning;
    return {
      at: this.#options.now(),
      status: isNodes ? 'failed' : how,
      resultPath: hasResults ? out : null,
      error: isNodes
        ? 'its process ended'
        : (reason?.replaceAll(`${out}.yaml`, 'run.yaml') ?? null),
    };
  }
}

function cancelledAt(at: Timestamp): BacktestEnd {
  return { at, status: 'cancelled', resultPath: null, error: null };
}

function cancelTurn(turn: Turn): void {
  turn.isCancelled = true;
  turn.process?.cancel();
}
