import type { Fields } from './fields.ts';
import type { RowDraft } from './instrument-row.ts';
import type { RowReader, RowReaderOptions } from './row-reader.ts';

/** What a row of a file comes to: an instrument, or why it is left out though nothing is wrong. */
export type RowOutcome = RowDraft | string;

/** A kind of file: how its rows are read, and what each of them says. */
export type FileFormat = {
  readonly name: string;
  /** Whose tokens it brings: `angel`, `zerodha`, `exchange`, `argosy`. */
  readonly source: string;
  /** Begins to read a file; `first` is how it begins, where one kind is written as JSON or as CSV. */
  open(options: RowReaderOptions, first: Uint8Array): RowReader;
  /** Reads a row; throws a `RowFault` where it is wrong. */
  parse(fields: Fields): RowOutcome;
};

/** The format of a file that begins so: one source writes several. */
export type FormatChooser = (first: Uint8Array) => FileFormat;
