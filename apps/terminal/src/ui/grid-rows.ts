import type { GridColumn } from './grid-column.ts';

/** Which column rows are sorted by. */
export type GridOrder = { readonly column: string; readonly isDescending: boolean };

/** Rows in an order; as they come where there is none. What is not known stands last, either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly GridColumn<Row>[],
  order: GridOrder | null,
): readonly Row[] {
  const column = columns.find(({ id }) => id === order?.column);
  if (order === null || column === undefined) return rows;
  const sign = order.isDescending ? -1 : 1;
  return [...rows].sort((a, b) => compare(column.value(a), column.value(b), sign));
}

function compare(a: string | number | null, b: string | number | null, sign: number): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const [x, y] = [Number(a), Number(b)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return (x - y) * sign;
  return (String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0) * sign;
}

/** Rows as a file of values with commas (RFC 4180). What a spreadsheet would take for a formula is kept from it. */
export function toCsv<Row>(rows: readonly Row[], columns: readonly GridColumn<Row>[]): string {
  const named = columns.filter(({ title }) => title !== '');
  const lines = [
    named.map(({ title }) => title),
    ...rows.map((row) => named.map(({ value }) => value(row) ?? '')),
  ];
  return lines.map((line) => line.map(cell).join(',')).join('\r\n');
}

function cell(value: string | number): string {
  const text = String(value);
  const isNumber = text !== '' && !Number.isNaN(Number(text));
  const safe = !isNumber && /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
