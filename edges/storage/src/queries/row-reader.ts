import { money, toCurrency, toTimestamp, type Money, type Timestamp } from 'argosy/core';

import { storageError } from '../errors.ts';

/** A row as the database gave it, read column by column: each is looked at before it becomes anything. */
export class RowReader {
  readonly #row: Readonly<Record<string, unknown>>;

  constructor(row: Readonly<Record<string, unknown>>) {
    this.#row = row;
  }

  text(column: string): string {
    const value = this.#row[column];
    if (typeof value === 'string') return value;
    throw misfit(column, value, 'a text');
  }

  textOrNull(column: string): string | null {
    return this.#row[column] === null ? null : this.text(column);
  }

  big(column: string): bigint {
    const value = this.#row[column];
    if (typeof value === 'bigint') return value;
    throw misfit(column, value, 'a whole number');
  }

  /** A whole number that is one of JavaScript's. */
  int(column: string): number {
    const value = Number(this.big(column));
    if (Number.isSafeInteger(value)) return value;
    throw misfit(column, value, 'a whole number of 53 bits');
  }

  intOrNull(column: string): number | null {
    return this.#row[column] === null ? null : this.int(column);
  }

  bytes(column: string): Uint8Array {
    const value = this.#row[column];
    // PostgreSQL gives a view into a larger buffer, SQLite bytes of their own: both leave here as plain bytes.
    if (value instanceof Uint8Array) return Uint8Array.from(value);
    throw misfit(column, value, 'bytes');
  }

  bytesOrNull(column: string): Uint8Array | null {
    return this.#row[column] === null ? null : this.bytes(column);
  }

  time(column: string): Timestamp {
    return toTimestamp(this.int(column));
  }

  timeOrNull(column: string): Timestamp | null {
    return this.#row[column] === null ? null : this.time(column);
  }

  /** A whole number that is kept as text. */
  amount(column: string): bigint {
    const text = this.text(column);
    if (/^-?\d{1,60}$/u.test(text)) return BigInt(text);
    throw misfit(column, text, 'whole minor units');
  }

  money(amount: string, currency: string): Money {
    return money(this.amount(amount), toCurrency(this.text(currency)));
  }

  /** A word out of a few. */
  word<const Word extends string>(column: string, words: readonly Word[]): Word {
    const text = this.text(column);
    const found = words.find((word) => word === text);
    if (found !== undefined) return found;
    throw misfit(column, text, words.join(', '));
  }
}

function misfit(column: string, value: unknown, expected: string): Error {
  return storageError('BAD_ROW', `${column} is ${String(value)}, expected ${expected}`);
}
