import {
  brand,
  formatTimestamp,
  type InstrumentId,
  type Micros,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import type { Source, SourceContent, SourceReader } from 'argosy/backtest';
import { toBarSpecText, type InstrumentTable, type MarketData } from 'argosy/domain';

import { CsvFields, type PriceRounding } from './csv-fields.ts';
import { missingOfHeader } from './csv-header.ts';
import { columnsOf, layoutOfHeader, type CsvLayout } from './csv-layout.ts';
import { layoutMistake } from './csv-layout-mistake.ts';
import { CHUNK_BYTES_DEFAULT, CsvLines } from './csv-lines.ts';
import { rowReader } from './csv-rows.ts';
import { fileError, type CatalogErrorCode } from '../errors.ts';
import type { RowReader } from './row-context.ts';
import { SymbolIndex } from './symbol-index.ts';

/**
 * How many rows a batch has. Few, so that most of a batch is gone again when V8 first looks for what
 * lives long: where it finds batches alive it takes rows for old from birth and the heap grows.
 */
export const BATCH_ROWS = 512;

/** Which file, and what is in it. */
export type CsvSourceOptions = {
  readonly path: string;
  readonly instruments: InstrumentTable;
  /** What the columns mean; without it the header has to use the names we write ourselves. */
  readonly layout?: CsvLayout;
  /** The specification of the bars after the instrument, where the header alone tells the layout. */
  readonly barSpec?: string;
  /** The instruments in the file, where a column names them; by default all of the table. */
  readonly contents?: readonly InstrumentId[];
  /** Bars that are written as days run from this calendar's open to its close. */
  readonly session?: SessionClock;
  /** How far times without a zone, and days without a session, are ahead of UTC. */
  readonly offset?: Micros;
  /** What to do with prices finer than the instrument's: `refuse` unless told. */
  readonly rounding?: PriceRounding;
  readonly chunkBytes?: number;
};

/**
 * A CSV file as a source of market data. It is read in chunks, so it may be larger than memory; the
 * header is read at once, so that a wrong file fails before anything runs. `sourceSequence` of a
 * row is its line number.
 *
 * @example
 * const source = csvSource({ path: 'eurusd.csv', instruments });
 */
export function csvSource(options: CsvSourceOptions): Source {
  const { path } = options;
  const opened = openRows(options);
  opened.lines.close();
  return {
    name: path,
    contents: opened.contents,
    isRepeatable: true,
    open: () => new CsvReader(openRows(options)),
  };
}

type OpenRows = {
  readonly lines: CsvLines;
  readonly header: readonly string[];
  readonly contents: readonly SourceContent[];
  readonly next: () => boolean;
  readonly reader: RowReader;
};

function openRows(options: CsvSourceOptions): OpenRows {
  const lines = new CsvLines(options.path, options.chunkBytes ?? CHUNK_BYTES_DEFAULT);
  try {
    return rowsOf(lines, options);
  } catch (error) {
    lines.close();
    throw error;
  }
}

function rowsOf(lines: CsvLines, options: CsvSourceOptions): OpenRows {
  const header = readHeader(lines);
  const layout = options.layout ?? layoutOfHeader(header, options.barSpec ?? null);
  if (layout === null) throw unknownLayout(lines, header, options);
  const mistake = layoutMistake(layout);
  if (mistake !== null) throw fileFault(lines, 'CSV_BAD_LAYOUT', mistake);
  const columnOf = columnFinder(lines, header);
  for (const column of columnsOf(layout)) columnOf(column);
  const ids = 'id' in layout.instrument ? [layout.instrument.id] : idsOf(options);
  const contents = ids.map((id) => contentOf(layout, id));
  const specs = new Map(
    contents.map((content) => [content.instrument, content.kind === 'bar' ? content.spec : null]),
  );
  const known = ids.map((id) => options.instruments.find(id) ?? unknownInstrument(lines, id));
  const { rounding = 'refuse', offset = null, session = null } = options;
  const fields = new CsvFields(lines, { header, rounding, offset });
  const symbols = new SymbolIndex(known, (id) => specs.get(id) ?? null);
  const next = (): boolean => stepTo(lines, header);
  const context = { lines, fields, symbols, next, columnOf, session, dayOffset: offset ?? 0 };
  return { lines, header, contents, next, reader: rowReader(layout, context) };
}

class CsvReader implements SourceReader {
  readonly hashesItself = true;
  readonly #rows: OpenRows;
  #isOpen = true;
  #hasRows = false;
  #lastAt: Timestamp = brand<Timestamp>(Number.MIN_SAFE_INTEGER);

  constructor(rows: OpenRows) {
    this.#rows = rows;
  }

  next(): readonly MarketData[] | null {
    if (!this.#isOpen) return null;
    try {
      return this.#readBatch();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#isOpen = false;
    this.#rows.lines.close();
  }

  hash(): string | null {
    return this.#rows.lines.hash();
  }

  notes(): readonly string[] {
    const { lines } = this.#rows;
    if (lines.hasLastBreak) return [];
    return [`line ${lines.line} is the last and has no line break: the file may be cut off there`];
  }

  #readBatch(): readonly MarketData[] | null {
    const { next, reader } = this.#rows;
    const batch: MarketData[] = [];
    let lastAt = this.#lastAt;
    while (batch.length < BATCH_ROWS && next()) {
      const row = reader.read();
      if (row.availableAt < lastAt) throw this.#unsorted(lastAt, row.availableAt);
      lastAt = row.availableAt;
      batch.push(row);
    }
    this.#lastAt = lastAt;
    if (batch.length === 0) return this.#end();
    this.#hasRows = true;
    return batch;
  }

  #unsorted(lastAt: Timestamp, at: Timestamp): Error {
    const { lines, header, reader } = this.#rows;
    const { path: file, line } = lines;
    const field = header[reader.timeColumn] ?? null;
    const expected = `${formatTimestamp(lastAt)} or later`;
    return fileError('CSV_UNSORTED', { file, line, field, expected, found: formatTimestamp(at) });
  }

  #end(): null {
    if (!this.#hasRows) throw noRows(this.#rows.lines);
    this.close();
    return null;
  }
}

/** Steps to the next line; throws where it has another number of fields than the header. */
function stepTo(lines: CsvLines, header: readonly string[]): boolean {
  if (!lines.next()) return false;
  const { path: file, line, fieldCount } = lines;
  if (fieldCount === header.length) return true;
  const found = String(fieldCount);
  const expected = `${header.length} fields`;
  const field = header[fieldCount] ?? null;
  throw fileError('CSV_FIELD_COUNT', { file, line, field, expected, found });
}

function readHeader(lines: CsvLines): readonly string[] {
  if (!lines.next()) throw fileFault(lines, 'CSV_EMPTY', ['a header', 'blank lines']);
  const header = Array.from({ length: lines.fieldCount }, (_, field) => lines.text(field).trim());
  for (const [index, name] of header.entries()) {
    if (name === '' || header.indexOf(name) === index) continue;
    const { path: file, line } = lines;
    const place = { file, line, field: name };
    throw fileError('CSV_DUPLICATE_COLUMN', { ...place, expected: 'it once', found: 'it twice' });
  }
  return header;
}

function columnFinder(lines: CsvLines, header: readonly string[]): (name: string) => number {
  return (name) => {
    const index = header.indexOf(name);
    if (index !== -1) return index;
    const { path: file } = lines;
    const found = header.join(', ');
    throw fileError('CSV_MISSING_COLUMN', {
      file,
      line: 1,
      field: name,
      expected: 'it in the header',
      found,
    });
  };
}

function contentOf(layout: CsvLayout, instrument: InstrumentId): SourceContent {
  if (layout.kind !== 'bar') return { kind: layout.kind, instrument };
  return { kind: 'bar', instrument, spec: toBarSpecText(`${instrument}-${layout.spec}`) };
}

function idsOf({ contents, instruments }: CsvSourceOptions): readonly InstrumentId[] {
  return contents ?? instruments.all.map(({ id }) => id);
}

function unknownLayout(
  lines: CsvLines,
  header: readonly string[],
  options: CsvSourceOptions,
): Error {
  const found = header.join(', ');
  const missing = missingOfHeader(header);
  if (missing === null) return lines.fault('CSV_UNKNOWN_LAYOUT', expectedHeader(header), found);
  const { kind, columns } = missing;
  const [field = null] = columns;
  if (field === null && options.barSpec === undefined) {
    return lines.fault('CSV_UNKNOWN_LAYOUT', 'a barSpec or a layout for bars', found);
  }
  const expected = `${columns.join(', ')} in the header, as a file of ${kind}s has, or a layout`;
  const { path: file, line } = lines;
  return fileError('CSV_MISSING_COLUMN', { file, line, field, expected, found });
}

function unknownInstrument(lines: CsvLines, id: InstrumentId): never {
  throw fileFault(lines, 'CSV_UNKNOWN_INSTRUMENT', ['an instrument of the table', id]);
}

function expectedHeader(header: readonly string[]): string {
  const isOther = header.length === 1 && /[;\t|]/.test(header[0] ?? '');
  if (isOther) return 'commas between the columns';
  return 'a layout, or columns such as instrument, event_time_us';
}

function noRows(lines: CsvLines): Error {
  return fileFault(lines, 'CSV_NO_ROWS', ['rows', 'only a header']);
}

function fileFault(
  { path: file }: CsvLines,
  code: CatalogErrorCode,
  [expected, found]: readonly [string, string],
): Error {
  return fileError(code, { file, line: null, field: null, expected, found });
}
