import { tmpdir } from 'node:os';
import { resolve } from 'node:path';

import { ArgosyError } from 'argosy/core';

import { Duck, sqlName, sqlText } from '../history/duck.ts';
import { CELLS_MAX } from '../csv/split-line.ts';
import { UNPACKED_BYTES_MAX } from './file-bytes.ts';
import { intakeError } from './intake-errors.ts';
import { ownColumns, type ShownColumn } from './own-parquet.ts';
import { ROWS_MAX, type TableRow } from './table-row.ts';

/** How many times larger than itself a file may become: past it, it is a bomb. */
const UNPACKED_TIMES_MAX = 2000;
/** The longest cell: a dictionary may make gigabytes of a few bytes. */
const CELL_LENGTH_MAX = 4096;
const nested = /STRUCT|MAP|UNION|BLOB|\[/u;

/** A Parquet file as rows of texts, so that one mapping reads it as it reads CSV. */
export class ParquetTable {
  readonly #duck: Duck;
  readonly #path: string;
  readonly #columns: readonly ShownColumn[];
  readonly header: readonly string[];

  private constructor(duck: Duck, path: string, columns: readonly ShownColumn[]) {
    this.#duck = duck;
    this.#path = path;
    this.#columns = columns;
    this.header = columns.map(({ name }) => name);
  }

  /** Opens a file by what its metadata say, before anything of it is unpacked. */
  static async open(path: string, rowsMax: number = ROWS_MAX): Promise<ParquetTable> {
    const duck = await Duck.open({ memoryMb: 512, threads: 2, scratch: tmpdir() });
    try {
      await checkSize(duck, path, rowsMax);
      const listed = await duck.rows(`DESCRIBE SELECT * FROM ${fileSql(path)}`);
      const columns = listed.map(([name, type]) => ({ name: String(name), type: String(type) }));
      if (columns.length > CELLS_MAX) {
        const detail = `${path} has ${columns.length} columns, at most ${CELLS_MAX}`;
        throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
      }
      const flat = columns.filter(({ type }) => !nested.test(type)).map(({ name }) => name);
      if (flat.length === 0) throw intakeError('INTAKE_UNREADABLE', `${path} has no plain columns`);
      const own = await ownColumns(duck, path, flat);
      return new ParquetTable(duck, path, own ?? flat.map(asText));
    } catch (error) {
      duck.close();
      throw readable(path, error);
    }
  }

  /** Its rows; a line here is the row's number, from 1. */
  async *rows(): AsyncGenerator<TableRow[]> {
    const cells = this.#columns.map(({ sql }) => `left(${sql}, ${CELL_LENGTH_MAX + 1})`);
    let line = 0;
    try {
      for await (const chunk of this.#duck.query(
        `SELECT ${cells.join(', ')} FROM ${fileSql(this.#path)}`,
      )) {
        const columns = this.header.map((_, at) => chunk.getColumnVector(at));
        yield Array.from({ length: chunk.rowCount }, (_, row): TableRow => {
          line += 1;
          return { line, cells: columns.map((column) => this.#textOf(line, column.getItem(row))) };
        });
      }
    } catch (error) {
      throw readable(this.#path, error);
    }
  }

  #textOf(line: number, value: unknown): string {
    if (typeof value !== 'string') return '';
    if (value.length <= CELL_LENGTH_MAX) return value.trim();
    const detail = `${this.#path}, row ${line}: a cell of more than ${CELL_LENGTH_MAX} characters`;
    throw intakeError('INTAKE_TOO_LARGE', detail, { file: this.#path, line });
  }

  /** Frees what it holds. */
  close(): void {
    this.#duck.close();
  }
}

/** A column as it is written there. */
function asText(name: string): ShownColumn {
  return { name, sql: `CAST(${sqlName(name)} AS VARCHAR)` };
}

/** What it would become, as it says itself; one that lies about it does not read. */
async function checkSize(duck: Duck, path: string, rowsMax: number): Promise<void> {
  const [row = []] = await duck.rows(
    `SELECT CAST(sum(row_group_num_rows) AS DOUBLE), CAST(sum(total_uncompressed_size) AS DOUBLE), CAST(sum(total_compressed_size) AS DOUBLE), CAST(count(DISTINCT path_in_schema) AS DOUBLE) FROM parquet_metadata(${sqlText(resolve(path))})`,
  );
  const [cells = 0, unpacked = 0, packed = 0, columns = 1] = row.map(Number);
  const rows = cells / Math.max(1, columns);
  const isBomb =
    unpacked > UNPACKED_BYTES_MAX || unpacked > UNPACKED_TIMES_MAX * Math.max(1, packed);
  if (rows <= rowsMax && !isBomb) return;
  const found = `${rows} rows, ${unpacked} bytes unpacked of ${packed}`;
  const expected = `at most ${rowsMax} rows, ${UNPACKED_BYTES_MAX} bytes and ${UNPACKED_TIMES_MAX} times its size`;
  throw intakeError('INTAKE_TOO_LARGE', `${path}: ${found}, expected ${expected}`, { file: path });
}

/** A path is a text in SQL, and one that is a pattern for many files is still one file. */
function fileSql(path: string): string {
  return `read_parquet([${sqlText(resolve(path))}])`;
}

function readable(path: string, error: unknown): unknown {
  const isEngine = error instanceof ArgosyError && error.code === 'HISTORY_ENGINE_FAILED';
  if (!isEngine) return error;
  const detail = `${path}: ${error.message.split('\n')[0] ?? ''}`;
  return intakeError('INTAKE_UNREADABLE', detail, { file: path });
}
