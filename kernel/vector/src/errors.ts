import { ArgosyError } from 'argosy/core';

/** The codes of `vectorErrors`. */
export type VectorErrorCode =
  | 'BAD_COLUMNS'
  | 'BAD_SIGNALS'
  | 'BAD_RULES'
  | 'BAD_SEARCH'
  | 'TOO_LARGE';

/** Every code this room throws, and what it means. */
export const vectorErrors: Readonly<Record<VectorErrorCode, string>> = {
  BAD_COLUMNS: 'bars cannot stand in columns',
  BAD_SIGNALS: 'signals must be one of -1, 0 and 1 for each bar',
  BAD_RULES: 'signals cannot be traded by these rules',
  BAD_SEARCH: 'what is searched is not as expected',
  TOO_LARGE: 'an amount is too large to be exact: at most 2 ** 52 smallest units of the money',
};

/** Makes an error of the room's table with the particulars of the case. */
export function vectorError(code: VectorErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${vectorErrors[code]}: ${detail}`);
}
