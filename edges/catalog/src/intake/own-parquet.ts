import { resolve } from 'node:path';

import { PRECISION_MAX } from 'argosy/core';

import { sqlName, sqlText, type Duck } from '../history/duck.ts';
import { nameInCsv, placesOf } from '../history/export-series.ts';
import { seriesOfFolder, type Series } from '../history/series.ts';

/** A column as a table shows it: its name, and SQL that yields its cells as texts. */
export type ShownColumn = { readonly name: string; readonly sql: string };

/** What a file of ours says of itself. */
type OwnFile = {
  readonly series: Series;
  readonly precision: { readonly price: number; readonly size: number };
};

/**
 * The columns of a Parquet file that history or an export has written, as an export to CSV shows them: prices in
 * decimals, times to the nanosecond, the instrument; null where the file is of somebody else.
 */
export async function ownColumns(
  duck: Duck,
  path: string,
  names: readonly string[],
): Promise<readonly ShownColumn[] | null> {
  const own = await ownFile(duck, path);
  if (own === null || !names.includes('event_ns')) return null;
  const { series } = own;
  const instrument = { name: 'instrument', sql: sqlText(series.instrument) };
  return [instrument, ...names.map((name) => shownColumn(name, own))];
}

function shownColumn(name: string, { series, precision }: OwnFile): ShownColumn {
  const column = sqlName(name);
  if (name.endsWith('_ns')) {
    const time = `strftime(make_timestamp_ns(${column}), '%Y-%m-%dT%H:%M:%S.%n') || 'Z'`;
    return {
      name: name === 'event_ns' ? 'time' : nameInCsv(series.kind, `${name.slice(0, -3)}_us`),
      sql: time,
    };
  }
  const places = placesOf(name, series.kind, precision);
  const sql =
    places === null || places === 0 ? `CAST(${column} AS VARCHAR)` : decimalSql(column, places);
  return { name: nameInCsv(series.kind, name), sql };
}

/** A scaled whole number in decimals, exactly. */
function decimalSql(column: string, places: number): string {
  const unit = `1${'0'.repeat(places)}`;
  const sign = `CASE WHEN ${column} < 0 THEN '-' ELSE '' END`;
  const rest = `lpad(CAST(abs(${column}) % ${unit} AS VARCHAR), ${places}, '0')`;
  return `${sign} || CAST(abs(${column}) // ${unit} AS VARCHAR) || '.' || ${rest}`;
}

async function ownFile(duck: Duck, path: string): Promise<OwnFile | null> {
  const rows = await duck.rows(
    `SELECT decode(key), decode(value) FROM parquet_kv_metadata(${sqlText(resolve(path))}) WHERE octet_length(value) < 1000`,
  );
  const said = new Map(rows.map(([key, value]) => [String(key), String(value)]));
  const series = seriesOfFolder(said.get('series') ?? '');
  const price = precisionIn(said.get('price_precision'));
  const size = precisionIn(said.get('size_precision'));
  return series === null || price === null || size === null
    ? null
    : { series, precision: { price, size } };
}

function precisionIn(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,2}$/u.test(text) && Number(text) <= PRECISION_MAX
    ? Number(text)
    : null;
}
