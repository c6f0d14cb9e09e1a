import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code the journal throws, with what it means. Docs are generated from it. */
export const journalErrors = {
  BAD_OPTION: 'an option of the journal is out of its bounds',
  NOT_A_SEGMENT: 'a file does not begin as a segment of this journal',
  DAMAGED: 'a record that was safe once is damaged, and others lie behind it',
  RECORDS_LOST: 'records that were safe once are gone from the end of the journal',
  CHAIN_BROKEN: 'a segment does not continue the one before it',
  UNREADABLE: 'a whole record cannot be understood',
  RECORD_TOO_LARGE: 'one record is larger than a block may be',
  GROUP_TOO_LARGE: 'records that belong together are larger than a block may be',
  BACKLOG: 'more waits for the disk than allowed',
  STORAGE_FULL: 'the disk is full and the reserve is used up',
  STOPPED: 'the journal has stopped and takes nothing more',
  IN_USE: 'another process writes this journal',
  FOLLOWER_LOST: 'the follower does not answer',
  FOLLOWER_AHEAD: 'the follower holds records that this journal does not have',
  DIVERGED: 'a block does not continue the log it was sent to',
  ARCHIVED: 'the records asked for have left for an archive',
  RETAINED: 'what has to be kept is not deleted',
  BAD_MASTER_KEY: 'the master key of the names cannot be read',
  WRONG_MASTER_KEY: 'the names were put there under another master key',
  UNKNOWN_CLIENT: 'no name is kept for this client',
  BAD_NAME: 'a name is empty or out of bounds',
  NAME_DAMAGED: 'what a name is kept in is damaged',
  FENCED: 'another writer has taken the journal over',
} as const;

/** The codes of `journalErrors`. */
export type JournalErrorCode = keyof typeof journalErrors;

/** Makes an error of the journal's table with the particulars of the case. */
export function journalError(
  code: JournalErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${journalErrors[code]}: ${detail}`, details);
}
