import { ArgosyError, type ErrorEntry } from 'argosy/core';

/** The codes of this room. */
export type DomainErrorCode =
  | 'DUPLICATE_INSTRUMENT'
  | 'TABLE_FULL'
  | 'LISTED_LATE'
  | 'BAR_SPEC_MALFORMED'
  | 'BAR_SPEC_COMPOSITE'
  | 'BAR_SPEC_COUNTED'
  | 'FORMULA_MALFORMED'
  | 'BAD_SCALE'
  | 'UNKNOWN_TAG'
  | 'PAYLOAD_NOT_JSON';

/** Every code of this room, with what it means. Docs are generated from it. */
export const domainErrors: Readonly<Record<DomainErrorCode, ErrorEntry>> = {
  DUPLICATE_INSTRUMENT: badInput('an instrument id is given twice'),
  TABLE_FULL: badInput('there is no room for so many instruments'),
  LISTED_LATE: badInput('what money is converted through has to be listed from the beginning'),
  BAR_SPEC_MALFORMED: badInput('a bar specification is not written as it should be'),
  BAR_SPEC_COMPOSITE: badInput('bars cannot be built from the bars that are named'),
  BAR_SPEC_COUNTED: badInput('no bars can be counted in this way'),
  FORMULA_MALFORMED: badInput('a formula is not written as it should be'),
  BAD_SCALE: badInput('a price or quantity does not fit the precision of its instrument'),
  UNKNOWN_TAG: badInput('a record holds a tag that this version does not know'),
  PAYLOAD_NOT_JSON: badInput('a payload holds something that JSON cannot carry unchanged'),
};

/** Makes an error of the table with the particulars of the case. */
export function domainError(code: DomainErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${domainErrors[code].message}: ${detail}`);
}

function badInput(message: string): ErrorEntry {
  return { message, httpStatus: 400, isRetryable: false };
}
