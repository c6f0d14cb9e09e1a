import { splitLine } from '../csv/split-line.ts';
import type { Packing } from './file-bytes.ts';
import { intakeError } from './intake-errors.ts';
import type { Mapping } from './mapping.ts';
import { ParquetTable } from './parquet-rows.ts';
import type { Sample } from './sample.ts';
import { sniffFile, textHead, type FileShape } from './sniff-file.ts';
import type { TableRow } from './table-row.ts';
import { delimiters, textRows } from './text-rows.ts';

/** How many rows a guess is made by. */
const SAMPLE_ROWS = 2000;

const LOOK_LINES = 20;

/** A file as a table: its first rows, and all of them by a mapping. */
export type Table = {
  readonly sample: Sample;
  /** All rows of data, from the first one on. */
  rows(mapping: Mapping): AsyncGenerator<readonly TableRow[]>;
  close(): void;
};

/** Opens a file as a table; refuses what is none before much of it is read. */
export async function openTable(path: string): Promise<Table> {
  const shape = await sniffFile(path);
  if (shape.format === 'csv') return textTable(path, shape);
  const parquet = await ParquetTable.open(path);
  try {
    const rows: (readonly string[])[] = [];
    for await (const batch of parquet.rows()) {
      rows.push(...batch.map(({ cells }) => cells));
      if (rows.length >= SAMPLE_ROWS) break;
    }
    const sample = { file: path, rows, header: parquet.header, encoding: null, delimiter: null };
    return { sample, rows: () => parquet.rows(), close: () => parquet.close() };
  } catch (error) {
    parquet.close();
    throw error;
  }
}

type TextFileShape = Extract<FileShape, { readonly format: 'csv' }>;

async function textTable(path: string, { encoding, isPacked }: TextFileShape): Promise<Table> {
  const head = new TextDecoder(encoding).decode(await textHead(path, { isPacked }));
  const delimiter = delimiterOf(head);
  const rows: (readonly string[])[] = [];
  for await (const batch of textRows(path, { encoding, delimiter, isPacked })) {
    rows.push(...batch.slice(0, SAMPLE_ROWS - rows.length).map(({ cells }) => cells));
    if (rows.length >= SAMPLE_ROWS) break;
  }
  if (rows.length === 0)
    throw intakeError('INTAKE_UNREADABLE', `${path} has no rows`, { file: path });
  const sample = { file: path, rows, header: null, encoding, delimiter };
  return {
    sample,
    rows: (mapping) => mappedRows(path, mapping, { isPacked }),
    close: () => undefined,
  };
}

async function* mappedRows(
  path: string,
  { encoding, delimiter, hasHeader }: Mapping,
  packing: Packing,
): AsyncGenerator<readonly TableRow[]> {
  if (encoding === null || delimiter === null) {
    throw intakeError('INTAKE_BAD_MAPPING', `${path} is a text, the mapping is of Parquet`);
  }
  let isFirst = hasHeader;
  for await (const batch of textRows(path, { encoding, delimiter, ...packing })) {
    yield isFirst ? batch.slice(1) : batch;
    isFirst = isFirst && batch.length === 0;
  }
}

/** The delimiter that cuts the first lines into most cells, as many in each. */
function delimiterOf(head: string): string {
  const lines = head.split('\n').slice(0, LOOK_LINES);
  // The last of several may be cut off by where the look ends.
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const counts = delimiters.map((delimiter) => {
    const cells = whole.map((line) => splitLine(line.replace(/\r$/u, ''), delimiter));
    const lengths = new Set(cells.map((found) => (typeof found === 'string' ? 0 : found.length)));
    return { delimiter, width: lengths.size === 1 ? ([...lengths][0] ?? 0) : 0 };
  });
  const best = counts.toSorted((one, other) => other.width - one.width)[0];
  return best === undefined || best.width < 2 ? ',' : best.delimiter;
}
