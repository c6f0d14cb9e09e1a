import { formatTimestamp, ok, toTimestamp, type AccountId, type Result } from 'argosy/core';
import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';

import { storageRefusal } from '../errors.ts';
import type { ColumnValue, TableShape } from '../schema/shapes.ts';
import { RowReader } from './row-reader.ts';

/** The most rows of a page, and how many it has unless told. */
export const PAGE_SIZE_MAX = 500;
const PAGE_SIZE = 50;

/** Which page is wanted. */
export type PageRequest = {
  /** From 1 to `PAGE_SIZE_MAX`. */
  readonly size?: number;
  /** The `next` of the page before; null or left out for the first. */
  readonly cursor?: string | null;
};

/** Some rows, and where the next ones begin. */
export type Page<Item> = {
  readonly items: readonly Item[];
  /** Null where there are no more. */
  readonly next: string | null;
};

/** What is asked of a table, page by page. */
export type Question<Item> = {
  /** The table, or what `rows` are called. */
  readonly table: string;
  readonly shape: Pick<TableShape, 'columns'>;
  /** What the rows are taken from where that is no table. */
  readonly rows?: RawBuilder<unknown>;
  /** What the rows have to be, all of it. */
  readonly where: readonly RawBuilder<unknown>[];
  /** A column of instants, and the span that it has to lie in. */
  readonly span?: readonly [column: string, span: Span];
  /** The columns the rows go by: none of them ever changes, and together they name one row. */
  readonly order: readonly string[];
  readonly direction: 'up' | 'down';
  readonly parse: (row: RowReader) => Item;
};

/**
 * Reads a page. Pages go on from the last row of the one before, not by a count, so rows that come or change meanwhile
 * neither repeat nor hide others.
 */
export async function readPage<Item>(
  db: QueryExecutorProvider,
  question: Question<Item>,
  { size = PAGE_SIZE, cursor = null }: PageRequest,
): Promise<Result<Page<Item>>> {
  if (!Number.isInteger(size) || size < 1 || size > PAGE_SIZE_MAX) {
    return storageRefusal('BAD_PAGE', `${size}, expected 1 to ${PAGE_SIZE_MAX}`);
  }
  const span = question.span === undefined ? ok([]) : within(...question.span);
  if (!span.ok) return span;
  const after = cursor === null ? ok(null) : parseCursor(cursor, question);
  if (!after.ok) return after;
  const rows = await rowsOf(db, question, {
    within: span.value,
    after: after.value,
    limit: size + 1,
  });
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const isMore = rows.length > size && last !== undefined;
  return ok({
    items: shown.map((row) => question.parse(new RowReader(row))),
    next: isMore ? formatCursor(last, question) : null,
  });
}

/** The condition that a column has a value; nothing where no value is asked for. */
export function equals(
  column: string,
  value: ColumnValue | undefined,
): readonly RawBuilder<unknown>[] {
  return value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`];
}

/** The condition that a column has one of some values. */
export function isAnyOf(
  column: string,
  values: readonly string[] | undefined,
): readonly RawBuilder<unknown>[] {
  if (values === undefined) return [];
  if (values.length === 0) return [sql`1 = 0`];
  return [sql`${sql.ref(column)} in (${sql.join(values)})`];
}

/** Whose rows are wanted. */
export type OwnerFilter = {
  readonly shard?: string;
  readonly account?: AccountId;
  /** Any of these: what somebody may see. None of them, no rows. */
  readonly accounts?: readonly AccountId[];
};

/** The condition that a row is of the shard and the accounts that are wanted. */
export function ownedBy({ shard, account, accounts }: OwnerFilter): readonly RawBuilder<unknown>[] {
  return [
    ...equals('shard', shard),
    ...equals('account', account),
    ...isAnyOf('account', accounts),
  ];
}

/** A span of time: from its first instant up to, and without, its end. */
export type Span = { readonly from?: number | undefined; readonly until?: number | undefined };

/** The condition that a column lies in a span; refuses one that holds nothing, or is made of no instants. */
function within(column: string, { from, until }: Span): Result<readonly RawBuilder<unknown>[]> {
  for (const at of [from, until]) {
    if (at !== undefined && !Number.isSafeInteger(at)) {
      return storageRefusal('BAD_FILTER', `${at} is no instant`);
    }
  }
  if (from !== undefined && until !== undefined && from >= until) {
    return storageRefusal(
      'BAD_FILTER',
      `from ${formatTimestamp(toTimestamp(from))} until ${formatTimestamp(toTimestamp(until))}`,
    );
  }
  const lower = from === undefined ? [] : [sql`${sql.ref(column)} >= ${BigInt(from)}`];
  const upper = until === undefined ? [] : [sql`${sql.ref(column)} < ${BigInt(until)}`];
  return ok([...lower, ...upper]);
}

type Row = Readonly<Record<string, unknown>>;
type Place = {
  readonly within: readonly RawBuilder<unknown>[];
  readonly after: readonly ColumnValue[] | null;
  readonly limit: number;
};

async function rowsOf<Item>(
  db: QueryExecutorProvider,
  { table, shape, rows: taken, where, order, direction }: Question<Item>,
  { within: spans, after, limit }: Place,
): Promise<readonly Row[]> {
  const columns = sql.join(Object.keys(shape.columns).map((column) => sql.ref(column)));
  const key = sql.join(order.map((column) => sql.ref(column)));
  const [sign, word] = direction === 'up' ? [sql`>`, sql`asc`] : [sql`<`, sql`desc`];
  const behind = after === null ? [] : [sql`(${key}) ${sign} (${sql.join(after)})`];
  const all = [...where, ...spans, ...behind];
  const condition = all.length === 0 ? sql`` : sql`where ${sql.join(all, sql` and `)}`;
  const by = sql.join(order.map((column) => sql`${sql.ref(column)} ${word}`));
  const from = taken === undefined ? sql.table(table) : sql`(${taken}) as ${sql.ref(table)}`;
  const { rows } = await sql<Row>`select ${columns} from ${from} ${condition}
    order by ${by} limit ${BigInt(limit)}`.execute(db);
  return rows;
}

const CURSOR_LENGTH_MAX = 1_000;

/** A cursor is what the last row was ordered by: opaque to those who get it, checked when it comes back. */
function formatCursor<Item>(row: Row, { table, order }: Question<Item>): string {
  const values = order.map((column) => String(row[column]));
  return Buffer.from(JSON.stringify([table, ...values])).toString('base64url');
}

function parseCursor<Item>(
  cursor: string,
  { table, order, shape }: Question<Item>,
): Result<readonly ColumnValue[]> {
  const parts = partsOf(cursor);
  if (parts.length !== order.length + 1 || parts[0] !== table) return badCursor();
  const values: ColumnValue[] = [];
  for (const [place, column] of order.entries()) {
    const text = parts[place + 1] ?? '';
    const isInt = shape.columns[column] === 'int';
    if (isInt && !/^-?\d{1,18}$/u.test(text)) return badCursor();
    values.push(isInt ? BigInt(text) : text);
  }
  return ok(values);
}

function partsOf(cursor: string): readonly string[] {
  if (cursor.length > CURSOR_LENGTH_MAX) return [];
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) && parts.every((part) => typeof part === 'string') ? parts : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function badCursor(): Result<never> {
  return storageRefusal('BAD_CURSOR', 'ask for the first page');
}
