import { CompiledQuery, sql, type QueryExecutorProvider, type RawBuilder } from 'kysely';

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
  const names = Object.keys(table.shape.columns);
  await write(to, table, { act: 'insert', names, rows }, () => insertion(table, rows));
}

/** Writes rows whether they are there or not; of one that is, the columns in `kept` stay as they are. */
export async function upsertRows(
  to: QueryExecutorProvider,
  table: BulkTable,
  { rows, kept }: { readonly rows: readonly BulkRow[]; readonly kept: readonly string[] },
): Promise<void> {
  if (rows.length === 0) return;
  const { columns, key } = table.shape;
  const names = Object.keys(columns);
  await write(to, table, { act: `upsert but ${kept.join()}`, names, rows }, () => {
    const set = names
      .filter((column) => !key.includes(column) && !kept.includes(column))
      .map((column) => sql`${sql.ref(column)} = ${sql.ref(`excluded.${column}`)}`);
    const keys = sql.join(key.map((column) => sql.ref(column)));
    const onConflict = sql`on conflict (${keys}) do update set ${sql.join(set)}`;
    return sql`${insertion(table, rows)} ${onConflict}`;
  });
}

/** Deletes rows by their keys; one that is not there is no matter. */
export async function deleteRows(
  to: QueryExecutorProvider,
  table: BulkTable,
  keys: readonly BulkRow[],
): Promise<void> {
  if (keys.length === 0) return;
  const names = table.shape.key;
  await write(to, table, { act: 'delete', names, rows: keys }, () => deletion(table, keys));
}

type BulkWrite = {
  readonly act: string;
  /** Of each row what is given, in the order in which it stands in the statement. */
  readonly names: readonly string[];
  readonly rows: readonly BulkRow[];
};

/** The texts of what is done with tables of SQLite; to make one anew takes longer than it takes itself. */
const texts = new WeakMap<TableShape, Map<string, string>>();

async function write(
  to: QueryExecutorProvider,
  { engine, name, shape }: BulkTable,
  { act, names, rows }: BulkWrite,
  make: () => RawBuilder<unknown>,
): Promise<void> {
  if (engine === 'postgres') {
    await make().execute(to);
    return;
  }
  const ofShape = texts.get(shape) ?? new Map<string, string>();
  texts.set(shape, ofShape);
  const text = ofShape.get(`${name} ${act}`) ?? make().compile(to).sql;
  ofShape.set(`${name} ${act}`, text);
  const values = rows.map((row) => names.map((column) => storable(row[column])));
  await to.getExecutor().executeQuery(CompiledQuery.raw(text, [new ManyRows(values)]));
}

function deletion(
  { engine, name, shape }: BulkTable,
  keys: readonly BulkRow[],
): RawBuilder<unknown> {
  const names = shape.key;
  if (engine === 'sqlite') {
    const parts = names.map((column) => sql`${sql.ref(column)} = ${sql.raw('?')}`);
    return sql`delete from ${sql.table(name)} where ${sql.join(parts, sql` and `)}`;
  }
  const gone = names.map((column) => sql.ref(`gone.${column}`));
  const own = names.map((column) => sql.ref(`${name}.${column}`));
  const columns = sql.join(names.map((column) => sql.ref(column)));
  return sql`delete from ${sql.table(name)} using ${unnested(shape, names, keys)} as gone (${columns})
    where (${sql.join(own)}) = (${sql.join(gone)})`;
}

function insertion(
  { engine, name, shape }: BulkTable,
  rows: readonly BulkRow[],
): RawBuilder<unknown> {
  const names = Object.keys(shape.columns);
  const columns = sql.join(names.map((column) => sql.ref(column)));
  const values =
    engine === 'sqlite'
      ? sql`values (${sql.join(names.map(() => sql.raw('?')))})`
      : // Without a condition SQL would read the conflict clause as part of a join.
        sql`select * from ${unnested(shape, names, rows)} where true`;
  return sql`insert into ${sql.table(name)} (${columns}) ${values}`;
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
