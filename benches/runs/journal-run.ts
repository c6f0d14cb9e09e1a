/**
 * One process: what it costs to make events safe, in the journal and, in the same call, in SQLite with
 * a write-ahead log that is synced at each commit. `node … journal-run.ts` prints one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

import { describeLog, FileJournal, verifyLog } from '@argosy/journal';
import { aFill, anOrderEvent } from '@argosy/testkit';
import type { JournalEntry } from 'argosy/shard';

/** What one process prints; times in milliseconds. */
export type JournalReport = {
  readonly bytesPerEvent: number;
  /** Appended as fast as they are taken. */
  readonly most: number;
  /** Appended at a steady rate: how long until an event is safe. */
  readonly paced: { readonly perSecond: number; readonly p50: number; readonly p99: number };
  /** One at a time: the next goes when the last is safe. */
  readonly single: { readonly p50: number; readonly p99: number };
  readonly verifiedPerSecond: number;
  readonly sqlite: {
    /** Groups of a thousand. */
    readonly most: number;
    readonly single: { readonly p50: number; readonly p99: number };
  };
};

const MOST = 400_000;
const PACED_PER_SECOND = 120_000;
const PACED_SECONDS = 5;
const SINGLE = 1_500;
const SQLITE_GROUP = 1_000;
/** As many may wait for the disk as keep the bound of the backlog far away. */
const IN_FLIGHT_MAX = 20_000;

const entry: JournalEntry = {
  kind: 'event',
  event: anOrderEvent({ type: 'filled', fill: aFill() }),
};
const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));

try {
  const journal = await FileJournal.open({
    folder,
    shard: 'bench',
    region: 'in',
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
  const single = await singly(journal);
  const paced = await pacedBy(journal);
  const most = await asFastAsItGoes(journal);
  await journal.close();
  const from = performance.now();
  const { records } = verifyLog(folder, 'journal');
  const verifiedPerSecond = Math.round((records / (performance.now() - from)) * 1000);
  const used = describeLog(folder, 'journal').reduce((sum, { usedBytes }) => sum + usedBytes, 0);
  const bytes = Math.round(used / records);
  const report: JournalReport = {
    bytesPerEvent: bytes,
    most,
    paced,
    single,
    verifiedPerSecond,
    sqlite: sqlite(new Uint8Array(bytes).fill(7)),
  };
  console.log(JSON.stringify(report));
} finally {
  rmSync(folder, { recursive: true });
}

async function singly(journal: FileJournal): Promise<JournalReport['single']> {
  const millis: number[] = [];
  for (let count = 0; count < SINGLE; count += 1) {
    const from = performance.now();
    journal.append(entry);
    await journal.flush();
    millis.push(performance.now() - from);
  }
  return quantiles(millis);
}

async function pacedBy(journal: FileJournal): Promise<JournalReport['paced']> {
  const count = PACED_PER_SECOND * PACED_SECONDS;
  const begun = new Float64Array(count);
  const millis: number[] = [];
  const first = journal.durable + 1;
  const done = Promise.withResolvers<void>();
  let heard = 0;
  journal.onDurable((position) => {
    const now = performance.now();
    for (; heard <= position - first; heard += 1) {
      if (heard % 16 === 0) millis.push(now - (begun[heard] ?? 0));
    }
    if (heard === count) done.resolve();
  });
  const from = performance.now();
  let sent = 0;
  const send = (): void => {
    const due = Math.min(count, ((performance.now() - from) / 1000) * PACED_PER_SECOND);
    for (; sent < due; sent += 1) {
      begun[sent] = performance.now();
      journal.append(entry);
    }
    if (sent < count) setImmediate(send);
  };
  send();
  await done.promise;
  return {
    perSecond: Math.round((count / (performance.now() - from)) * 1000),
    ...quantiles(millis),
  };
}

async function asFastAsItGoes(journal: FileJournal): Promise<number> {
  const target = journal.durable + MOST;
  const done = Promise.withResolvers<void>();
  let sent: number = journal.durable;
  const send = (): void => {
    while (sent < target && sent - journal.durable < IN_FLIGHT_MAX) sent = journal.append(entry);
  };
  journal.onDurable((position) => {
    if (position === target) done.resolve();
    else send();
  });
  const from = performance.now();
  send();
  await done.promise;
  return Math.round((MOST / (performance.now() - from)) * 1000);
}

function sqlite(record: Uint8Array): JournalReport['sqlite'] {
  const database = new DatabaseSync(join(folder, 'rival.sqlite'));
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  database.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, body BLOB NOT NULL)');
  const insert = database.prepare('INSERT INTO event (body) VALUES (?)');
  const commit = (count: number): void => {
    database.exec('BEGIN');
    insertAll(insert, record, count);
    database.exec('COMMIT');
  };
  const millis: number[] = [];
  for (let count = 0; count < SINGLE; count += 1) {
    const from = performance.now();
    commit(1);
    millis.push(performance.now() - from);
  }
  const from = performance.now();
  for (let count = 0; count < MOST; count += SQLITE_GROUP) commit(SQLITE_GROUP);
  const most = Math.round((MOST / (performance.now() - from)) * 1000);
  database.close();
  return { most, single: quantiles(millis) };
}

function insertAll(insert: StatementSync, record: Uint8Array, count: number): void {
  for (let place = 0; place < count; place += 1) insert.run(record);
}

function quantiles(values: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part: number): number =>
    Number((sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(3));
  return { p50: at(0.5), p99: at(0.99) };
}
