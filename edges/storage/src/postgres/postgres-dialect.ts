import { PostgresDialect } from 'kysely';
import { Pool, TypeOverrides } from 'pg';

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
const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;
const IDLE_IN_TRANSACTION_MS = 60_000;
/** PostgreSQL's type of 64-bit integers, which `pg` gives as text unless told. */
const INT8 = 20;
const schemaPattern = /^[a-z][a-z0-9_]{0,40}$/u;

/** Whether a word can name a schema; it goes into the settings of connections unquoted. */
export function isSchemaName(word: string): boolean {
  return schemaPattern.test(word);
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
  return new PostgresDialect({ pool });
}
