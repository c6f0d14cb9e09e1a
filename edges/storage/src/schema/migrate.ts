import { createHash } from 'node:crypto';

import { sql, type Kysely, type Transaction } from 'kysely';

import { storageError } from '../errors.ts';
import type { Engine } from './create-table.ts';

/** One step of a schema. What was released is never changed again: its sum is kept with the data. */
export type Migration = {
  /** From 1 on, without a gap. */
  readonly version: number;
  readonly name: string;
  readonly statements: (engine: Engine) => readonly string[];
};

type Applied = { readonly version: bigint; readonly name: string; readonly checksum: string };

/** What every database here has: the migrations that were applied to it. */
export type MigratedDatabase = {
  readonly schema_migrations: Applied & { readonly applied_at: bigint };
};

/** Any number that nobody else locks by. */
const ADVISORY_LOCK = 7_262_113_481_552_001n;
/** How long a start waits for another one that changes the schema, in milliseconds. */
const LOCK_WAIT_MS = 30_000;

/**
 * Brings a database to the newest schema, in one transaction under a lock, so that of two starters one
 * waits and then finds nothing to do. A database that knows more than this program is refused, and so is
 * one whose past is another.
 */
export async function migrate(
  db: Kysely<MigratedDatabase>,
  { engine, migrations, now, prelude = [] }: MigrateOptions,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    if (engine === 'postgres') await lock(tx);
    for (const statement of [...prelude, historyTable[engine]])
      await sql.raw(statement).execute(tx);
    const applied = await tx
      .selectFrom('schema_migrations')
      .select(['version', 'name', 'checksum'])
      .orderBy('version')
      .execute();
    requireKnown(applied, engine, migrations);
    for (const migration of migrations.slice(applied.length)) {
      const { version, name, statements } = migration;
      for (const statement of statements(engine)) await sql.raw(statement).execute(tx);
      const checksum = checksumOf(migration, engine);
      const row = { version: BigInt(version), name, checksum, applied_at: BigInt(now()) };
      await tx.insertInto('schema_migrations').values(row).execute();
    }
  });
}

/** What a migration needs to know. */
export type MigrateOptions = {
  readonly engine: Engine;
  readonly migrations: readonly Migration[];
  /** Microseconds. */
  readonly now: () => number;
  /** What has to be there before; said under the lock. */
  readonly prelude?: readonly string[];
};

/** The sum of what a migration does in an engine, kept beside the data. */
export function checksumOf({ statements }: Migration, engine: Engine): string {
  return createHash('sha256').update(statements(engine).join(';\n')).digest('hex');
}

const historyTable: Readonly<Record<Engine, string>> = {
  sqlite:
    'CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" INTEGER NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "checksum" TEXT NOT NULL, "applied_at" INTEGER NOT NULL) STRICT',
  postgres:
    'CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" BIGINT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "checksum" TEXT NOT NULL, "applied_at" BIGINT NOT NULL)',
};

async function lock(tx: Transaction<MigratedDatabase>): Promise<void> {
  await sql`select set_config('lock_timeout', ${`${LOCK_WAIT_MS}`}, true)`.execute(tx);
  try {
    await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(tx);
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    throw storageError('SCHEMA_LOCKED', `waited ${LOCK_WAIT_MS} ms`);
  }
}

/** PostgreSQL's `lock_not_available`. */
function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}

function requireKnown(
  applied: readonly Applied[],
  engine: Engine,
  migrations: readonly Migration[],
): void {
  const newest = applied.at(-1);
  if (newest !== undefined && newest.version > BigInt(migrations.length)) {
    const known = `this program knows ${migrations.length}`;
    const found = `its schema is ${newest.version} (${newest.name}), ${known}: use the newer program, or its backup from before`;
    throw storageError('SCHEMA_NEWER', found, { found: Number(newest.version) });
  }
  for (const [place, { version, name, checksum }] of applied.entries()) {
    const migration = migrations[place];
    const isSame =
      migration !== undefined &&
      version === BigInt(migration.version) &&
      checksum === checksumOf(migration, engine);
    if (isSame) continue;
    const expected = `expected ${migration?.version} (${migration?.name})`;
    throw storageError('SCHEMA_CHANGED', `${version} (${name}), ${expected}`);
  }
}
