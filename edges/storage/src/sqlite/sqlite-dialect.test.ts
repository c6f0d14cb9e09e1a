import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { isBusy, whenFree } from './busy.ts';
import { FileLock } from './file-lock.ts';
import { SqliteDialect } from './sqlite-dialect.ts';
import { StatementCache } from './statement-cache.ts';
import { Turnstile } from './turnstile.ts';

type Notes = { readonly note: { readonly id: bigint; readonly text: string } };

let folder = '';
let db: Kysely<Notes>;
const fileOf = (): string => join(folder, 'notes.db');
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-sqlite-'));
  db = new Kysely<Notes>({ dialect: new SqliteDialect(fileOf()) });
  await sql`create table note (id integer primary key, text text not null) strict`.execute(db);
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

async function settingOf(name: string): Promise<unknown> {
  const { rows } = await sql<
    Record<string, unknown>
  >`select * from pragma_${sql.raw(name)}`.execute(db);
  return Object.values(rows[0] ?? {})[0];
}

describe('the query builder over SQLite', () => {
  test('writes ahead and syncs every commit', async () => {
    expect([await settingOf('journal_mode'), await settingOf('synchronous')]).toEqual(['wal', 2n]);
  });

  test('syncs no commit of what can be made anew', async () => {
    await db.destroy();
    db = new Kysely<Notes>({ dialect: new SqliteDialect(fileOf(), 'what can be made anew') });
    expect([await settingOf('journal_mode'), await settingOf('synchronous')]).toEqual(['wal', 1n]);
    const { rows } = await sql<{ pages: bigint }>`pragma wal_autocheckpoint`.execute(db);
    expect(Object.values(rows[0] ?? {})).toEqual([4_000n]);
  });

  test('gives whole numbers back to the last unit', async () => {
    const id = 2n ** 63n - 1n;
    await db.insertInto('note').values({ id, text: 'large' }).execute();
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([{ id, text: 'large' }]);
  });

  test('says how many rows were changed', async () => {
    await db.insertInto('note').values({ id: 1n, text: 'a' }).execute();
    const result = await db.updateTable('note').set({ text: 'b' }).executeTakeFirst();
    expect(result.numUpdatedRows).toBe(1n);
  });

  test('takes back a transaction that fails', async () => {
    const failing = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 1n, text: 'a' }).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await db.selectFrom('note').selectAll().execute()).toEqual([]);
  });

  test('keeps what is said outside of a transaction out of it', async () => {
    const inside = db.transaction().execute(async (tx) => {
      await tx.insertInto('note').values({ id: 1n, text: 'inside' }).execute();
      await Promise.resolve();
      throw new Error('no');
    });
    const outside = db.insertInto('note').values({ id: 2n, text: 'outside' }).execute();
    await expect(inside).rejects.toThrow('no');
    await outside;
    expect(await db.selectFrom('note').select('id').execute()).toEqual([{ id: 2n }]);
  });

  test('gives rows one by one', async () => {
    for (const id of [1n, 2n, 3n]) await db.insertInto('note').values({ id, text: '' }).execute();
    const seen: bigint[] = [];
    for await (const { id } of db.selectFrom('note').select('id').stream()) seen.push(id);
    expect(seen).toEqual([1n, 2n, 3n]);
  });

  test('refuses a value that no column holds', async () => {
    const query = sql`select ${1.5} as half`.execute(db);
    await expect(query).rejects.toMatchObject({ code: 'BAD_ROW' });
  });

  test('waits while another connection writes, without holding its thread up', async () => {
    const other = new DatabaseSync(fileOf());
    other.exec('BEGIN IMMEDIATE');
    const waiting = db.insertInto('note').values({ id: 1n, text: 'a' }).execute();
    await new Promise(setImmediate);
    other.exec('COMMIT');
    other.close();
    await waiting;
    expect(await db.selectFrom('note').select('id').execute()).toHaveLength(1);
  });

  test.skipIf(process.platform === 'win32')('is read by its owner alone', async () => {
    await db.insertInto('note').values({ id: 1n, text: 'a' }).execute();
    for (const side of ['', '-wal'])
      expect(statSync(`${fileOf()}${side}`).mode & 0o777).toBe(0o600);
  });

  test('is closed for good', async () => {
    await db.destroy();
    await expect(db.selectFrom('note').selectAll().execute()).rejects.toThrow('destroyed');
  });
});

test('a writer that never ends is told of in the end', async () => {
  const other = new DatabaseSync(fileOf());
  other.exec('BEGIN IMMEDIATE');
  const mine = new DatabaseSync(fileOf(), { timeout: 0 });
  await expect(
    whenFree(() => {
      mine.exec('BEGIN IMMEDIATE');
    }, 0),
  ).rejects.toMatchObject({ code: 'BUSY' });
  mine.close();
  other.close();
});

test('of an error that is no lock nothing is tried again', async () => {
  let tries = 0;
  const failing = whenFree(() => {
    tries += 1;
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect([tries, isBusy(new Error('no'))]).toEqual([1, false]);
});

test('a file is one’s own until it is given back', () => {
  const lock = FileLock.take(fileOf());
  expect(() => FileLock.take(fileOf())).toThrow(expect.objectContaining({ code: 'IN_USE' }));
  lock.release();
  lock.release();
  FileLock.take(fileOf()).release();
});

test('prepared statements are kept up to their bound, those used last', () => {
  const database = new DatabaseSync(':memory:');
  const cache = new StatementCache(database, 2);
  const first = cache.get('select 1');
  cache.get('select 2');
  expect(cache.get('select 1')).toBe(first);
  cache.get('select 3');
  expect([cache.size, cache.get('select 1') === first]).toEqual([2, true]);
  cache.clear();
  database.close();
});

test('one at a time comes through, in order, and no more wait than may', async () => {
  const turns = new Turnstile(2);
  const seen: number[] = [];
  await turns.enter();
  const waiting = [1, 2].map(async (number) => {
    await turns.enter();
    seen.push(number);
    turns.leave();
  });
  await expect(turns.enter()).rejects.toMatchObject({ code: 'OVERLOADED' });
  turns.leave();
  await Promise.all(waiting);
  expect(seen).toEqual([1, 2]);
  await turns.enter();
});
