import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { catalogError } from '../errors.ts';
import { Duck, sqlText } from '../history/duck.ts';

/** The tables of a run that `saveRunParquet` writes beside its CSV files. */
export const runTables = ['equity', 'trades', 'fills', 'orders'] as const;

const MEMORY_MB = 512;
const MEGABYTE = 1_000_000;
/** DuckDB takes a JSON document whole, and needs many times its size for it. */
const MEMORY_TIMES = 12;
const asText = 'header = true, all_varchar = true';
/** The largest `result.json`, in bytes: some hundred thousand orders. */
const RESULT_BYTES_MAX = 256 * MEGABYTE;

/**
 * Writes the results of a run in a folder as Parquet, for whatever else reads tables: equity, trades, fills
 * and orders, times as UTC timestamps, amounts, prices and quantities as doubles (their exact text stays in
 * the CSV and JSON files that they are made of). Each file is written aside and then put under its name.
 * DuckDB does it, and is loaded for it. A `result.json` beyond 256 MB is refused.
 *
 * @example
 * await runToFiles(config, { out: 'runs/sma' });
 * await saveRunParquet('runs/sma'); // equity.parquet, trades.parquet, fills.parquet, orders.parquet
 */
export async function saveRunParquet(folder: string): Promise<readonly string[]> {
  const { size } = await stat(join(folder, 'result.json'));
  if (size > RESULT_BYTES_MAX) throw catalogError('RESULT_TOO_LARGE', `${size} bytes in ${folder}`);
  const memoryMb = MEMORY_MB + Math.ceil((MEMORY_TIMES * size) / MEGABYTE);
  const scratch = await mkdtemp(join(folder, '.parquet-'));
  try {
    const duck = await Duck.open({ memoryMb, threads: 1, scratch });
    try {
      for (const table of runTables) {
        const path = sqlText(join(scratch, table));
        await duck.run(`COPY (${selectOf(table, { folder, size })}) TO ${path} (FORMAT parquet)`);
      }
    } finally {
      duck.close();
    }
    const paths = runTables.map((table) => join(folder, `${table}.parquet`));
    for (const [place, table] of runTables.entries()) {
      await rename(join(scratch, table), paths[place] ?? '');
    }
    return paths;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

type Written = { readonly folder: string; readonly size: number };

function selectOf(table: (typeof runTables)[number], { folder, size }: Written): string {
  const rows = `read_csv(${sqlText(join(folder, `${table}.csv`))}, ${asText})`;
  switch (table) {
    case 'equity':
      return `SELECT ${timeOf('time')}, kind, account, ${numbersOf('equity cash')}, currency FROM ${rows}`;
    case 'trades':
      return `SELECT account, book, instrument, side, ${timeOf('opened')}, ${timeOf('closed')}, ${numbersOf('qty net')}, currency FROM ${rows}`;
    case 'fills':
      return `SELECT ${timeOf('time')}, account, book, strategy, "order", trade, instrument, side, ${numbersOf('qty price fee')}, fee_currency, liquidity, flags, ${numbersOf('bid ask mid')} FROM ${rows}`;
    case 'orders':
      return ordersOf(folder, size);
    default:
      return table satisfies never;
  }
}

function ordersOf(folder: string, size: number): string {
  const path = sqlText(join(folder, 'result.json'));
  const texts =
    'id account book strategy instrument product position side tif type state reason tag';
  const named = texts.split(' ').map((name) => `o->>'${name}' AS ${name}`);
  const numbers = ['qty', 'filled', 'limit', 'trigger', 'averagePrice'].map(
    (name) => `TRY_CAST(o->>'${name}' AS DOUBLE) AS "${snake(name)}"`,
  );
  const times = ['initializedAt', 'closedAt'].map(
    (name) => `CAST(o->>'${name}' AS TIMESTAMP) AS ${snake(name)}`,
  );
  const file = `read_json(${path}, columns = { orders: 'JSON[]' }, maximum_object_size = ${size + 1024})`;
  const rows = `(SELECT unnest(orders) AS o FROM ${file})`;
  return `SELECT ${[...named, ...numbers, ...times].join(', ')} FROM ${rows}`;
}

/** ISO 8601 in UTC, as a timestamp of the same name. */
function timeOf(column: string): string {
  return `CAST(${column} AS TIMESTAMP) AS ${column}`;
}

/** Decimal texts as numbers of the same names; none where the text is empty. */
function numbersOf(columns: string): string {
  const numbers = columns
    .split(' ')
    .map((one) => `TRY_CAST(nullif("${one}", '') AS DOUBLE) AS "${one}"`);
  return numbers.join(', ');
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
