import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** How many prepared statements a connection keeps. */
const STATEMENTS_MAX = 256;

/** A statement, and whether it gives rows. */
export type PreparedStatement = { readonly statement: StatementSync; readonly isQuery: boolean };

/** The statements prepared last, by their text: the one not used for longest goes first. */
export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #max: number;
  readonly #statements = new Map<string, PreparedStatement>();

  constructor(database: DatabaseSync, max: number = STATEMENTS_MAX) {
    this.#database = database;
    this.#max = max;
  }

  /** How many are kept. */
  get size(): number {
    return this.#statements.size;
  }

  /** The statement of a text; whole numbers come out of it as bigint. */
  get(text: string): PreparedStatement {
    const known = this.#statements.get(text);
    if (known !== undefined) {
      this.#statements.delete(text);
      this.#statements.set(text, known);
      return known;
    }
    const statement = this.#database.prepare(text);
    statement.setReadBigInts(true);
    const prepared = { statement, isQuery: statement.columns().length > 0 };
    const oldest = this.#statements.keys().next();
    if (this.#statements.size >= this.#max && oldest.done !== true) {
      this.#statements.delete(oldest.value);
    }
    this.#statements.set(text, prepared);
    return prepared;
  }

  /** Forgets all: a connection that closes. */
  clear(): void {
    this.#statements.clear();
  }
}
