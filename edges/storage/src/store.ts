import { Kysely } from 'kysely';

import { AdvisoryLock } from './postgres/advisory-lock.ts';
import { requireDurable } from './postgres/durability.ts';
import {
  postgresDialect,
  requireSchemaName,
  type PostgresPlace,
} from './postgres/postgres-dialect.ts';
import type { Engine } from './schema/create-table.ts';
import { migrate, type MigratedDatabase, type Migration } from './schema/migrate.ts';
import { projectionMigrations, recordMigrations } from './schema/migrations.ts';
import type { ProjectionDatabase } from './schema/projection-tables.ts';
import type { RecordDatabase } from './schema/record-tables.ts';
import { FileLock } from './sqlite/file-lock.ts';
import { SqliteDialect, type Keeping } from './sqlite/sqlite-dialect.ts';
import { wholeTexts } from './whole-text.ts';

/** The name of the file of projections among what a node keeps. */
export const PROJECTIONS_FILE = 'projections.db';

/** The name of the file of people's records among what a node keeps. */
export const RECORDS_FILE = 'records.db';

/** Where tables are: a file of SQLite, or a schema of PostgreSQL. */
export type StorePlace = { readonly engine: 'sqlite'; readonly file: string } | PostgresPlace;

/** What a store is told besides its place. */
export type StoreOptions = {
  /** Microseconds; the machine's clock unless told. */
  readonly now?: () => number;
  /**
   * Whether nobody makes the tables anew until it is closed, and nobody else projects into a file of SQLite. In
   * PostgreSQL others may: two projectors do each other no harm.
   */
  readonly isAlone?: boolean;
};

/** A right that is had until it is given back. */
type Lock = { readonly release: () => void | Promise<void> };

/** An open database of the newest schema. Everything about it is asynchronous, whatever stands behind it. */
export class Store<Database> {
  readonly engine: Engine;
  readonly db: Kysely<Database>;
  readonly #lock: Lock | null;

  constructor(engine: Engine, db: Kysely<Database>, lock: Lock | null = null) {
    this.engine = engine;
    this.db = db;
    this.#lock = lock;
  }

  /** Closes it; twice is as good as once. */
  async close(): Promise<void> {
    try {
      await this.db.destroy();
    } finally {
      await this.#lock?.release();
    }
  }
}

/** What people leave behind. */
export type RecordStore = Store<MigratedDatabase & RecordDatabase>;

/** The records, outside of a transaction or in one: several calls that get the same one happen together or not at all. */
export type RecordDb = Kysely<MigratedDatabase & RecordDatabase>;

/** The tables that are made of the journal. */
export type ProjectionStore = Store<MigratedDatabase & ProjectionDatabase>;

/**
 * Opens the projections of the journal, and brings them to the newest schema.
 *
 * @example
 * const store = await openProjections({ engine: 'sqlite', file: 'data/projections.db' });
 */
export async function openProjections(
  place: StorePlace,
  options: StoreOptions = {},
): Promise<ProjectionStore> {
  if (place.engine === 'postgres') requireSchemaName(place.schema);
  const lock = options.isAlone === true ? await lockOf(place) : null;
  try {
    return await openTables(place, options, lock);
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

/** Opens projections whatever they are called: those too that are being made anew. */
export async function openTables(
  place: StorePlace,
  options: StoreOptions = {},
  lock: Lock | null = null,
): Promise<ProjectionStore> {
  const db = await openMigrated(place, projectionMigrations, options, 'what can be made anew');
  return new Store(place.engine, db.withTables<ProjectionDatabase>(), lock);
}

/** What the records are told besides their place. */
export type RecordOptions = Pick<StoreOptions, 'now'> & {
  /** Whether a loss of power may take from them what was committed: for tests. */
  readonly mayLose?: boolean;
};

/**
 * Opens the records of people, and brings them to the newest schema. A PostgreSQL that does not sync its commits is
 * refused: an answer that was given would be forgotten.
 */
export async function openRecords(
  place: StorePlace,
  { mayLose = false, ...options }: RecordOptions = {},
): Promise<RecordStore> {
  if (place.engine === 'postgres') requireSchemaName(place.schema);
  const db = await openMigrated(place, recordMigrations, options);
  try {
    if (place.engine === 'postgres' && !mayLose) await requireDurable(db);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return new Store(place.engine, db.withTables<RecordDatabase>());
}

/** Opens a database and brings it to the newest of its migrations. */
export async function openMigrated(
  place: StorePlace,
  migrations: readonly Migration[],
  { now = () => Date.now() * 1000 }: StoreOptions = {},
  keeping: Keeping = 'each commit',
): Promise<Kysely<MigratedDatabase>> {
  const { engine } = place;
  const dialect = dialectOf(place, keeping);
  const db = new Kysely<MigratedDatabase>({ dialect, plugins: [wholeTexts] });
  const prelude = place.engine === 'sqlite' ? [] : [`CREATE SCHEMA IF NOT EXISTS ${place.schema}`];
  try {
    await migrate(db, { engine, migrations, now, prelude });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return db;
}

async function lockOf(place: StorePlace): Promise<Lock> {
  return place.engine === 'sqlite' ? FileLock.take(place.file) : AdvisoryLock.take(place, 'shared');
}

/** Of a database the version of its schema, and the newest that this program knows. It is only looked at. */
export async function readSchema(
  place: StorePlace,
  which: 'records' | 'projections',
): Promise<{ readonly found: number; readonly newest: number }> {
  const migrations = which === 'records' ? recordMigrations : projectionMigrations;
  const db = new Kysely<MigratedDatabase>({ dialect: dialectOf(place), plugins: [wholeTexts] });
  try {
    const applied = await db.selectFrom('schema_migrations').select('version').execute();
    const found = Math.max(0, ...applied.map(({ version }) => Number(version)));
    return { found, newest: migrations.length };
  } finally {
    await db.destroy();
  }
}

function dialectOf(
  place: StorePlace,
  keeping?: Keeping,
): SqliteDialect | ReturnType<typeof postgresDialect> {
  return place.engine === 'sqlite'
    ? new SqliteDialect(place.file, keeping)
    : postgresDialect(place);
}
