import { compareText, ok, refuse, type Result } from 'argosy/core';
import { PAGE_SIZE, type Page, type PageQuery } from '@argosy/contract';

/**
 * A page of rows that are in memory, in the order of their keys. It goes on behind the key of the last row, so rows that
 * come and go meanwhile neither repeat nor hide others. The cursor of another list is none of this one's.
 */
export function pageRows<Row>(
  list: string,
  { rows, keyOf }: { readonly rows: readonly Row[]; readonly keyOf: (row: Row) => string },
  { size = PAGE_SIZE, cursor }: PageQuery,
): Result<Page<Row>> {
  const after = cursor === undefined ? ok(null) : readCursor(list, cursor);
  if (!after.ok) return after;
  const { value: last } = after;
  const sorted = rows.toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
  const behind = last === null ? sorted : sorted.filter((row) => keyOf(row) > last);
  const items = behind.slice(0, size);
  const end = items.at(-1);
  const isMore = behind.length > items.length && end !== undefined;
  return ok({ items, next: isMore ? writeCursor(list, keyOf(end)) : null });
}

function writeCursor(list: string, key: string): string {
  return Buffer.from(markOf(list) + key).toString('base64url');
}

/** What stands before the key: names of lists have no colon. */
function markOf(list: string): string {
  return `${list} after:`;
}

function readCursor(list: string, cursor: string): Result<string> {
  const text = Buffer.from(cursor, 'base64url').toString();
  const mark = markOf(list);
  if (text.startsWith(mark)) return ok(text.slice(mark.length));
  return refuse(
    'BAD_CURSOR',
    'the cursor is none that was given for this list: ask for the first page',
  );
}
