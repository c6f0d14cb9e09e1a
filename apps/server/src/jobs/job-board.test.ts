import { toMicros, toTimestamp, type Timestamp } from 'argosy/core';
import type { Job } from '@argosy/storage';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { ManualClock } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { JobBoard, type JobPlan, type JobRecords } from './job-board.ts';

const SECOND = 1_000_000;
const begin = 1_000 * SECOND;

/** Records in memory, as storage keeps them. */
class HeldRecords implements JobRecords {
  readonly jobs = new Map<string, Job>();
  isBroken = false;

  async listJobs(): Promise<readonly Job[]> {
    await this.#answer();
    return [...this.jobs.values()];
  }

  noteJobStart(name: string, startedAt: Timestamp): Promise<void> {
    return this.#change(name, { startedAt });
  }

  noteJobEnd(name: string, end: Parameters<JobRecords['noteJobEnd']>[1]): Promise<void> {
    const { runs = 0, failures = 0 } = this.jobs.get(name) ?? {};
    const { at: endedAt, ...rest } = end;
    const failed = end.result === 'failed' ? 1 : 0;
    return this.#change(name, { endedAt, ...rest, runs: runs + 1, failures: failures + failed });
  }

  planJob(name: string, nextAt: Timestamp): Promise<void> {
    return this.#change(name, { nextAt });
  }

  async #change(name: string, change: Partial<Job>): Promise<void> {
    await this.#answer();
    const nothing = { startedAt: null, endedAt: null, result: null, detail: null, nextAt: null };
    const job = this.jobs.get(name) ?? { name, ...nothing, runs: 0, failures: 0 };
    this.jobs.set(name, { ...job, ...change });
  }

  async #answer(): Promise<void> {
    await Promise.resolve();
    if (this.isBroken) throw new Error('the database is away');
  }
}

let clock: ManualClock;
let records: HeldRecords;
let metrics: Metrics;

beforeEach(() => {
  clock = new ManualClock(begin);
  records = new HeldRecords();
  metrics = new Metrics(metricTable);
});

/** What is under way goes on as far as it can. */
async function settle(): Promise<void> {
  for (let round = 0; round < 20; round += 1) await Promise.resolve();
}

async function pass(seconds: number): Promise<void> {
  await settle();
  for (let passed = 0; passed < seconds; passed += 1) {
    clock.advance(SECOND);
    await settle();
  }
}

function boardOf(...jobs: readonly JobPlan[]): JobBoard {
  const log = new Log({ now: clock.now, metrics }).logger();
  return new JobBoard({ jobs, records, time: clock, metrics, log });
}

function job(run: JobPlan['run'], changes: Partial<JobPlan> = {}): JobPlan {
  const schedule = { kind: 'every', micros: toMicros(30 * SECOND) } as const;
  return { name: 'sync', schedule, deadline: toMicros(10 * SECOND), run, ...changes };
}

/** Notes when it ran, in seconds since the beginning. */
function counted(): { readonly runs: number[]; readonly plan: JobPlan } {
  const runs: number[] = [];
  const plan = job(async () => {
    runs.push((clock.now() - begin) / SECOND);
    return await Promise.resolve(`run ${runs.length}`);
  });
  return { runs, plan };
}

describe('a job', () => {
  test('runs at each of its instants, and tells of the last run and the next', async () => {
    const { runs, plan } = counted();
    const board = boardOf(plan);
    await board.start();
    await pass(95);
    expect(runs).toEqual([30, 60, 90]);
    expect(await board.list()).toEqual([
      {
        name: 'sync',
        startedAt: toTimestamp(begin + 90 * SECOND),
        endedAt: toTimestamp(begin + 90 * SECOND),
        result: 'done',
        detail: 'run 3',
        nextAt: toTimestamp(begin + 120 * SECOND),
        runs: 3,
        failures: 0,
      },
    ]);
    expect(metrics.counter('job_runs_total').with({ job: 'sync', result: 'done' }).value).toBe(3);
  });

  test('is listed before it has ever run', async () => {
    const board = boardOf(counted().plan);
    await board.start();
    const [listed] = await board.list();
    expect(listed).toMatchObject({ startedAt: null, nextAt: begin + 30 * SECOND, runs: 0 });
  });

  test('that fails is told and runs again', async () => {
    const board = boardOf(
      job(async () => {
        await Promise.resolve();
        throw new Error('the broker is away');
      }),
    );
    await board.start();
    await pass(61);
    const [told] = await board.list();
    expect(told).toMatchObject({ result: 'failed', detail: 'the broker is away', failures: 2 });
  });

  test('that throws before it waits is told too', async () => {
    const board = boardOf(
      job(() => {
        throw new Error('at once');
      }),
    );
    await board.start();
    await pass(31);
    expect(await board.list()).toMatchObject([{ result: 'failed', detail: 'at once' }]);
  });

  test('never runs twice at a time, and its grid stays', async () => {
    let finish = (): void => {};
    const begun: number[] = [];
    const plan = job(
      () =>
        new Promise((resolve) => {
          begun.push((clock.now() - begin) / SECOND);
          finish = () => resolve('late');
        }),
      { deadline: toMicros(1_000 * SECOND) },
    );
    const board = boardOf(plan);
    await board.start();
    await pass(75);
    expect(begun).toEqual([30]);
    expect(await board.runNow('sync', 'owner')).toMatchObject({
      refusal: { code: 'JOB_UNDER_WAY' },
    });
    finish();
    await pass(20);
    expect(begun).toEqual([30, 90]);
    const skipped = metrics.counter('job_runs_total').with({ job: 'sync', result: 'skipped' });
    expect(skipped.value).toBe(1);
  });

  test('behind its deadline has failed, is told so, and holds its place until it returns', async () => {
    let isAborted = false;
    let finish = (): void => {};
    const plan = job(
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
          });
          finish = () => resolve('late');
        }),
    );
    const board = boardOf(plan);
    await board.start();
    await pass(41);
    expect(isAborted).toBe(true);
    expect(await board.list()).toMatchObject([
      { result: 'failed', detail: 'it took longer than 10 s', runs: 1 },
    ]);
    expect(await board.runNow('sync', 'owner')).toMatchObject({ ok: false });
    finish();
    await settle();
    expect(await board.runNow('sync', 'owner')).toMatchObject({ ok: true });
  });

  test('runs now when it is asked to, beside its plan', async () => {
    const { runs, plan } = counted();
    const board = boardOf(plan);
    await board.start();
    await pass(10);
    expect(await board.runNow('sync', 'owner')).toEqual({ ok: true, value: null });
    await pass(25);
    expect(runs).toEqual([10, 30]);
  });

  test('that nobody knows is refused', async () => {
    const board = boardOf();
    await board.start();
    expect(await board.runNow('other', 'owner')).toMatchObject({
      refusal: { code: 'JOB_UNKNOWN' },
    });
  });

  test('runs though its records are away', async () => {
    const { runs, plan } = counted();
    records.isBroken = true;
    const board = boardOf(plan);
    await board.start();
    await pass(61);
    expect(runs).toEqual([30, 60]);
  });
});

describe('a restart', () => {
  test('keeps the grid of before', async () => {
    const { runs, plan } = counted();
    const before = boardOf(plan);
    await before.start();
    await pass(40);
    await before.stop();
    await pass(5);
    await boardOf(plan).start();
    await pass(20);
    expect(runs).toEqual([30, 60]);
  });

  test('makes up once for what was missed', async () => {
    const { runs, plan } = counted();
    const before = boardOf(plan);
    await before.start();
    await pass(31);
    await before.stop();
    await pass(300);
    await boardOf(plan).start();
    await pass(30);
    expect(runs).toEqual([30, 331, 360]);
  });

  test('does not wait for an instant of a clock that was ahead', async () => {
    const { runs, plan } = counted();
    await records.planJob('sync', toTimestamp(begin + 9_000 * SECOND));
    await boardOf(plan).start();
    await pass(31);
    expect(runs).toEqual([30]);
  });
});

describe('an end', () => {
  test('ends what is under way, and begins nothing more', async () => {
    const { runs, plan } = counted();
    let isAborted = false;
    const other = job(
      (signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            isAborted = true;
            resolve('ended');
          });
        }),
      { name: 'other' },
    );
    const board = boardOf(plan, other);
    await board.start();
    await pass(31);
    await board.stop();
    await pass(90);
    expect([isAborted, runs]).toEqual([true, [30]]);
  });

  test('does not wait for a run that never returns', async () => {
    const board = boardOf(job(() => new Promise(() => {})));
    await board.start();
    await pass(31);
    const stopped = board.stop();
    await pass(6);
    await stopped;
    expect(await board.runNow('sync', 'owner')).toMatchObject({ ok: false });
  });
});
