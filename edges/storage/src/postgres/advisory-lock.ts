import { sql, type QueryExecutorProvider } from 'kysely';
import { Client } from 'pg';

import { storageError } from '../errors.ts';
import { CONNECT_MS, STATEMENT_MS, type PostgresPlace } from './postgres-dialect.ts';
import { told } from './told-pool.ts';

/** Who has the tables of a schema: as many as like that project into it, or one that makes them anew. */
export type LockMode = 'shared' | 'exclusive';

/** Says a statement on the lock's own connection. */
export type Say = (statement: string, values?: readonly string[]) => Promise<readonly SaidRow[]>;

type SaidRow = Readonly<Record<string, unknown>>;

/** What a schema is locked by is its name behind this word, so that no other program's locks are met. */
const PREFIX = 'argosy projections ';
const tries: Readonly<Record<LockMode, string>> = {
  shared: 'pg_try_advisory_lock_shared',
  exclusive: 'pg_try_advisory_lock',
};

/**
 * The right to project into a schema of PostgreSQL, or to make it anew. It lives as long as its connection, so it ends
 * with its process, however that ends. What only its holder may do is said on that connection: where the lock is lost
 * nothing of it happens.
 */
export class AdvisoryLock {
  readonly #client: Client;
  readonly #name: string;
  #fault: Error | null = null;

  private constructor({ connection, schema, onFault = () => {} }: PostgresPlace) {
    this.#name = `${PREFIX}${schema}`;
    this.#client = new Client({
      connectionString: connection,
      connectionTimeoutMillis: CONNECT_MS,
      statement_timeout: STATEMENT_MS,
      application_name: 'argosy lock',
      keepAlive: true,
    });
    this.#client.on('error', (error) => {
      this.#fault = error;
      onFault(error);
    });
  }

  /** Takes the right, or throws where another has it. */
  static async take(place: PostgresPlace, mode: LockMode): Promise<AdvisoryLock> {
    const lock = new AdvisoryLock(place);
    await told(lock.#client.connect());
    try {
      const statement = `select ${tries[mode]}(hashtextextended($1, 0)) as taken`;
      const [row] = await lock.#say(statement, [lock.#name]);
      if (row?.['taken'] !== true) throw await lock.#refusal(place.schema);
    } catch (error) {
      await lock.release();
      throw error;
    }
    return lock;
  }

  /** Whether its connection stands, as far as is known. */
  get isHeld(): boolean {
    return this.#fault === null;
  }

  /** Does something in one transaction that is only done while the right is had. */
  async transact(run: (say: Say) => Promise<void>): Promise<void> {
    try {
      await this.#say('begin');
      await this.#requireHeld();
      await run(this.#say);
      await this.#say('commit');
    } catch (error) {
      const isBack = await this.#say('rollback').then(
        () => true,
        () => false,
      );
      throw isBack ? error : this.#lost(this.#fault ?? error);
    }
  }

  /** Gives it back; twice is as good as once. */
  async release(): Promise<void> {
    await this.#client.end();
  }

  readonly #say: Say = async (statement, values = []) => {
    const { rows } = await this.#client.query<SaidRow>(statement, [...values]);
    return rows;
  };

  /** A pool of connections in between may have given the session to somebody else. */
  async #requireHeld(): Promise<void> {
    const statement = 'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as taken';
    const [row] = await this.#say(statement, [this.#name]);
    if (row?.['taken'] !== true) throw this.#lost(null);
  }

  #lost(cause: unknown): Error {
    const why = cause instanceof Error ? cause.message : 'its connection is no session of its own';
    return storageError('LOCK_LOST', `${this.#name}: ${why}`);
  }

  async #refusal(schema: string): Promise<Error> {
    const rows = await this.#say(
      `select mode, pid::text from pg_locks
        where locktype = 'advisory' and granted and objsubid = 1
          and database = (select oid from pg_database where datname = current_database())
          and ((classid::bigint << 32) | objid::bigint) = hashtextextended($1, 0)
        order by pid`,
      [this.#name],
    );
    const who = rows.map(({ pid }) => `backend ${String(pid)}`).join(', ');
    const isAnew = rows.some(({ mode }) => mode === 'ExclusiveLock');
    const what = isAnew ? 'is made anew' : 'is projected into';
    return storageError('IN_USE', `schema ${schema} ${what} by ${who}`, { schema });
  }
}

/** Lets a transaction project, which keeps whoever makes the tables anew away until its end; throws while one does. */
export async function requireUnlocked(tx: QueryExecutorProvider): Promise<void> {
  const { rows } = await sql<{ schema: string; taken: boolean }>`
    select current_schema() as schema, pg_try_advisory_xact_lock_shared(
      hashtextextended(${PREFIX}::text || current_schema()::text, 0)) as taken`.execute(tx);
  const [row] = rows;
  if (row?.taken === true) return;
  throw storageError('IN_USE', `schema ${row?.schema} is made anew`);
}
