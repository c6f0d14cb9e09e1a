/** A row of a file as texts; `line` is counted from 1, the header's included. */
export type TableRow = { readonly line: number; readonly cells: readonly string[] };

/** What is wrong with a row. */
export type RowError = { readonly line: number; readonly reason: string };

/** The longest line of a text, in characters. */
export const LINE_LENGTH_MAX = 65_536;
/** The most rows of a file. */
export const ROWS_MAX = 50_000_000;
