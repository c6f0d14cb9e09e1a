import type { ColumnKind, TableShape, TableShapes } from './shapes.ts';

/** The two databases behind the one schema. */
export type Engine = 'sqlite' | 'postgres';

/** Texts are ordered by their bytes in both, whatever the language of the machine. */
const types: Readonly<Record<Engine, Readonly<Record<string, string>>>> = {
  sqlite: { int: 'INTEGER', text: 'TEXT', bytes: 'BLOB' },
  postgres: { int: 'BIGINT', text: 'TEXT COLLATE "C"', bytes: 'BYTEA' },
};

/** The statements that make tables with their indexes. */
export function createTables(engine: Engine, shapes: TableShapes): readonly string[] {
  return Object.entries(shapes).flatMap(([name, shape]) => createTable(engine, name, shape));
}

/** What tables are looked up by, index by index: the columns of each. */
export type TableIndexes = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;

/** The statements that make indexes of tables that are there. */
export function createIndexes(tables: TableIndexes): readonly string[] {
  return Object.entries(tables).flatMap(([name, indexes]) =>
    Object.entries(indexes).map(
      ([index, of]) => `CREATE INDEX "${name}_${index}" ON "${name}" (${quoted(of)})`,
    ),
  );
}

/** The statements that add texts to a table, empty in the rows that are there. */
export function addColumns(
  engine: Engine,
  table: string,
  columns: Readonly<Record<string, 'text'>>,
): readonly string[] {
  return Object.entries(columns).map(
    ([name, kind]) =>
      `ALTER TABLE "${table}" ADD COLUMN "${name}" ${types[engine][kind]} NOT NULL DEFAULT ''`,
  );
}

/** The type of a column in an engine, without what says whether it may be empty. */
export function bareTypeOf(engine: Engine, kind: ColumnKind): string {
  return types[engine][kind.replace('?', '')]?.split(' ')[0] ?? '';
}

function createTable(engine: Engine, name: string, shape: TableShape): readonly string[] {
  const columns = Object.entries(shape.columns).map(
    ([column, kind]) => `"${column}" ${types[engine][kind.replace('?', '')]}${endOf(kind)}`,
  );
  const key = `PRIMARY KEY (${quoted(shape.key)})`;
  const body = `CREATE TABLE "${name}" (${[...columns, key].join(', ')})`;
  const indexes = createIndexes({ [name]: shape.indexes ?? {} });
  const uniques = Object.entries(shape.uniques ?? {}).map(
    ([index, of]) => `CREATE UNIQUE INDEX "${name}_${index}" ON "${name}" (${quoted(of)})`,
  );
  return [engine === 'sqlite' ? `${body} STRICT, WITHOUT ROWID` : body, ...indexes, ...uniques];
}

function endOf(kind: ColumnKind): string {
  return kind.endsWith('?') ? '' : ' NOT NULL';
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
