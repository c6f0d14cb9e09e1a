import { sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';

import { bareTypeOf, type Engine } from './schema/create-table.ts';
import type { ColumnValue, TableShape } from './schema/shapes.ts';
import { ManyRows } from './sqlite/many-rows.ts';
import { wholeText } from './whole-text.ts';

/** A table by its name, in an engine. */
export type BulkTable = {
  readonly engine: Engine;
  readonly name: string;
  readonly shape: TableShape;
};

/** A row with its columns by their names. */
export type BulkRow = Readonly<Record<string, ColumnValue>>;

/** Writes rows that are not there yet. One that is there is a bug, and fails. */
export async function insertRows(
  to: QueryExecutorProvider,
  table: BulkTable,
  rows: readonly BulkRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await insertion(table, rows).execute(to);
}

/** Writes rows whether they are there or not; of one that is, the columns in `kept` stay as they are. */
export async function upsertRows(
  to: QueryExecutorProvider,
  table: BulkTable,
  { rows, kept }: { readonly rows: readonly BulkRow[]; readonly kept: readonly string[] },
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, key } = table.shape;
  const set = Object.keys(columns)
    .filter((column) => !key.includes(column) && !kept.includes(column))
    .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
  const keys = sql.join(key.map((column) => sql.ref(column)));
  const onConflict = sql`on conflict (${keys}) do update set ${sql.join(set)}`;
  await sql`${insertion(table, rows)} ${onConflict}`.execute(to);
}

/** Deletes rows by their keys; one that is not there is no matter. */
export async function deleteRows(
  to: QueryExecutorProvider,
  { engine, name, shape }: BulkTable,
  keys: readonly BulkRow[],
): Promise<void> {
  if (keys.length === 0) return;
  const names = shape.key;
  if (engine === 'sqlite') {
    const values = placeholders(names, keys);
    const parts = names.map((column, place) => sql`${sql.ref(column)} = ${values[place]}`);
    await sql`delete from ${sql.table(name)} where ${sql.join(parts, sql` and `)}`.execute(to);
    return;
  }
  const gone = names.map((column) => sql.ref(`gone.${column}`));
  const own = names.map((column) => sql.ref(`${name}.${column}`));
  const columns = sql.join(names.map((column) => sql.ref(column)));
  await sql`delete from ${sql.table(name)} using ${unnested(shape, names, keys)} as gone (${columns})
    where (${sql.join(own)}) = (${sql.join(gone)})`.execute(to);
}

function insertion(
  { engine, name, shape }: BulkTable,
  rows: readonly BulkRow[],
): RawBuilder<unknown> {
  const names = Object.keys(shape.columns);
  const columns = sql.join(names.map((column) => sql.ref(column)));
  const values =
    engine === 'sqlite'
      ? sql`values (${sql.join(placeholders(names, rows))})`
      : // Without a condition SQL would read the conflict clause as part of a join.
        sql`select * from ${unnested(shape, names, rows)} where true`;
  return sql`insert into ${sql.table(name)} (${columns}) ${values}`;
}

/** One placeholder for each column; the first carries all rows. */
function placeholders(
  names: readonly string[],
  rows: readonly BulkRow[],
): readonly RawBuilder<unknown>[] {
  const all = new ManyRows(rows.map((row) => names.map((column) => storable(row[column]))));
  return names.map((_, place) => (place === 0 ? sql`${all}` : sql.raw('?')));
}

/** The rows as one array for each column: one statement, whatever their number. */
function unnested(
  shape: TableShape,
  names: readonly string[],
  rows: readonly BulkRow[],
): RawBuilder<unknown> {
  const arrays = names.map((column) => {
    const kind = shape.columns[column] ?? 'text';
    const type = sql.raw(`${bareTypeOf('postgres', kind)}[]`);
    return sql`${rows.map((row) => storable(row[column]))}::${type}`;
  });
  return sql`unnest(${sql.join(arrays)})`;
}

/** A value as every engine keeps it. */
function storable(value: ColumnValue | undefined): ColumnValue {
  if (value === undefined) return null;
  return typeof value === 'string' ? wholeText(value) : value;
}
