import { ArgosyError } from 'argosy/core';

/** The codes of `quantErrors`. */
export type QuantErrorCode =
  | 'BAD_NUMBER'
  | 'BAD_DAYS_PER_YEAR'
  | 'BAD_PAIR'
  | 'BAD_LAGS'
  | 'BAD_OPTION';

/** Every code this room throws, and what it means. */
export const quantErrors: Readonly<Record<QuantErrorCode, string>> = {
  BAD_NUMBER: 'every number of a sample must be finite',
  BAD_DAYS_PER_YEAR: 'the days of a year must be a finite number above zero',
  BAD_PAIR: 'two series must be of one length',
  BAD_LAGS: 'lags are a whole number from 0 to 30',
  BAD_OPTION: 'an option cannot be priced by this',
};

/** Makes an error of the room's table with the particulars of the case. */
export function quantError(code: QuantErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${quantErrors[code]}: ${detail}`);
}
