import { ok, type Micros, type Result, type Timestamp } from 'argosy/core';
import type { JobsFace } from '@argosy/gateway';
import type { Job, JobEnd, JobResult } from '@argosy/storage';
import type { Logger, Metrics } from '@argosy/telemetry';

import { serverRefusal } from '../errors.ts';
import { farthest, nextRun, type JobSchedule } from './job-schedule.ts';

/** Something that runs again and again. */
export type JobPlan = {
  readonly name: string;
  readonly schedule: JobSchedule;
  /** A run that takes longer has failed; the signal tells it so. */
  readonly deadline: Micros;
  /** Says in a line what it has done; throws where it could not. */
  readonly run: (signal: AbortSignal) => Promise<string>;
};

/** Where a job's runs are kept; storage's functions without the database in front. */
export interface JobRecords {
  listJobs(): Promise<readonly Job[]>;
  noteJobStart(name: string, at: Timestamp): Promise<void>;
  noteJobEnd(name: string, end: JobEnd): Promise<void>;
  planJob(name: string, nextAt: Timestamp): Promise<void>;
}

/** The time that jobs run by: what the clock on the wall says, in microseconds. */
export type JobTime = {
  readonly now: () => Timestamp;
  readonly after: (delayUs: number, run: () => void) => () => void;
};

/** What a board of jobs is made of. */
export type JobBoardOptions = {
  readonly jobs: readonly JobPlan[];
  readonly records: JobRecords;
  readonly time: JobTime;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/** A clock that was set is noticed so soon. */
const LOOK_US = 60_000_000;
const STOP_US_MAX = 5_000_000;
const MICROS_PER_SECOND = 1_000_000;

type Standing = {
  readonly plan: JobPlan;
  nextAt: Timestamp;
  /** What is under way, also behind its deadline. */
  run: { readonly ends: AbortController; readonly settled: Promise<void> } | null;
};

/**
 * What runs again and again: each job for itself, one run of it at a time, by a plan that outlives the process. A run
 * that was missed while nothing ran is made up for once. A job that fails is told, counted, and runs again when it is due.
 *
 * @example
 * const board = new JobBoard({ jobs, records, time, metrics, log });
 * await board.start();
 * await board.runNow('snapshots', 'owner');
 */
export class JobBoard implements JobsFace {
  readonly #options: JobBoardOptions;
  readonly #standing: ReadonlyMap<string, Standing>;
  #cancelTimer: (() => void) | null = null;
  #isRunning = false;

  constructor(options: JobBoardOptions) {
    this.#options = options;
    const nextAt = options.time.now();
    this.#standing = new Map(
      options.jobs.map((plan) => [plan.name, { plan, nextAt, run: null } satisfies Standing]),
    );
  }

  /** Goes on with the plans that the records hold; once it runs, does nothing. */
  async start(): Promise<void> {
    if (this.#isRunning) return;
    this.#isRunning = true;
    const kept = new Map((await this.#listKept()).map((job) => [job.name, job.nextAt]));
    const now = this.#options.time.now();
    for (const standing of this.#standing.values()) {
      const { name, schedule } = standing.plan;
      const planned = kept.get(name) ?? null;
      const isSound = planned !== null && planned <= now + farthest(schedule);
      standing.nextAt = isSound ? planned : nextRun(schedule, { planned: now, now });
      if (!isSound) await this.#noted(name, (records) => records.planJob(name, standing.nextAt));
    }
    this.#look();
  }

  /** Begins no more runs, and gives those under way a little while. */
  async stop(): Promise<void> {
    this.#isRunning = false;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const underWay = [...this.#standing.values()].flatMap(({ run }) => (run === null ? [] : [run]));
    for (const { ends } of underWay) ends.abort();
    if (underWay.length === 0) return;
    const { time } = this.#options;
    let cancel = (): void => {};
    const late = new Promise<void>((go) => {
      cancel = time.after(STOP_US_MAX, go);
    });
    await Promise.race([Promise.all(underWay.map(({ settled }) => settled)), late]);
    cancel();
  }

  /** Every job of this board with what the records say of it. */
  async list(): Promise<readonly Job[]> {
    const kept = await this.#options.records.listJobs();
    return kept.filter(({ name }) => this.#standing.has(name));
  }

  async runNow(name: string, by: string): Promise<Result<null>> {
    const standing = this.#standing.get(name);
    if (standing === undefined) return serverRefusal('JOB_UNKNOWN', name);
    if (standing.run !== null || !this.#isRunning) return serverRefusal('JOB_UNDER_WAY', name);
    this.#options.log.info('a job was asked for', { job: name, by });
    await this.#begin(standing);
    return ok(null);
  }

  async #listKept(): Promise<readonly Job[]> {
    try {
      return await this.#options.records.listJobs();
    } catch (error) {
      this.#options.log.error('the plans of jobs cannot be read', { error });
      return [];
    }
  }

  /** Begins what is due, and comes back when the next job is. */
  #look(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (!this.#isRunning) return;
    const { time } = this.#options;
    const now = time.now();
    for (const standing of this.#standing.values()) this.#lookAt(standing, now);
    const nexts = [...this.#standing.values()].map(({ nextAt }) => nextAt);
    const wait = Math.min(LOOK_US, ...nexts.map((at) => at - now));
    this.#cancelTimer = time.after(Math.max(0, wait), () => this.#look());
  }

  #lookAt(standing: Standing, now: Timestamp): void {
    const { plan, nextAt } = standing;
    const { schedule, name } = plan;
    // The clock was set back: what was planned by the old one would be a long time coming.
    const isLost = nextAt > now + farthest(schedule);
    if (isLost) standing.nextAt = nextRun(schedule, { planned: now, now });
    if (nextAt > now) return;
    standing.nextAt = nextRun(schedule, { planned: nextAt, now });
    if (standing.run === null) void this.#begin(standing);
    else {
      this.#count(name, 'skipped');
      this.#options.log.warn('a job is still under way', { job: name });
    }
  }

  /** Begins a run; comes back when that is noted. */
  async #begin(standing: Standing): Promise<void> {
    const ends = new AbortController();
    let settle = (): void => {};
    const settled = new Promise<void>((go) => {
      settle = go;
    });
    standing.run = { ends, settled };
    const at = this.#options.time.now();
    const { name } = standing.plan;
    await this.#noted(name, (records) => records.noteJobStart(name, at));
    void this.#run(standing, { ends, at }).then(settle, settle);
  }

  async #run(
    standing: Standing,
    { ends, at }: { readonly ends: AbortController; readonly at: Timestamp },
  ): Promise<void> {
    const { time, metrics } = this.#options;
    const { plan } = standing;
    const work = this.#attempt(plan, ends.signal);
    const { result, detail } = await this.#within(plan, ends, work);
    const now = time.now();
    const { name } = plan;
    this.#count(name, result);
    metrics
      .histogram('job_duration_seconds')
      .with({ job: name })
      .observe(Math.max(0, now - at) / MICROS_PER_SECOND);
    if (result === 'failed') this.#options.log.error('a job has failed', { job: name, detail });
    const end: JobEnd = { at: now, result, detail, nextAt: standing.nextAt };
    await this.#noted(name, (records) => records.noteJobEnd(name, end));
    // A run behind its deadline still holds its place until it returns: it never runs twice at a time.
    await work;
    standing.run = null;
  }

  /** What a run came to, however it ended. */
  async #attempt({ run }: JobPlan, signal: AbortSignal): Promise<Outcome> {
    try {
      return { result: 'done', detail: await run(signal) };
    } catch (error) {
      return { result: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
  }

  #within({ deadline }: JobPlan, ends: AbortController, work: Promise<Outcome>): Promise<Outcome> {
    return new Promise((resolve) => {
      const cancel = this.#options.time.after(deadline, () => {
        ends.abort();
        const detail = `it took longer than ${deadline / MICROS_PER_SECOND} s`;
        resolve({ result: 'failed', detail });
      });
      void work.then((outcome) => {
        cancel();
        resolve(outcome);
      });
    });
  }

  #count(job: string, result: JobResult | 'skipped'): void {
    this.#options.metrics.counter('job_runs_total').with({ job, result }).add();
  }

  /** A run goes on where it cannot be noted: what it is for matters more. */
  async #noted(job: string, note: (records: JobRecords) => Promise<void>): Promise<void> {
    const { records, log } = this.#options;
    try {
      await note(records);
    } catch (error) {
      log.error('a job cannot be noted', { job, error });
    }
  }
}

type Outcome = { readonly result: JobResult; readonly detail: string };
