import { ok, type Result, type Timestamp } from 'argosy/core';

import { storageRefusal } from '../errors.ts';
import {
  equals,
  isAnyOf,
  readPage,
  type Page,
  type PageRequest,
  type Span,
} from '../queries/page.ts';
import { RowReader } from '../queries/row-reader.ts';
import { recordTables } from '../schema/record-tables.ts';
import type { RecordDb } from '../store.ts';
import { checkName, checkText } from './bounds.ts';

/** Where a backtest is in its life. */
export type BacktestStatus = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/** A backtest that somebody has asked for. */
export type BacktestRun = {
  readonly id: string;
  readonly user: string;
  readonly title: string;
  /** The run file, as it was given. */
  readonly request: string;
  readonly status: BacktestStatus;
  /** Millionths of it that are done. */
  readonly progressPpm: number;
  readonly createdAt: Timestamp;
  readonly startedAt: Timestamp | null;
  readonly endedAt: Timestamp | null;
  readonly resultPath: string | null;
  readonly error: string | null;
};

const PPM = 1_000_000;
const REQUEST_LENGTH_MAX = 1 << 18;
const ERROR_LENGTH_MAX = 2_000;
const statuses: readonly BacktestStatus[] = ['queued', 'running', 'done', 'failed', 'cancelled'];

/** Puts a backtest into the queue. */
export async function queueBacktest(
  db: RecordDb,
  run: Pick<BacktestRun, 'id' | 'user' | 'title' | 'request' | 'createdAt'>,
): Promise<Result<null>> {
  const { id, user, title, request, createdAt } = run;
  const flaw = checkName('backtest', title);
  if (!flaw.ok) return flaw;
  const length = checkText('a run file', request, REQUEST_LENGTH_MAX);
  if (!length.ok) return length;
  const later = { started_at: null, ended_at: null, result_path: null, error: null };
  const row = { id, user_id: user, title, request, created_at: BigInt(createdAt), ...later };
  const result = await db
    .insertInto('backtests')
    .values({ ...row, status: 'queued', progress_ppm: 0n })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n ? ok(null) : storageRefusal('TAKEN', id);
}

/** A queued backtest begins; refused where it was cancelled meanwhile. */
export async function startBacktest(
  db: RecordDb,
  id: string,
  at: Timestamp,
): Promise<Result<null>> {
  const set = { status: 'running', started_at: BigInt(at) };
  const result = await db
    .updateTable('backtests')
    .set(set)
    .where('id', '=', id)
    .where('status', '=', 'queued')
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return ok(null);
  return storageRefusal('CHANGED_MEANWHILE', `backtest ${id} is not queued`);
}

/** How far a running backtest is, from 0 to 1. */
export async function noteBacktestProgress(db: RecordDb, id: string, share: number): Promise<void> {
  const ppm = Math.round(Math.min(1, Math.max(0, share)) * PPM);
  await db
    .updateTable('backtests')
    .set({ progress_ppm: BigInt(ppm) })
    .where('id', '=', id)
    .where('status', '=', 'running')
    .execute();
}

/** How a backtest ended. */
export type BacktestEnd = {
  readonly at: Timestamp;
  readonly status: 'done' | 'failed' | 'cancelled';
  readonly resultPath: string | null;
  readonly error: string | null;
};

/** A backtest ends; one that has ended stays as it ended. */
export async function endBacktest(
  db: RecordDb,
  id: string,
  { at, status, resultPath, error }: BacktestEnd,
): Promise<Result<null>> {
  const result = await db
    .updateTable('backtests')
    .set({
      status,
      ended_at: BigInt(at),
      result_path: resultPath,
      error: error === null ? null : error.slice(0, ERROR_LENGTH_MAX).toWellFormed(),
      ...(status === 'done' ? { progress_ppm: BigInt(PPM) } : {}),
    })
    .where('id', '=', id)
    .where('status', 'in', ['queued', 'running'])
    .executeTakeFirst();
  if (result.numUpdatedRows === 1n) return ok(null);
  return storageRefusal('CHANGED_MEANWHILE', `backtest ${id} has ended, or is none`);
}

/** Those that a process which died has left running become failed. Gives how many. */
export async function failRunningBacktests(db: RecordDb, at: Timestamp): Promise<number> {
  const result = await db
    .updateTable('backtests')
    .set({ status: 'failed', ended_at: BigInt(at), error: 'its process ended' })
    .where('status', '=', 'running')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** A backtest by id. */
export async function findBacktest(db: RecordDb, id: string): Promise<BacktestRun | undefined> {
  const row = await db.selectFrom('backtests').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseBacktest(new RowReader(row));
}

/** Backtests, the newest first; the span is of when they were asked for. */
export async function listBacktests(
  db: RecordDb,
  filter: Span & { readonly user?: string; readonly statuses?: readonly BacktestStatus[] },
  page: PageRequest = {},
): Promise<Result<Page<BacktestRun>>> {
  const question = {
    table: 'backtests',
    shape: recordTables.backtests,
    where: [...equals('user_id', filter.user), ...isAnyOf('status', filter.statuses)],
    span: ['created_at', filter],
    order: ['created_at', 'id'],
    direction: 'down',
    parse: parseBacktest,
  } as const;
  return readPage(db, question, page);
}

function parseBacktest(row: RowReader): BacktestRun {
  return {
    id: row.text('id'),
    user: row.text('user_id'),
    title: row.text('title'),
    request: row.text('request'),
    status: row.word('status', statuses),
    progressPpm: row.int('progress_ppm'),
    createdAt: row.time('created_at'),
    startedAt: row.timeOrNull('started_at'),
    endedAt: row.timeOrNull('ended_at'),
    resultPath: row.textOrNull('result_path'),
    error: row.textOrNull('error'),
  };
}
