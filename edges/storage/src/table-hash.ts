import { createHash } from 'node:crypto';

import { sql } from 'kysely';

import { projectionTables, type ProjectionTable } from './schema/projection-tables.ts';
import type { ColumnValue, TableShape } from './schema/shapes.ts';
import type { ProjectionStore } from './store.ts';

/** What a table holds: how many rows, and a sum over all of them in the order of their key. */
export type TableHash = {
  readonly name: ProjectionTable;
  readonly rows: number;
  readonly hash: string;
};

/** So many rows are read at a time. */
const PAGE_ROWS = 2_000;

type AnyRow = Readonly<Record<string, ColumnValue>>;

/** The sums of all projected tables, the same in every engine for the same journal. */
export async function hashProjections(store: ProjectionStore): Promise<readonly TableHash[]> {
  const hashes: TableHash[] = [];
  for (const [name, shape] of Object.entries(projectionTables)) {
    if (isProjection(name)) hashes.push(await hashTable(store, name, shape));
  }
  return hashes;
}

async function hashTable(
  store: ProjectionStore,
  name: ProjectionTable,
  shape: TableShape,
): Promise<TableHash> {
  const hash = createHash('sha256');
  let rows = 0;
  for (let after: AnyRow | null = null; ;) {
    const page = await readPage(store, { name, shape, after });
    for (const row of page) hash.update(lineOf(shape, row));
    rows += page.length;
    after = page.at(-1) ?? null;
    if (page.length < PAGE_ROWS || after === null) break;
  }
  return { name, rows, hash: hash.digest('hex') };
}

async function readPage(
  { db }: ProjectionStore,
  { name, shape, after }: PageOf,
): Promise<readonly AnyRow[]> {
  const columns = sql.join(Object.keys(shape.columns).map((column) => sql.ref(column)));
  const key = sql.join(shape.key.map((column) => sql.ref(column)));
  const behind =
    after === null
      ? sql``
      : sql`where (${key}) > (${sql.join(shape.key.map((column) => after[column]))})`;
  const { rows } = await sql<AnyRow>`select ${columns} from ${sql.table(name)} ${behind}
    order by ${key} limit ${BigInt(PAGE_ROWS)}`.execute(db);
  return rows;
}

type PageOf = {
  readonly name: ProjectionTable;
  readonly shape: TableShape;
  readonly after: AnyRow | null;
};

/** Every value with its kind and length, so that no two rows have one text. */
function lineOf({ columns }: TableShape, row: AnyRow): string {
  const values = Object.keys(columns).map((column) => textOf(row[column] ?? null));
  return `${values.join('|')}\n`;
}

function textOf(value: ColumnValue): string {
  if (value === null) return '-';
  if (typeof value === 'bigint') return `i${value}`;
  if (typeof value === 'string') return `t${value.length}:${value}`;
  return `b${Buffer.from(value).toString('hex')}`;
}

function isProjection(name: string): name is ProjectionTable {
  return Object.hasOwn(projectionTables, name);
}
