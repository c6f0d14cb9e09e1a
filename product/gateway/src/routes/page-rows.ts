import { compareText, ok, refuse, type Result } from 'argosy/core';
import { PAGE_SIZE, type Page, type PageQuery } from '@argosy/contract';

/**
 * A page of rows that are in memory, in the order of their keys. It goes on behind the key of the last row, so rows that
 * come and go meanwhile neither repeat nor hide others.
 */
export function pageRows<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { size = PAGE_SIZE, cursor }: PageQuery,
): Result<Page<Row>> {
  const after = cursor === undefined ? ok(null) : readCursor(cursor);
  if (!after.ok) return after;
  const { value: last } = after;
  const sorted = rows.toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
  const behind = last === null ? sorted : sorted.filter((row) => keyOf(row) > last);
  const items = behind.slice(0, size);
  const end = items.at(-1);
  const isMore = behind.length > items.length && end !== undefined;
  return ok({ items, next: isMore ? writeCursor(keyOf(end)) : null });
}

const MARK = 'after:';

function writeCursor(key: string): string {
  return Buffer.from(MARK + key).toString('base64url');
}

function readCursor(cursor: string): Result<string> {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (text.startsWith(MARK)) return ok(text.slice(MARK.length));
  return refuse('BAD_CURSOR', 'the cursor is none that was given: ask for the first page');
}
