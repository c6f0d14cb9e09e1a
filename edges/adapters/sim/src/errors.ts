import { ArgosyError } from 'argosy/core';

/** Every code the simulated broker throws when it is set up with what cannot be. */
export const simErrors = {
  BAD_DEMO: 'a demo exchange cannot be made so',
  UNKNOWN_CHARGES: 'no such charges are known',
} as const;

/** The codes of `simErrors`. */
export type SimErrorCode = keyof typeof simErrors;

/** Makes an error of the table with the particulars of the case. */
export function simError(code: SimErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${simErrors[code]}: ${detail}`);
}
