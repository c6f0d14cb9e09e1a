import type { ColumnBatch, ColumnValues } from './column-batch.ts';
import { typeOf, type Column } from './columns.ts';
import { historyError } from './history-errors.ts';

/** How many rows one append may bring. */
export const APPEND_ROWS_MAX = 4_000_000;
/** The longest text of a cell, in characters. */
const TEXT_LENGTH_MAX = 4096;
/** Before this microsecond of the year 2262 the nanoseconds have room in 64 bits. */
const AT_MAX = 9_223_372_036_854_000;

/** Refuses a batch that has other columns than its kind, or a value that cannot be kept; tells row and column. */
export function checkBatch(what: string, columns: readonly Column[], batch: ColumnBatch): void {
  const expected = columns.map(({ name }) => name);
  const missing = expected.filter((name) => !batch.names.includes(name));
  const unknown = batch.names.filter((name) => !expected.includes(name));
  if (missing.length > 0 || unknown.length > 0) {
    const found = `without ${missing.join(', ') || 'none'}, with unknown ${unknown.join(', ') || 'none'}`;
    throw refused(what, `expected the columns ${expected.join(', ')}, found ${found}`);
  }
  if (batch.rows > APPEND_ROWS_MAX) {
    throw refused(what, `${batch.rows} rows at once, expected at most ${APPEND_ROWS_MAX}`);
  }
  for (const column of columns) checkColumn(what, column, batch.column(column.name));
}

function checkColumn(what: string, column: Column, values: ColumnValues): void {
  const isTexts = !(values instanceof Float64Array);
  if (isTexts !== (typeOf(column) === 'text')) {
    throw refused(what, `column ${column.name}: expected ${typeOf(column)}s`);
  }
  for (let row = 0; row < values.length; row += 1) {
    const flaw = flawOf(column, values[row] ?? null);
    if (flaw === null) continue;
    const found = JSON.stringify(values[row])?.slice(0, 80);
    throw refused(what, `row ${row + 1}, column ${column.name}: expected ${flaw}, found ${found}`);
  }
}

/** What a value should have been; null where it is fine. */
function flawOf({ name, store, isOptional }: Column, value: number | string | null): string | null {
  if (typeof value !== 'number') return flawOfText(store, isOptional, value);
  if (Number.isNaN(value)) return isOptional ? null : 'a number';
  switch (store) {
    case 'time':
      return isTime(value) ? null : 'microseconds from 1970 to 2262';
    case 'flag':
      return value === 0 || value === 1 ? null : '0 or 1';
    case 'real':
      return Number.isFinite(value) ? null : 'a finite number';
    case 'whole':
      if (name === 'nanos') return isNanos(value) ? null : '0 to 999 nanoseconds';
      return Number.isSafeInteger(value) ? null : 'a whole number below 2^53';
    case 'text':
    case 'list':
      return 'a text';
  }
}

function flawOfText(store: string, isOptional: boolean, value: string | null): string | null {
  if (value === null) return isOptional ? null : 'a text';
  if (value.length > TEXT_LENGTH_MAX && store !== 'list') {
    return `a text of at most ${TEXT_LENGTH_MAX} characters`;
  }
  return null;
}

function isTime(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0 && value < AT_MAX;
}

function isNanos(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= 999;
}

function refused(what: string, detail: string): Error {
  return historyError('HISTORY_BAD_ROWS', `${what}: ${detail}`, { series: what });
}
