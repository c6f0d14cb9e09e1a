import type { SessionClock } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { CsvFields } from './csv-fields.ts';
import type { InstrumentColumn } from './csv-layout.ts';
import type { CsvLines } from './csv-lines.ts';
import type { SymbolEntry, SymbolIndex } from './symbol-index.ts';

/** What a row reader reads from, and where a column of a name stands. */
export type RowContext = {
  readonly lines: CsvLines;
  readonly fields: CsvFields;
  readonly symbols: SymbolIndex;
  /** Steps to the next line of the file, which has as many fields as the header; false at its end. */
  readonly next: () => boolean;
  readonly columnOf: (name: string) => number;
  /** The days of bars that are written as dates; null takes them from midnight to midnight. */
  readonly session: SessionClock | null;
  readonly dayOffset: number;
};

/** Makes market data of lines. */
export type RowReader = {
  /** The column that the order of the rows goes by. */
  readonly timeColumn: number;
  /** Makes one piece of market data of the current line. */
  read(): MarketData;
};

/** Finds the instrument of the current line. */
export type SymbolReader = () => SymbolEntry;

/** How the instrument of a line is found: in a column, or always the same. */
export function symbolReader(column: InstrumentColumn, context: RowContext): SymbolReader {
  const { lines, fields, symbols } = context;
  if ('id' in column) {
    const entry = symbols.entryOf(column.id);
    return () => entry;
  }
  const index = context.columnOf(column.column);
  return () => {
    const entry = symbols.find(lines.bytes, lines.starts[index] ?? 0, lines.ends[index] ?? 0);
    if (entry !== null) return entry;
    throw fields.fault('CSV_UNKNOWN_INSTRUMENT', index, 'an instrument of this source');
  };
}

/** Where a column stands; -1 for one that the file does not have. */
export function optionalColumn(name: string | null, context: RowContext): number {
  return name === null ? -1 : context.columnOf(name);
}
