import type { ColumnValue } from '../schema/shapes.ts';

/**
 * The rows of one statement, which SQLite runs once for each of them in a single call: a promise for each row
 * would cost as much as the row.
 */
export class ManyRows {
  readonly rows: readonly (readonly ColumnValue[])[];

  constructor(rows: readonly (readonly ColumnValue[])[]) {
    this.rows = rows;
  }
}
