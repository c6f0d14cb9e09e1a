import { sql, type QueryExecutorProvider } from 'kysely';

import { storageError } from '../errors.ts';

/** What a PostgreSQL has to be set to, so that what it calls committed is. */
const wanted: Readonly<Record<string, readonly string[]>> = {
  fsync: ['on'],
  full_page_writes: ['on'],
  synchronous_commit: ['on', 'remote_apply'],
};

type Setting = { readonly name: string; readonly setting: string };

/** Refuses a PostgreSQL that may lose what it has committed. */
export async function requireDurable(db: QueryExecutorProvider): Promise<void> {
  const names = sql.join(Object.keys(wanted));
  const { rows } = await sql<Setting>`select name, setting from pg_settings
    where name in (${names}) order by name`.execute(db);
  const bad = rows.filter(({ name, setting }) => wanted[name]?.includes(setting) !== true);
  if (bad.length === 0) return;
  const found = bad.map(({ name, setting }) => `${name} is ${setting}`).join(', ');
  throw storageError('NOT_DURABLE', found);
}
