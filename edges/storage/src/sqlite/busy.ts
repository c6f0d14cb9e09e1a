import { setTimeout as pause } from 'node:timers/promises';

import { storageError } from '../errors.ts';

/** How long a writer waits for another one, in milliseconds. */
const BUSY_WAIT_MS = 10_000;
const PAUSE_MS = 5;
/** SQLite's primary result codes for a lock that another connection holds. */
const SQLITE_BUSY = 5;
const PRIMARY_CODE = 0xff;
/** READONLY, IOERR and CANTOPEN. */
const awayCodes: ReadonlySet<number> = new Set([8, 10, 14]);
const SQLITE_FULL = 13;
/** Of what lies in memory beside the file, the room for it could not be taken. */
const SQLITE_IOERR_SHMSIZE = 4874;

/**
 * Does something that another connection may be in the way of, again and again until a deadline. SQLite could
 * wait by itself, but then the whole thread would stand still, and with it whoever is to give the lock back.
 */
export async function whenFree<Value>(
  run: () => Value,
  waitMs: number = BUSY_WAIT_MS,
): Promise<Value> {
  const until = performance.now() + waitMs;
  for (;;) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error)) throw meaningOf(error);
      if (performance.now() >= until) throw storageError('BUSY', `waited ${waitMs} ms`);
    }
    await pause(PAUSE_MS);
  }
}

/** The same error, or what it means where the file can no longer be read or written: the disk is full, broken or away. */
export function meaningOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const extended = Number(error.errcode);
  const code = extended & PRIMARY_CODE;
  if (code === SQLITE_FULL || extended === SQLITE_IOERR_SHMSIZE)
    return storageError('DISK_FULL', error.message);
  const isAway = awayCodes.has(code);
  return isAway ? storageError('DATABASE_AWAY', error.message) : error;
}

/** Whether an error of SQLite says that another connection holds a lock. */
export function isBusy(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return (Number(error.errcode) & PRIMARY_CODE) === SQLITE_BUSY;
}
