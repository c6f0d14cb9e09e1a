import type { Timestamp } from 'argosy/core';

import { RowReader } from '../queries/row-reader.ts';
import type { RecordDb } from '../store.ts';

/** How a job's last run ended. */
export type JobResult = 'done' | 'failed';

/** A job that runs again and again. */
export type Job = {
  readonly name: string;
  readonly startedAt: Timestamp | null;
  /** Of the last run that ended: earlier than its start while one is under way. */
  readonly endedAt: Timestamp | null;
  readonly result: JobResult | null;
  /** What the last run says of itself. */
  readonly detail: string | null;
  readonly nextAt: Timestamp | null;
  readonly runs: number;
  readonly failures: number;
};

/** A platform has tens of jobs; more than this are not listed. */
const JOBS_MAX = 1_000;
const DETAIL_LENGTH_MAX = 2_000;
const results: readonly JobResult[] = ['done', 'failed'];

/** A job begins to run. */
export async function noteJobStart(db: RecordDb, name: string, at: Timestamp): Promise<void> {
  const started = { started_at: BigInt(at) };
  const nothing = { ended_at: null, result: null, detail: null, next_at: null };
  await db
    .insertInto('jobs')
    .values({ name, ...nothing, ...started, runs: 0n, failures: 0n })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(started))
    .execute();
}

/** How a run of a job ended, and when the next one is. */
export type JobEnd = {
  readonly at: Timestamp;
  readonly result: JobResult;
  readonly detail: string;
  readonly nextAt: Timestamp | null;
};

/** A job's run has ended. */
export async function noteJobEnd(
  db: RecordDb,
  name: string,
  { at, result, detail, nextAt }: JobEnd,
): Promise<void> {
  await db
    .updateTable('jobs')
    .set(({ eb }) => ({
      ended_at: BigInt(at),
      result,
      detail: detail.slice(0, DETAIL_LENGTH_MAX).toWellFormed(),
      next_at: nextAt === null ? null : BigInt(nextAt),
      runs: eb('runs', '+', 1n),
      failures: eb('failures', '+', result === 'failed' ? 1n : 0n),
    }))
    .where('name', '=', name)
    .execute();
}

/** When a job runs next: it is new, or its calendar has changed. */
export async function planJob(db: RecordDb, name: string, nextAt: Timestamp): Promise<void> {
  const planned = { next_at: BigInt(nextAt) };
  const nothing = { started_at: null, ended_at: null, result: null, detail: null };
  await db
    .insertInto('jobs')
    .values({ name, ...nothing, ...planned, runs: 0n, failures: 0n })
    .onConflict((conflict) => conflict.column('name').doUpdateSet(planned))
    .execute();
}

/** All jobs, by name. */
export async function listJobs(db: RecordDb): Promise<readonly Job[]> {
  const rows = await db.selectFrom('jobs').selectAll().orderBy('name').limit(JOBS_MAX).execute();
  return rows.map((found) => {
    const row = new RowReader(found);
    return {
      name: row.text('name'),
      startedAt: row.timeOrNull('started_at'),
      endedAt: row.timeOrNull('ended_at'),
      result: row.textOrNull('result') === null ? null : row.word('result', results),
      detail: row.textOrNull('detail'),
      nextAt: row.timeOrNull('next_at'),
      runs: row.int('runs'),
      failures: row.int('failures'),
    };
  });
}
