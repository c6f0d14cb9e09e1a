import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

import type { CompiledQuery, DatabaseConnection, QueryResult } from 'kysely';

import { storageError } from '../errors.ts';
import { meaningOf, whenFree } from './busy.ts';
import { ManyRows } from './many-rows.ts';
import { StatementCache } from './statement-cache.ts';

/** The one connection to a SQLite file. */
export class SqliteConnection implements DatabaseConnection {
  readonly #database: DatabaseSync;
  readonly #statements: StatementCache;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#statements = new StatementCache(database);
  }

  /** Whether a transaction has begun that neither was committed nor taken back. */
  get isInTransaction(): boolean {
    return this.#database.isTransaction;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    // Inside a transaction the lock is ours, so nothing there is ever done twice.
    if (this.isInTransaction) return this.#executeOurs(query);
    return whenFree(() => this.#execute<Row>(query));
  }

  async *streamQuery<Row>(query: CompiledQuery): AsyncGenerator<QueryResult<Row>> {
    const { statement } = this.#statements.get(query.sql);
    for (const row of statement.iterate(...valuesOf(query.parameters))) {
      yield { rows: [rowAs<Row>(row)] };
    }
  }

  /** Says something that is no query: the bounds of a transaction, a setting. */
  say(text: string): void {
    this.#database.exec(text);
  }

  close(): void {
    this.#statements.clear();
    if (this.#database.isOpen) this.#database.close();
  }

  #executeOurs<Row>(query: CompiledQuery): QueryResult<Row> {
    try {
      return this.#execute(query);
    } catch (error) {
      throw meaningOf(error);
    }
  }

  #execute<Row>({ sql, parameters }: CompiledQuery): QueryResult<Row> {
    const { statement, isQuery } = this.#statements.get(sql);
    const [first] = parameters;
    if (first instanceof ManyRows) {
      for (const row of first.rows) statement.run(...row);
      return { rows: [] };
    }
    const values = valuesOf(parameters);
    if (isQuery) return { rows: statement.all(...values).map((row) => rowAs<Row>(row)) };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }
}

function valuesOf(parameters: readonly unknown[]): readonly SQLInputValue[] {
  return parameters.map((value) => {
    if (value === null || typeof value === 'string' || typeof value === 'bigint') return value;
    if (value instanceof Uint8Array) return value;
    // A number would be bound as a fraction.
    if (Number.isSafeInteger(value)) return BigInt(Number(value));
    throw storageError('BAD_ROW', `${typeof value} is no value of a column`);
  });
}

/** The builder says what a statement gives; that it does, the tables' strictness and the contract suite see to. */
function rowAs<Row>(row: unknown): Row {
  return row as Row;
}
