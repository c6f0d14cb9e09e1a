import { ArgosyError } from 'argosy/core';

/** The codes of `quantErrors`. */
export type QuantErrorCode =
  | 'BAD_NUMBER'
  | 'BAD_DAYS_PER_YEAR'
  | 'BAD_PAIR'
  | 'BAD_LAGS'
  | 'BAD_OPTION'
  | 'BAD_CHOICE';

/** Every code this room throws, and what it means. */
export const quantErrors: Readonly<Record<QuantErrorCode, string>> = {
  BAD_NUMBER: 'every number of a sample must be finite',
  BAD_DAYS_PER_YEAR: 'the days of a year must be a finite number above zero',
  BAD_PAIR: 'two series must be of one length',
  BAD_LAGS: 'lags are a whole number from 0 to 30',
  BAD_OPTION: 'an option cannot be priced by this',
  BAD_CHOICE: 'a word must be one of those that are known',
};

/** Refuses a word that is none of those known, as plain JavaScript may hand it in. */
export function checkChoice(what: string, word: unknown, known: readonly string[]): void {
  if (known.some((one) => one === word)) return;
  throw quantError('BAD_CHOICE', `${what} ${shownOf(word)}, expected ${known.join(' or ')}`);
}

/** A value as a message shows it: a text is told from a number. */
export function shownOf(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : String(value);
}

/** Makes an error of the room's table with the particulars of the case. */
export function quantError(code: QuantErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${quantErrors[code]}: ${detail}`);
}
