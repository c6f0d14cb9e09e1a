import type * as DuckDBApi from '@duckdb/node-api';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  DuckDBType,
} from '@duckdb/node-api';

import type { ColumnBatch, ColumnValues } from './column-batch.ts';
import { historyError } from './history-errors.ts';

/** What DuckDB may use. */
export type DuckOptions = {
  /** Megabytes; what does not fit goes to `scratch` for a while. */
  readonly memoryMb: number;
  readonly threads: number;
  readonly scratch: string;
};

/** A batch of what DuckDB answers. */
export type DuckChunk = Pick<DuckDBDataChunk, 'rowCount' | 'getColumnVector'>;

type Api = typeof DuckDBApi;

/** How many rows a chunk of DuckDB has at most. */
const CHUNK_ROWS = 2048;

/**
 * DuckDB in memory, as history uses it. The package is loaded when the first one is opened, so that
 * nobody pays for it who only reads CSV.
 */
export class Duck {
  readonly #api: Api;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(api: Api, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#api = api;
    this.#instance = instance;
    this.#connection = connection;
  }

  /** Loads DuckDB and opens one. */
  static async open({ memoryMb, threads, scratch }: DuckOptions): Promise<Duck> {
    const api = await loadApi(() => import('@duckdb/node-api'));
    const instance = await api.DuckDBInstance.create(':memory:', {
      memory_limit: `${memoryMb}MB`,
      threads: String(threads),
      temp_directory: scratch,
      preserve_insertion_order: 'true',
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
    });
    return new Duck(api, instance, await instance.connect());
  }

  /** Another connection to the same: what one streams does not disturb the other. */
  async another(): Promise<Duck> {
    return new Duck(this.#api, this.#instance, await this.#instance.connect());
  }

  /** Runs a statement whose answer is of no interest. */
  async run(sql: string): Promise<void> {
    await this.#connection.run(sql).catch(failed(sql));
  }

  /** Asks, and yields what comes, a chunk at a time; nothing more is held. */
  async *query(sql: string): AsyncGenerator<DuckChunk> {
    const result = await this.#connection.stream(sql).catch(failed(sql));
    for (;;) {
      const chunk = await result.fetchChunk().catch(failed(sql));
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** All rows of a small answer. */
  async rows(sql: string): Promise<readonly (readonly unknown[])[]> {
    const reader = await this.#connection.runAndReadAll(sql).catch(failed(sql));
    return reader.getRows();
  }

  /** Makes a table of a batch: numbers as doubles, texts as texts, in the order of the batch. */
  async stage(table: string, batch: ColumnBatch): Promise<void> {
    const { DOUBLE, VARCHAR } = this.#api;
    const columns = batch.names.map((name) => ({ name, values: batch.column(name) }));
    const types = columns.map(({ values }): DuckDBType => {
      return values instanceof Float64Array ? DOUBLE : VARCHAR;
    });
    const listed = columns.map(({ name }, at) => `${sqlName(name)} ${String(types[at])}`);
    await this.run(`CREATE OR REPLACE TEMP TABLE ${table} (${listed.join(', ')})`);
    const appender = await this.#connection.createAppender(table);
    for (let from = 0; from < batch.rows; from += CHUNK_ROWS) {
      const upTo = Math.min(from + CHUNK_ROWS, batch.rows);
      const chunk = this.#api.DuckDBDataChunk.create(types, upTo - from);
      for (const [at, { values }] of columns.entries()) {
        // The setter asks for a plain list, of numbers too.
        chunk.setColumnValues(at, listOf(values, from, upTo));
      }
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
  }

  /** Frees its own connection, for one of several; safe to call twice. */
  disconnect(): void {
    this.#connection.closeSync();
  }

  /** Frees what it holds; safe to call twice. */
  close(): void {
    this.disconnect();
    this.#instance.closeSync();
  }
}

/** Loads the package; where its binary is missing, the message says what to install. */
export async function loadApi<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    const { platform, arch } = process;
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    const wanted = `@duckdb/node-bindings-${platform}-${arch}`;
    const detail = `run npm ci on this machine with optional packages (${wanted} is wanted): ${reason}`;
    throw historyError('HISTORY_ENGINE_MISSING', detail, { platform, arch });
  }
}

/** A text as SQL writes it. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name of a column as SQL writes it: one that is a word of SQL too. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function listOf(
  values: ColumnValues,
  from: number,
  upTo: number,
): readonly (number | string | null)[] {
  return values instanceof Float64Array
    ? Array.from(values.subarray(from, upTo))
    : values.slice(from, upTo);
}

function failed(sql: string): (error: unknown) => never {
  return (error) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw historyError('HISTORY_ENGINE_FAILED', reason, { sql: sql.slice(0, 1000) });
  };
}
