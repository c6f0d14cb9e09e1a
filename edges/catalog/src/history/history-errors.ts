import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code of history, with what it means. Docs are generated from it. */
export const historyErrors = {
  HISTORY_ENGINE_MISSING: 'history needs DuckDB, whose binary for this machine is not installed',
  HISTORY_ENGINE_FAILED: 'DuckDB could not do what history asked of it',
  HISTORY_BAD_KEY: 'a name is none that an object of a store can have',
  HISTORY_NO_OBJECT: 'a store has no object of this name',
  HISTORY_OBJECT_TOO_LARGE: 'an object is larger than is read or written whole',
  HISTORY_BAD_SERIES: 'a series is not one',
  HISTORY_BAD_ROWS: 'rows cannot be kept as they are',
  HISTORY_PRECISION: 'rows have another precision than their series',
  HISTORY_DAMAGED: 'a file of the history is damaged',
  HISTORY_NO_STORE: 'there is no such folder',
  HISTORY_NO_TAPE: 'a folder has no tape',
  HISTORY_IN_USE: 'another process writes this history',
  HISTORY_UNKNOWN_SERIES: 'history has no such series',
  HISTORY_BAD_OPTION: 'an option of history is out of its bounds',
} as const;

/** The codes of `historyErrors`. */
export type HistoryErrorCode = keyof typeof historyErrors;

/** Makes an error of the table with the particulars of the case. */
export function historyError(
  code: HistoryErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${historyErrors[code]}: ${detail}`, details);
}
