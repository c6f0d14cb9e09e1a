import { ArgosyError, type ErrorEntry } from 'argosy/core';

/** The codes of this room. */
export type CatalogErrorCode =
  | 'FILE_UNREADABLE'
  | 'FILE_UNWRITABLE'
  | 'CSV_EMPTY'
  | 'CSV_NO_ROWS'
  | 'CSV_NOT_TEXT'
  | 'CSV_LINE_TOO_LONG'
  | 'CSV_TOO_MANY_FIELDS'
  | 'CSV_BAD_QUOTES'
  | 'CSV_BAD_LAYOUT'
  | 'CSV_UNKNOWN_LAYOUT'
  | 'CSV_MISSING_COLUMN'
  | 'CSV_DUPLICATE_COLUMN'
  | 'CSV_FIELD_COUNT'
  | 'CSV_BLANK_FIELD'
  | 'CSV_BAD_NUMBER'
  | 'CSV_BAD_PRICE'
  | 'CSV_PRECISION'
  | 'CSV_BAD_TIME'
  | 'CSV_BAD_VALUE'
  | 'CSV_NO_SESSION'
  | 'CSV_UNKNOWN_INSTRUMENT'
  | 'CSV_UNSORTED'
  | 'CSV_BAR_OVERLAP'
  | 'CSV_BAR_SHAPE'
  | 'CSV_BOOK_CUT'
  | 'BAD_YAML'
  | 'RUN_FILES_CLOSED'
  | 'RESULT_TOO_LARGE'
  | 'RULES_BAD'
  | 'RULES_NOT_KNOWN'
  | 'FILLS_BAD'
  | 'INSTRUMENTS_BAD_FILE'
  | 'INSTRUMENTS_SUSPICIOUS'
  | 'INSTRUMENTS_BAD_SNAPSHOT'
  | 'INSTRUMENTS_NO_SNAPSHOT'
  | 'INSTRUMENTS_NOT_FETCHED';

/** Every code of this room, with what it means. Docs are generated from it. */
export const catalogErrors: Readonly<Record<CatalogErrorCode, ErrorEntry>> = {
  FILE_UNREADABLE: badInput('the file cannot be read'),
  FILE_UNWRITABLE: { message: 'the file cannot be written', httpStatus: 507, isRetryable: true },
  CSV_EMPTY: badInput('the file is empty'),
  CSV_NO_ROWS: badInput('the file has a header and no rows'),
  CSV_NOT_TEXT: badInput('the file is not plain UTF-8 text'),
  CSV_LINE_TOO_LONG: badInput('a line is longer than is read'),
  CSV_TOO_MANY_FIELDS: badInput('a line has more fields than are read'),
  CSV_BAD_QUOTES: badInput('a quoted field does not end where it should'),
  CSV_BAD_LAYOUT: badInput('the layout of the file is not one'),
  CSV_UNKNOWN_LAYOUT: badInput('the header does not say what the columns are'),
  CSV_MISSING_COLUMN: badInput('a column is missing'),
  CSV_DUPLICATE_COLUMN: badInput('a column is there twice'),
  CSV_FIELD_COUNT: badInput('a line has another number of fields than the header'),
  CSV_BLANK_FIELD: badInput('a field is blank'),
  CSV_BAD_NUMBER: badInput('a field is not a number that can be kept'),
  CSV_BAD_PRICE: badInput('a price is none that the instrument can have'),
  CSV_PRECISION: badInput('a number has more decimal places than the instrument'),
  CSV_BAD_TIME: badInput('a field is not a time'),
  CSV_BAD_VALUE: badInput('a field has a value that is not allowed'),
  CSV_NO_SESSION: badInput('a bar lies on a day without a session'),
  CSV_UNKNOWN_INSTRUMENT: badInput('the instrument is not one of those this source brings'),
  CSV_UNSORTED: badInput('the rows are not in order of time'),
  CSV_BAR_OVERLAP: badInput('two bars of one instrument overlap'),
  CSV_BAR_SHAPE: badInput('the prices of a bar contradict each other'),
  CSV_BOOK_CUT: badInput('an update of a book has no last line'),
  BAD_YAML: badInput('the text is no YAML'),
  RUN_FILES_CLOSED: badInput('the files of the run are already closed'),
  RESULT_TOO_LARGE: badInput('a result is too large to be made into tables'),
  RULES_BAD: badInput('a file of market rules has mistakes'),
  RULES_NOT_KNOWN: badInput('no rule is known'),
  FILLS_BAD: badInput('the fills of a note have mistakes'),
  INSTRUMENTS_BAD_FILE: badInput('the file of instruments is not whole, or not of its kind'),
  INSTRUMENTS_SUSPICIOUS: badInput('the instruments look wrong, those in use stay'),
  INSTRUMENTS_BAD_SNAPSHOT: badInput('the snapshot of instruments is damaged'),
  INSTRUMENTS_NO_SNAPSHOT: badInput('there is no such snapshot of instruments'),
  INSTRUMENTS_NOT_FETCHED: {
    message: 'the file of instruments could not be fetched',
    httpStatus: 502,
    isRetryable: true,
  },
};

/** Where a file is wrong, and how. */
export type FileFault = {
  readonly file: string;
  /** Counted from 1; null where the whole file is meant. */
  readonly line: number | null;
  /** The column's name; null where the whole line is meant. */
  readonly field: string | null;
  readonly expected: string;
  readonly found: string;
};

/** Makes an error of the table about a place in a file. */
export function fileError(code: CatalogErrorCode, fault: FileFault): ArgosyError {
  const line = fault.line === null ? '' : `, line ${fault.line}`;
  const field = fault.field === null ? '' : `, field '${fault.field}'`;
  const place = `${fault.file}${line}${field}`;
  const message = `${catalogErrors[code].message}: ${place}: expected ${fault.expected}, found ${fault.found}`;
  return new ArgosyError(code, message, fault);
}

/** Makes an error of the table with the particulars of the case. */
export function catalogError(code: CatalogErrorCode, detail: string): ArgosyError {
  return new ArgosyError(code, `${catalogErrors[code].message}: ${detail}`);
}

function badInput(message: string): ErrorEntry {
  return { message, httpStatus: 400, isRetryable: false };
}
