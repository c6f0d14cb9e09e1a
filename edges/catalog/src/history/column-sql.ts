import type { Column } from './columns.ts';
import { sqlName } from './duck.ts';

/** Microseconds of a day. */
const DAY_NS = 86_400_000_000_000;

/** The day of a row, counted from 1970, by when it could be known. */
export const DAY_SQL: string = `(available_ns // ${DAY_NS})`;

/** The order of rows: when they could be known, then the tape's number, then the source's. */
export const ORDER_SQL = 'available_ns, number, sequence, event_ns';

/** The name of a column in Parquet, as SQL writes it. */
export function parquetName({ name, store }: Pick<Column, 'name' | 'store'>): string {
  return sqlName(store === 'time' ? name.replace(/_us$/u, '_ns') : name);
}

/** What to select of a staged table so that Parquet gets its own types. */
export function toParquetSql(columns: readonly Column[]): string {
  const isStored = ({ name }: Column): boolean => name !== 'nanos';
  return columns
    .filter(isStored)
    .map((column) => `${writeSql(column)} AS ${parquetName(column)}`)
    .join(', ');
}

/** What to select of Parquet so that a batch gets doubles and texts. */
export function fromParquetSql(columns: readonly Column[]): string {
  return columns.map((column) => `${readSql(column)} AS ${sqlName(column.name)}`).join(', ');
}

/** The same columns of Parquet as they lie there, in a fixed order. */
export function parquetColumnsSql(columns: readonly Column[]): string {
  return columns
    .filter(({ name }) => name !== 'nanos')
    .map(parquetName)
    .join(', ');
}

function writeSql({ name, store, isOptional }: Column): string {
  const quoted = sqlName(name);
  if (name === 'event_us') return 'CAST(event_us AS BIGINT) * 1000 + CAST(nanos AS BIGINT)';
  switch (store) {
    case 'time':
      return `CAST(${quoted} AS BIGINT) * 1000`;
    case 'whole':
      if (!isOptional) return `CAST(${quoted} AS BIGINT)`;
      return `CASE WHEN isnan(${quoted}) THEN NULL ELSE CAST(${quoted} AS BIGINT) END`;
    case 'real':
      return `CASE WHEN isnan(${quoted}) THEN NULL ELSE ${quoted} END`;
    case 'flag':
      return `${quoted} <> 0`;
    case 'text':
      return quoted;
    case 'list':
      return `CASE WHEN ${quoted} = '' THEN CAST([] AS BIGINT[]) ELSE CAST(string_split(${quoted}, ',') AS BIGINT[]) END`;
  }
}

function readSql({ name, store, isOptional }: Column): string {
  const stored = parquetName({ name, store });
  if (name === 'nanos') return 'CAST(event_ns % 1000 AS DOUBLE)';
  switch (store) {
    case 'time':
      return `CAST(${stored} // 1000 AS DOUBLE)`;
    case 'whole':
    case 'real':
      if (!isOptional) return `CAST(${stored} AS DOUBLE)`;
      return `coalesce(CAST(${stored} AS DOUBLE), CAST('nan' AS DOUBLE))`;
    case 'flag':
      return `CAST(CAST(${stored} AS TINYINT) AS DOUBLE)`;
    case 'text':
      return stored;
    case 'list':
      return `array_to_string(CAST(${stored} AS VARCHAR[]), ',')`;
  }
}
