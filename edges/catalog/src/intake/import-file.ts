import { statSync } from 'node:fs';

import type { MarketData } from 'argosy/domain';

import type { AppendMode } from '../history/append-rows.ts';
import type { ColumnBuilder } from '../history/column-batch.ts';
import type { HistoryStore } from '../history/history-store.ts';
import { marketBuilder, pushRow } from '../history/market-rows.ts';
import { formatSeries, type Series } from '../history/series.ts';
import { guessMapping, type Guess } from './guess-mapping.ts';
import { intakeError } from './intake-errors.ts';
import type { Mapping } from './mapping.ts';
import { openTable, type Table } from './open-table.ts';
import { RowReader } from './row-reader.ts';
import type { Hints } from './sample.ts';
import type { RowError, TableRow } from './table-row.ts';

/** What a file would be taken in as. */
export type Preview = Guess & {
  /** The names of the columns, where the file has them. */
  readonly header: readonly string[] | null;
  /** The first rows, as they would be kept. */
  readonly rows: readonly MarketData[];
  /** What is wrong with rows of the sample. */
  readonly errors: readonly RowError[];
};

/** What to take in, and how. */
export type ImportOptions = {
  readonly path: string;
  readonly mapping: Mapping;
  readonly history: HistoryStore;
  /** What becomes of rows that come again: `merge` keeps each once. */
  readonly mode: AppendMode;
  /** How many bad rows may be left out; one more, and nothing is taken in. */
  readonly badRowsMax: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (step: 'checked' | 'kept', rows: number) => void;
};

/** What was taken in. */
export type ImportReport = {
  readonly file: string;
  readonly rows: number;
  /** How many rows were left out, and the first of them. */
  readonly badRows: number;
  readonly errors: readonly RowError[];
  readonly series: readonly {
    readonly series: string;
    readonly rows: number;
    readonly replaced: number;
  }[];
};

/** How many bad rows are told one by one. */
const ERRORS_MAX = 100;
const PREVIEW_ROWS = 5;
/** How many rows are held before they are kept; of `replace`, which is one act, all of them. */
const HELD_ROWS_MAX = 1_000_000;
const REPLACED_ROWS_MAX = 4_000_000;
/** How many bars and trades are told apart from all before them; then only from the last. */
const KEYS_MAX = 4_000_000;

/** Opens a file and says what it would be taken in as; nothing is. */
export async function previewImport(path: string, known: Hints | Mapping = {}): Promise<Preview> {
  const table = await openTable(path);
  try {
    const guess: Guess =
      'version' in known ? { mapping: known, doubts: [] } : guessMapping(table.sample, known);
    const check = new RowCheck(guess.mapping, table.sample);
    const rows: MarketData[] = [];
    for await (const batch of table.rows(guess.mapping)) {
      for (const row of check.pass(batch.slice(0, table.sample.rows.length))) rows.push(row);
      break;
    }
    const [first = null] = table.sample.rows;
    const header = table.sample.header ?? (guess.mapping.hasHeader ? first : null);
    return { ...guess, header, rows: rows.slice(0, PREVIEW_ROWS), errors: check.errors };
  } finally {
    table.close();
  }
}

/**
 * Takes a file into a history: every row of it is looked at before the first is kept, so that a file with more bad
 * rows than are allowed leaves the history as it was.
 */
export async function importFile(options: ImportOptions): Promise<ImportReport> {
  const { path, mode, badRowsMax } = options;
  const before = stampOf(path);
  const table = await openTable(path);
  try {
    const check = await checkAll(table, options);
    if (check.badRows > badRowsMax) throw badRows(path, check, badRowsMax);
    if (check.rows === 0) throw intakeError('INTAKE_BAD_ROWS', `${path} has no rows to keep`);
    if (mode === 'replace' && check.rows > REPLACED_ROWS_MAX) {
      const detail = `${path} has ${check.rows} rows, at most ${REPLACED_ROWS_MAX} replace others`;
      throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
    }
    const mapping = await withPrecision(options, check.series);
    if (stampOf(path) !== before) throw intakeError('INTAKE_REFUSED', `${path} changed meanwhile`);
    const series = await keepAll(table, { ...options, mapping });
    const { rows, errors } = check;
    return { file: path, rows, badRows: check.badRows, errors, series };
  } finally {
    table.close();
  }
}

/** Looks at rows one after another, and remembers what is wrong. */
class RowCheck {
  readonly #reader: RowReader;
  readonly #keys = new Map<string, Set<string | number>>();
  readonly #last = new Map<string, string | number>();
  #keyCount = 0;
  readonly errors: RowError[] = [];
  readonly series = new Map<string, Series>();
  rows = 0;
  badRows = 0;

  constructor(mapping: Mapping, { rows }: Table['sample']) {
    this.#reader = new RowReader(mapping, rows[0]?.length ?? 0);
  }

  /** The rows of a batch that may be kept. */
  *pass(batch: readonly TableRow[]): Generator<MarketData> {
    for (const row of batch) {
      const read = this.#reader.read(row);
      const reason = typeof read === 'string' ? read : this.#repeated(read);
      if (reason === null && typeof read !== 'string') {
        this.rows += 1;
        yield read;
      } else {
        this.badRows += 1;
        if (this.errors.length < ERRORS_MAX)
          this.errors.push({ line: row.line, reason: reason ?? '' });
      }
    }
  }

  /** Why a row cannot be a second one; null where it is the first. */
  #repeated(row: MarketData): string | null {
    const series = seriesOf(row);
    const name = row.kind === 'bar' ? row.spec : row.instrument;
    if (!this.series.has(name)) this.series.set(name, series);
    if (row.kind !== 'bar' && row.kind !== 'trade') return null;
    const key = row.kind === 'bar' ? row.opensAt : `${row.eventAt} ${row.nanos} ${row.tradeId}`;
    const keys = this.#keys.get(name) ?? new Set();
    if (keys.has(key) || this.#last.get(name) === key) return `a ${row.kind} that was there before`;
    this.#last.set(name, key);
    if (this.#keyCount >= KEYS_MAX) return null;
    this.#keyCount += 1;
    this.#keys.set(name, keys.add(key));
    return null;
  }
}

async function checkAll(table: Table, options: ImportOptions): Promise<RowCheck> {
  const check = new RowCheck(options.mapping, table.sample);
  for await (const batch of table.rows(options.mapping)) {
    options.signal.throwIfAborted();
    for (const _ of check.pass(batch));
    options.onProgress?.('checked', check.rows);
  }
  return check;
}

/** A series keeps the precision that it was begun with; a file with fewer places is read with as many. */
async function withPrecision(
  { history, mapping, path }: ImportOptions,
  series: ReadonlyMap<string, Series>,
): Promise<Mapping> {
  const wanted = new Set([...series.values()].map(formatSeries));
  const known = (await history.list()).filter((one) => wanted.has(formatSeries(one.series)));
  const most = (own: number, of: 'price' | 'size'): number =>
    Math.max(own, ...known.map(({ precision }) => precision[of]));
  const pricePrecision = most(mapping.pricePrecision, 'price');
  const sizePrecision = most(mapping.sizePrecision, 'size');
  for (const { series: there, precision } of known) {
    if (precision.price === pricePrecision && precision.size === sizePrecision) continue;
    const found = `prices with ${pricePrecision} and quantities with ${sizePrecision} decimal places`;
    const expected = `${precision.price} and ${precision.size} as ${formatSeries(there)} has them`;
    const detail = `${path}: ${found}, expected ${expected} (--price-precision, --size-precision)`;
    throw intakeError('INTAKE_BAD_MAPPING', detail, { file: path });
  }
  return { ...mapping, pricePrecision, sizePrecision };
}

type Held = { readonly series: Series; readonly builder: ColumnBuilder };
type Tally = { readonly series: string; rows: number; replaced: number };

async function keepAll(table: Table, options: ImportOptions): Promise<ImportReport['series']> {
  const check = new RowCheck(options.mapping, table.sample);
  const held = new Map<string, Held>();
  const tallies = new Map<string, Tally>();
  const most = options.mode === 'replace' ? REPLACED_ROWS_MAX : HELD_ROWS_MAX;
  let count = 0;
  for await (const batch of table.rows(options.mapping)) {
    options.signal.throwIfAborted();
    for (const row of check.pass(batch)) hold(held, row);
    count = [...held.values()].reduce((sum, { builder }) => sum + builder.rows, 0);
    if (count < most) continue;
    await keep(held, tallies, options);
    options.onProgress?.('kept', check.rows);
  }
  await keep(held, tallies, options);
  options.onProgress?.('kept', check.rows);
  return [...tallies.values()];
}

function hold(held: Map<string, Held>, row: MarketData): void {
  const name = row.kind === 'bar' ? row.spec : row.instrument;
  const found = held.get(name);
  if (found !== undefined) return pushRow(found.builder, row, 0);
  const begun = { series: seriesOf(row), builder: marketBuilder(row.kind) };
  held.set(name, begun);
  pushRow(begun.builder, row, 0);
}

async function keep(
  held: Map<string, Held>,
  tallies: Map<string, Tally>,
  { history, mode, mapping }: ImportOptions,
): Promise<void> {
  const precision = { price: mapping.pricePrecision, size: mapping.sizePrecision };
  for (const [name, { series, builder }] of held) {
    const { rows, replaced } = await history.append({
      series,
      batch: builder.finish(),
      precision,
      mode,
    });
    const tally = tallies.get(name) ?? { series: formatSeries(series), rows: 0, replaced: 0 };
    tally.rows += rows;
    tally.replaced += replaced;
    tallies.set(name, tally);
  }
  held.clear();
}

function seriesOf(row: MarketData): Series {
  const { instrument } = row;
  return row.kind === 'bar'
    ? { kind: row.kind, instrument, spec: row.spec }
    : { kind: row.kind, instrument };
}

function badRows(path: string, check: RowCheck, most: number): Error {
  const [first] = check.errors;
  const { line = 0, reason = '' } = first ?? {};
  const detail = `${path}: ${check.badRows} bad rows, at most ${most} may be left out; the first, line ${line}: ${reason}`;
  return intakeError('INTAKE_BAD_ROWS', detail, {
    file: path,
    badRows: check.badRows,
    errors: check.errors,
  });
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return `${stat?.size ?? 0} ${stat?.mtimeMs ?? 0}`;
}
