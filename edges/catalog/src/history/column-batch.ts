import { assert } from 'argosy/core';

/** The values of a column: numbers, of which NaN is none, or texts, of which null is none. */
export type ColumnValues = Float64Array | readonly (string | null)[];

/**
 * Rows as columns, each a typed array: the form in which history takes data in and gives it out.
 *
 * @example
 * const close = batch.numbers('close'); // scaled whole numbers in a Float64Array
 */
export class ColumnBatch {
  readonly rows: number;
  readonly #columns: ReadonlyMap<string, ColumnValues>;

  constructor(columns: ReadonlyMap<string, ColumnValues>) {
    const lengths = new Set([...columns.values()].map(({ length }) => length));
    assert(lengths.size <= 1, `columns of a batch are of one length, found ${[...lengths].join()}`);
    this.rows = [...lengths][0] ?? 0;
    this.#columns = columns;
  }

  /** The names of its columns, in order. */
  get names(): readonly string[] {
    return [...this.#columns.keys()];
  }

  /** A column of either type. */
  column(name: string): ColumnValues {
    const values = this.#columns.get(name);
    assert(values !== undefined, `no column ${name} among ${this.names.join(', ')}`);
    return values;
  }

  /** A column of numbers. */
  numbers(name: string): Float64Array {
    const values = this.column(name);
    assert(values instanceof Float64Array, `column ${name} has texts`);
    return values;
  }

  /** A column of texts. */
  texts(name: string): readonly (string | null)[] {
    const values = this.column(name);
    assert(!(values instanceof Float64Array), `column ${name} has numbers`);
    return values;
  }
}

/** The rows from one on; those before are left out. */
export function rowsFrom(batch: ColumnBatch, first: number): ColumnBatch {
  if (first === 0) return batch;
  return new ColumnBatch(
    new Map(
      batch.names.map((name): [string, ColumnValues] => {
        const values = batch.column(name);
        return [
          name,
          values instanceof Float64Array ? values.subarray(first) : values.slice(first),
        ];
      }),
    ),
  );
}

/** Gathers rows into columns; what it holds grows with them. */
export class ColumnBuilder {
  readonly #names: readonly string[];
  readonly #columns: (NumberColumn | (string | null)[])[];
  #rows = 0;

  constructor(columns: readonly { readonly name: string; readonly type: 'number' | 'text' }[]) {
    this.#names = columns.map(({ name }) => name);
    this.#columns = columns.map(({ type }) => (type === 'number' ? new NumberColumn() : []));
  }

  /** How many rows it has. */
  get rows(): number {
    return this.#rows;
  }

  /** Takes a row: a value for each column, in their order. */
  push(values: readonly (number | string | null)[]): void {
    for (const [at, column] of this.#columns.entries()) {
      const value = values[at] ?? null;
      if (column instanceof NumberColumn) column.push(typeof value === 'number' ? value : NaN);
      else column.push(value === null ? null : String(value));
    }
    this.#rows += 1;
  }

  /** What was gathered; the builder is of no use afterwards. */
  finish(): ColumnBatch {
    const columns = this.#columns.map((column, at): [string, ColumnValues] => {
      return [this.#names[at] ?? '', column instanceof NumberColumn ? column.values() : column];
    });
    return new ColumnBatch(new Map(columns));
  }
}

class NumberColumn {
  #values = new Float64Array(64);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const wider = new Float64Array(this.#length * 2);
      wider.set(this.#values);
      this.#values = wider;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
