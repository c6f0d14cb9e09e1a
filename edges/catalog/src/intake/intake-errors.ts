import { ArgosyError, type ErrorDetails } from 'argosy/core';

/** Every code of intake, with what it means. Docs are generated from it. */
export const intakeErrors = {
  INTAKE_UNREADABLE: 'the file cannot be read as a table',
  INTAKE_REFUSED: 'the file is not taken in',
  INTAKE_TOO_LARGE: 'the file goes beyond what is taken in at once',
  INTAKE_NO_MAPPING: 'what the columns mean cannot be told',
  INTAKE_BAD_MAPPING: 'the mapping is not one for this file',
  INTAKE_BAD_ROWS: 'rows of the file cannot be kept',
  INTAKE_BAD_JOB: 'the backfill job is not one',
} as const;

/** The codes of `intakeErrors`. */
export type IntakeErrorCode = keyof typeof intakeErrors;

/** Makes an error of the table with the particulars of the case. */
export function intakeError(
  code: IntakeErrorCode,
  detail: string,
  details: ErrorDetails = {},
): ArgosyError {
  return new ArgosyError(code, `${intakeErrors[code]}: ${detail}`, details);
}
