import { sql } from 'kysely';

import { storageError } from '../errors.ts';
import { AdvisoryLock, type Say } from '../postgres/advisory-lock.ts';
import { REBUILT, requireSchemaName, type PostgresPlace } from '../postgres/postgres-dialect.ts';
import { projectionTables } from '../schema/projection-tables.ts';
import { openProjections, openTables, type ProjectionStore } from '../store.ts';
import type { RebuildSite } from './rebuild-site.ts';

/** How long the swap waits for those who read, in milliseconds. */
const READERS_MS = 30_000;
const tables = Object.keys(projectionTables);

/**
 * The site of a schema. The fresh tables stand in a schema beside it and move over one by one, all in one transaction:
 * what others keep in the schema stays, and what they built upon the tables refuses.
 */
export async function schemaSite(place: PostgresPlace): Promise<RebuildSite> {
  const { schema } = place;
  requireSchemaName(schema);
  const fresh = `${schema}${REBUILT}`;
  const lock = await AdvisoryLock.take(place, 'exclusive');
  const dropFresh = (): Promise<void> =>
    lock.transact(async (say) => {
      await say(`drop schema if exists ${fresh} cascade`);
    });
  return {
    openLive: () => openIfWhole(place),
    openFresh: async () => {
      await dropFresh();
      return openTables({ ...place, schema: fresh });
    },
    swap: () => lock.transact((say) => swap(say, { schema, fresh })),
    leave: async () => {
      try {
        // Without the lock they may be another's by now; whoever comes next drops what is left.
        if (lock.isHeld) await dropFresh();
      } finally {
        await lock.release();
      }
    },
  };
}

/** Tables of which some are gone cannot be compared: they count as none. */
async function openIfWhole(place: PostgresPlace): Promise<ProjectionStore | null> {
  const store = await openProjections(place);
  const { rows } = await sql<{ name: string }>`select tablename as name from pg_tables
    where schemaname = ${place.schema}`.execute(store.db);
  const found = new Set(rows.map(({ name }) => name));
  if (tables.every((name) => found.has(name))) return store;
  await store.close();
  return null;
}

type Schemas = { readonly schema: string; readonly fresh: string };

async function swap(say: Say, { schema, fresh }: Schemas): Promise<void> {
  try {
    await say(`set local lock_timeout = ${READERS_MS}`);
    for (const statement of await grantsOf(say, { schema, fresh })) await say(statement);
    for (const name of tables) {
      await say(`drop table if exists ${schema}.${name}`);
      await say(`alter table ${fresh}.${name} set schema ${schema}`);
    }
    await say(`drop schema ${fresh} cascade`);
  } catch (error) {
    throw refusalOf(error, schema) ?? error;
  }
}

/** What gives the fresh tables to those whom the live ones are given to: who reads them goes on reading. */
async function grantsOf(say: Say, { schema, fresh }: Schemas): Promise<readonly string[]> {
  const rows = await say(
    `select format('grant %s on %I.%I to %s%s', given.privilege_type, $2::text, relname,
        case when given.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(given.grantee)) end,
        case when given.is_grantable then ' with grant option' else '' end) as statement
      from pg_class, aclexplode(relacl) as given
      where relnamespace = $1::text::regnamespace and relname = any(string_to_array($3::text, ' '))
        and given.grantee <> relowner`,
    [schema, fresh, tables.join(' ')],
  );
  return rows.map(({ statement }) => String(statement));
}

/** PostgreSQL's `dependent_objects_still_exist` and `lock_not_available`. */
const refusals = { '2BP01': 'DEPENDED_ON', '55P03': 'BUSY' } as const;

function refusalOf(error: unknown, schema: string): Error | null {
  if (!(error instanceof Error) || !('code' in error)) return null;
  const code = error.code === '2BP01' || error.code === '55P03' ? refusals[error.code] : null;
  if (code === null) return null;
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
  const what = detail === '' ? error.message : detail;
  return storageError(code, `${what}; the tables of schema ${schema} stay as they were`);
}
