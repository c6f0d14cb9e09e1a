/** How an answer becomes a table. */
export type CsvTable<Answer> = (answer: Answer) => string;

/** A column: its name, and what a row has in it. */
export type CsvColumn<Row> = readonly [
  name: string,
  cell: (row: Row) => string | number | boolean | null | undefined,
];

/** The media type of tables. */
export const CSV_MEDIA_TYPE = 'text/csv; charset=utf-8; header=present';

const plainNumber = /^-?\d+(?:\.\d+)?$/u;
/** What a spreadsheet would take for the beginning of a formula. */
const formulaStart = /^[=+\-@\t\r\n]/u;

/**
 * A table of the rows of an answer, RFC 4180. A text that a spreadsheet would run is quoted for it with an apostrophe in
 * front; numbers are none.
 *
 * @example
 * const csv = csvTable((page: Page<Order>) => page.items, [['id', ({ id }) => id]]);
 */
export function csvTable<Answer, Row>(
  rowsOf: (answer: Answer) => readonly Row[],
  columns: readonly CsvColumn<Row>[],
): CsvTable<Answer> {
  const header = columns.map(([name]) => name).join(',');
  return (answer) => {
    const lines = rowsOf(answer).map((row) =>
      columns.map(([, cell]) => formatCell(cell(row) ?? '')).join(','),
    );
    return `${[header, ...lines].join('\r\n')}\r\n`;
  };
}

/** A cell that reads back as it was, and that no spreadsheet runs. */
export function formatCell(value: string | number | boolean): string {
  const text = String(value);
  const safe = formulaStart.test(text) && !plainNumber.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
