import type { PostgresPool } from 'kysely';
import type { Pool, PoolClient } from 'pg';

import { storageError } from '../errors.ts';

/** What the system says of a server that cannot be reached, or is no longer. */
const systemCodes: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNABORTED',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);
/**
 * What the server says itself, by classes of SQLSTATE: connections (08), no resources left (53), somebody ends or starts it
 * (57P0), a disk that failed (58); and that it only reads, as one does that stands by.
 */
const states = /^(?:08|53|57P0|58|25006)/u;
/** `query_canceled`: it took longer than a statement may. */
const CANCELED = '57014';
/** What `pg` says without a code. */
const words =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client (?:has encountered a connection error|was closed))/u;

/** A pool whose errors say by a code whether the database is away, or too busy: all others are bugs. */
export function toldPool(pool: Pool): PostgresPool {
  const clients = new WeakMap<PoolClient, PoolClient>();
  return {
    options: pool.options,
    connect: async () => {
      const client = await told(pool.connect());
      const known = clients.get(client) ?? toldClient(client);
      clients.set(client, known);
      return known;
    },
    end: () => pool.end(),
  };
}

/** The same error, or what it means where the database is away. */
export async function told<Value>(asked: Promise<Value>): Promise<Value> {
  try {
    return await asked;
  } catch (error) {
    throw meaningOf(error);
  }
}

function toldClient(client: PoolClient): PoolClient {
  return new Proxy(client, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...given: readonly unknown[]): unknown => {
        const answer: unknown = Reflect.apply(value, target, given);
        return answer instanceof Promise ? told(answer) : answer;
      };
    },
  });
}

function meaningOf(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === CANCELED) return storageError('BUSY', error.message);
  const isAway = systemCodes.has(code) || states.test(code) || words.test(error.message);
  // An error of several addresses has no message of its own.
  return isAway
    ? storageError('DATABASE_AWAY', error.message === '' ? code : error.message)
    : error;
}
