import { ArgosyError, refuse, type ErrorDetails, type Result } from 'argosy/core';

/** Every code the storage throws or refuses with, and what it means. Docs are generated from it. */
export const storageErrors = {
  SCHEMA_NEWER: 'the database was made by a newer version of this program',
  SCHEMA_CHANGED: 'a migration that was applied is not the one that this program knows',
  SCHEMA_LOCKED: 'another start is changing the schema and does not come to an end',
  NOT_DURABLE: 'the database may lose what it said was committed',
  IN_USE: 'another process writes these tables',
  LOCK_LOST: 'the lock on these tables was lost while they were made anew',
  SHARD_MISSING: 'the tables hold shards whose journals were not given',
  DEPENDED_ON: 'something of others hangs on these tables',
  DATABASE_AWAY: 'the database does not answer, or takes nothing',
  DISK_FULL: 'the disk of the data is full',
  BUSY: 'the database stays locked by another',
  OVERLOADED: 'more waits for the database than is allowed',
  CLOSED: 'the store is closed',
  POSITION_MOVED: 'somebody else has projected meanwhile',
  PROJECTION_GAP: 'the records do not continue what was projected',
  PROJECTION_AHEAD: 'more was projected than the journal holds',
  JOURNAL_FOREIGN: 'the tables are of another journal',
  JOURNAL_DIVERGED: 'the journal is not what it was when it was projected',
  BAD_ROW: 'a row cannot be what was written',
  BAD_RECORD: 'a record is out of its bounds',
  BAD_PAGE: 'the page size is out of its bounds',
  BAD_CURSOR: 'the cursor is none that was given for this question',
  BAD_FILTER: 'the filter can match nothing',
  TAKEN: 'there is one of this name already',
  NOT_FOUND: 'there is none of this name',
  LAST_OWNER: 'one active owner has to stay',
  CHANGED_MEANWHILE: 'somebody else has changed it meanwhile',
  KEY_REUSED: 'the idempotency key was used for another request',
  STILL_RUNNING: 'the request of this idempotency key has no answer yet',
  TOKEN_UNKNOWN: 'the refresh token is unknown or over, or its session is',
  TOKEN_REUSED: 'the refresh token was used before: its session is ended',
} as const;

/** The codes of `storageErrors`. */
export type StorageErrorCode = keyof typeof storageErrors;

/** Makes an error of the storage's table with the particulars of the case. */
export function storageError(
  code: StorageErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${storageErrors[code]}: ${detail}`, details);
}
/** A refusal of this room's table with the particulars of the case. */
export function storageRefusal(code: StorageErrorCode, detail: string): Result<never> {
  return refuse(code, `${storageErrors[code]}: ${detail}`);
}
