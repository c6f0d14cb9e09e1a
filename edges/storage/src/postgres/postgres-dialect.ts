import { PostgresDialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';

import { storageError } from '../errors.ts';
import { toldPool } from './told-pool.ts';

/** Where a PostgreSQL is, and how it is used. */
export type PostgresPlace = {
  readonly engine: 'postgres';
  /** `postgres://user@host/database`, or a host's folder of sockets in its `host` parameter. */
  readonly connection: string;
  /** The schema that the tables stand in; it is made where it is missing. */
  readonly schema: string;
  /** At most so many connections at once. */
  readonly connectionsMax?: number;
  /** Hears of a connection that broke; what was asked on it fails, and the next query opens another. */
  readonly onFault?: (error: Error) => void;
};

const CONNECTIONS_MAX = 4;
/** How long a connection may take to come about, in milliseconds. */
export const CONNECT_MS = 10_000;
/** How long a statement may take, in milliseconds. */
export const STATEMENT_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
/** PostgreSQL's type of 64-bit integers, which `pg` gives as text unless told. */
const INT8 = 20;
const schemaPattern = /^[a-z][a-z0-9_]{0,40}$/u;

/** What the name of a schema ends in whose tables are being made: nobody keeps anything in one. */
export const REBUILT = '_rebuilt';

/** Refuses a word that names no schema (it goes into the settings of connections unquoted), or one that is taken away. */
export function requireSchemaName(word: string): void {
  if (!schemaPattern.test(word)) {
    throw storageError('BAD_RECORD', `a schema ${JSON.stringify(word)}`);
  }
  if (word.endsWith(REBUILT)) {
    const why = `a schema ${word}: what ends in ${REBUILT} is dropped whenever tables are made anew`;
    throw storageError('BAD_RECORD', why);
  }
}

/** The query builder over a pool of connections to PostgreSQL, with all its waiting bounded. */
export function postgresDialect({
  connection,
  schema,
  connectionsMax = CONNECTIONS_MAX,
  onFault = () => {},
}: PostgresPlace): PostgresDialect {
  const types = new TypeOverrides();
  types.setTypeParser(INT8, BigInt);
  const pool = new Pool({
    connectionString: connection,
    types,
    max: connectionsMax,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    application_name: 'argosy',
    options: `-c search_path=${schema}`,
    allowExitOnIdle: true,
  });
  pool.on('error', onFault);
  // A connection in use tells of its end by an event too, besides failing its query: unheard, that ends the process.
  pool.on('connect', (client) => {
    client.on('error', onFault);
  });
  return new PostgresDialect({ pool: toldPool(pool) });
}
