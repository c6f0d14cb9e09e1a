import type { Timestamp } from 'argosy/core';

import type { CsvFields } from './csv-fields.ts';
import type { TimeUnit } from './csv-layout.ts';
import type { RowContext } from './row-context.ts';

/** Reads the time column of a row; `nanos` holds what lies below the microsecond. */
export class RowClock {
  nanos = 0;
  readonly #fields: CsvFields;
  readonly column: number;
  readonly #unit: TimeUnit;

  constructor(context: RowContext, column: string, unit: TimeUnit) {
    this.#fields = context.fields;
    this.column = context.columnOf(column);
    this.#unit = unit;
  }

  read(): Timestamp {
    if (this.#unit !== 'iso') return this.#fields.time(this.column, this.#unit);
    const { at, nanos } = this.#fields.preciseTime(this.column);
    this.nanos = nanos;
    return at;
  }
}
