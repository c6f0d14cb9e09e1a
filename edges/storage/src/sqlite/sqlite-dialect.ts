import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
} from 'kysely';

import { storageError } from '../errors.ts';
import { whenFree } from './busy.ts';
import { SqliteConnection } from './sqlite-connection.ts';
import { Turnstile } from './turnstile.ts';

/**
 * What a loss of power may take from a file: nothing that was committed, or the last commits, where all of it can be made
 * anew. Neither loses anything when a process dies, and neither leaves a file that is not whole.
 */
export type Keeping = 'each commit' | 'what can be made anew';

/** The query builder over Node's own SQLite: nothing to install. */
export class SqliteDialect implements Dialect {
  readonly #file: string;
  readonly #keeping: Keeping;

  constructor(file: string, keeping: Keeping = 'each commit') {
    this.#file = file;
    this.#keeping = keeping;
  }

  createDriver(): Driver {
    return new SqliteDriver(this.#file, this.#keeping);
  }

  createQueryCompiler(): QueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): DialectAdapter {
    return new SqliteAdapter();
  }

  createIntrospector<Database>(db: Kysely<Database>): DatabaseIntrospector {
    return new SqliteIntrospector(db);
  }
}

/** Pages of the log before a checkpoint puts them in their places: 16 MB of what can be made anew. */
const PAGES_AHEAD = 4_000;
const settingsKeeping: Readonly<Record<Keeping, readonly string[]>> = {
  'each commit': ['PRAGMA synchronous = FULL'],
  'what can be made anew': [
    'PRAGMA synchronous = NORMAL',
    `PRAGMA wal_autocheckpoint = ${PAGES_AHEAD}`,
  ],
};

/**
 * What every connection is told. In WAL mode those who read never wait for who writes; FULL syncs each commit, so
 * that what was committed outlives a loss of power. NORMAL syncs before and behind a checkpoint alone: a loss of power
 * takes the last transactions, each of them whole. Such checkpoints come seldom: others who sync wait for each.
 */
const settingsOf = (keeping: Keeping): readonly string[] => [
  'PRAGMA journal_mode = WAL',
  ...settingsKeeping[keeping],
  'PRAGMA foreign_keys = ON',
  'PRAGMA trusted_schema = OFF',
];

/** The name under which SQLite keeps a database in memory. */
const IN_MEMORY = ':memory:';
/** Read and written by its owner alone; what SQLite puts beside it has the same rights. */
const PRIVATE = 0o600;

/** Makes a file that is not there, so that nobody else ever could read it. */
function makePrivate(file: string): void {
  closeSync(openSync(file, 'a', PRIVATE));
}

/** One connection to one file; transactions come one after the other. */
class SqliteDriver implements Driver {
  readonly #file: string;
  readonly #keeping: Keeping;
  readonly #turns = new Turnstile();
  #connection: SqliteConnection | null = null;

  constructor(file: string, keeping: Keeping) {
    this.#file = file;
    this.#keeping = keeping;
  }

  async init(): Promise<void> {
    if (this.#file !== IN_MEMORY) makePrivate(this.#file);
    const connection = new SqliteConnection(new DatabaseSync(this.#file, { timeout: 0 }));
    try {
      for (const setting of settingsOf(this.#keeping)) {
        await whenFree(() => {
          connection.say(setting);
        });
      }
    } catch (error) {
      connection.close();
      throw error;
    }
    this.#connection = connection;
  }

  async acquireConnection(): Promise<SqliteConnection> {
    await this.#turns.enter();
    const connection = this.#connection;
    if (connection !== null) return connection;
    this.#turns.leave();
    throw storageError('CLOSED', this.#file);
  }

  /** A transaction takes the right to write at its beginning: it never finds out half-way that another has it. */
  async beginTransaction(connection: SqliteConnection): Promise<void> {
    await whenFree(() => {
      connection.say('BEGIN IMMEDIATE');
    });
  }

  async commitTransaction(connection: SqliteConnection): Promise<void> {
    await whenFree(() => {
      connection.say('COMMIT');
    });
  }

  rollbackTransaction(connection: SqliteConnection): Promise<void> {
    // Where the disk is full SQLite has taken all of it back by itself: what it said is to be heard, not a second error.
    if (connection.isInTransaction) connection.say('ROLLBACK');
    return Promise.resolve();
  }

  releaseConnection(): Promise<void> {
    this.#turns.leave();
    return Promise.resolve();
  }

  destroy(): Promise<void> {
    this.#connection?.close();
    this.#connection = null;
    return Promise.resolve();
  }
}
