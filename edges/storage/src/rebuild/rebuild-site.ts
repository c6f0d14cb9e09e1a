import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

import { sql } from 'kysely';

import { storageError } from '../errors.ts';
import { isSchemaName, type PostgresPlace } from '../postgres/postgres-dialect.ts';
import { FileLock } from '../sqlite/file-lock.ts';
import { openProjections, type ProjectionStore, type StorePlace } from '../store.ts';

/** Where tables are made anew beside the live ones, and how they take their place. */
export type RebuildSite = {
  /** The live tables; null where there are none, or what is there is no database any more. */
  readonly openLive: () => Promise<ProjectionStore | null>;
  readonly openFresh: () => Promise<ProjectionStore>;
  /** Puts the fresh tables in the place of the live ones; both are closed by then. */
  readonly swap: () => Promise<void>;
  /** Takes the fresh ones away, where they are still there, and gives the place back. */
  readonly leave: () => Promise<void>;
};

/** The site of a place. */
export function siteOf(place: StorePlace): RebuildSite {
  return place.engine === 'sqlite' ? fileSite(place.file) : schemaSite(place);
}

/** What a file of SQLite has beside it while it is open. */
const SIDES = ['-wal', '-shm'] as const;
/** SQLite's codes of a file that is damaged, and of one that is none of its own. */
const unreadable: readonly number[] = [11, 26];

function fileSite(file: string): RebuildSite {
  const fresh = `${file}.rebuilt`;
  const lock = FileLock.take(file);
  removeFile(fresh);
  return {
    openLive: () => openIfReadable(file),
    openFresh: () => openProjections({ engine: 'sqlite', file: fresh }),
    swap: () => {
      requireClosed(fresh);
      // Pages that a dead writer left beside the live file must not meet the fresh one under its name.
      for (const side of SIDES) rmSync(`${file}${side}`, { force: true });
      renameSync(fresh, file);
      syncFolder(dirname(file));
      return Promise.resolve();
    },
    leave: () => {
      removeFile(fresh);
      lock.release();
      return Promise.resolve();
    },
  };
}

async function openIfReadable(file: string): Promise<ProjectionStore | null> {
  if (!existsSync(file)) return null;
  try {
    return await openProjections({ engine: 'sqlite', file });
  } catch (error) {
    const code = error instanceof Error && 'errcode' in error ? Number(error.errcode) : 0;
    if (unreadable.includes(code)) return null;
    throw error;
  }
}

function requireClosed(file: string): void {
  if (existsSync(`${file}-wal`)) throw storageError('IN_USE', file, { file });
}

function removeFile(file: string): void {
  for (const side of ['', ...SIDES]) rmSync(`${file}${side}`, { force: true });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function schemaSite(place: PostgresPlace): RebuildSite {
  if (!isSchemaName(place.schema)) {
    throw storageError('BAD_RECORD', `a schema ${JSON.stringify(place.schema)}`);
  }
  const { schema } = place;
  const [fresh, old] = [`${schema}_rebuilt`, `${schema}_old`];
  const inFresh = { ...place, schema: fresh };
  return {
    openLive: () => openProjections(place),
    openFresh: async () => {
      await say(place, [`DROP SCHEMA IF EXISTS ${fresh} CASCADE`]);
      return openProjections(inFresh);
    },
    swap: () =>
      say(place, [
        `DROP SCHEMA IF EXISTS ${old} CASCADE`,
        `ALTER SCHEMA ${schema} RENAME TO ${old}`,
        `ALTER SCHEMA ${fresh} RENAME TO ${schema}`,
        `DROP SCHEMA ${old} CASCADE`,
      ]),
    leave: () => say(place, [`DROP SCHEMA IF EXISTS ${fresh} CASCADE`]),
  };
}

async function say(place: PostgresPlace, statements: readonly string[]): Promise<void> {
  const store = await openProjections(place);
  try {
    await store.db.transaction().execute(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx);
    });
  } finally {
    await store.close();
  }
}
