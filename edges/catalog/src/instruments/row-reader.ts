import { isUtf8 } from 'node:buffer';

import type { ArgosyError } from 'argosy/core';

import { fileError } from '../errors.ts';
import type { Fields } from './fields.ts';

/** The longest row that is read, in bytes. */
const ROW_BYTES_MAX = 65_536;
/** The most rows of a file. */
export const ROWS_MAX = 2_000_000;
/** How much is taken in at a time. */
const PIECE_BYTES = 262_144;

const marks: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a zip archive, to be unpacked first', [0x50, 0x4b, 0x03, 0x04]],
];
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];
const MARK_BYTES = 4;

/** Rows of a file that comes in pieces of any size. */
export type RowReader = {
  /** Takes the next piece; tells of each row that is whole. */
  feed(piece: Uint8Array): void;
  /** Says that nothing more comes. */
  end(): void;
  /** How many rows it has told of. */
  readonly rows: number;
};

/** What a reader needs. */
export type RowReaderOptions = {
  /** What errors call the file. */
  readonly file: string;
  readonly onRow: (fields: Fields) => void;
};

/** Pieces put together so that rows can be taken from the front; what is held is bounded. */
export abstract class PieceReader implements RowReader {
  rows = 0;
  protected readonly file: string;
  protected readonly bytes: Buffer = Buffer.alloc(PIECE_BYTES + 2 * ROW_BYTES_MAX);
  /** Where what is not read yet begins, and ends. */
  protected position = 0;
  protected filled = 0;
  /** Whether nothing more comes. */
  protected hasEnded = false;
  #hasBegun = false;

  constructor(file: string) {
    this.file = file;
  }

  feed(piece: Uint8Array): void {
    for (let from = 0; from < piece.length; from += PIECE_BYTES) {
      const part = piece.subarray(from, from + PIECE_BYTES);
      this.#makeRoom();
      this.bytes.set(part, this.filled);
      this.filled += part.length;
      if (!this.#begin(false)) continue;
      this.readRows();
      if (this.filled - this.position > ROW_BYTES_MAX) {
        throw this.fault(`a row of at most ${ROW_BYTES_MAX} bytes`, 'a longer one');
      }
    }
  }

  end(): void {
    if (this.hasEnded) return;
    this.#begin(true);
    this.readRows();
    this.hasEnded = true;
    this.finish();
  }

  /** Reads as many whole rows as there are. */
  protected abstract readRows(): void;
  /** Reads the rest, and refuses a file that ends too soon. */
  protected abstract finish(): void;
  /** The line or row that is being read, counted from 1. */
  protected abstract place(): number;

  /** An error about the whole file. */
  protected fault(expected: string, found: string): ArgosyError {
    const line = Math.max(this.place(), 1);
    return fileError('INSTRUMENTS_BAD_FILE', {
      file: this.file,
      line,
      field: null,
      expected,
      found,
    });
  }

  /** Counts a row, and refuses bytes in it that are no text. */
  protected countRow(from: number, to: number): void {
    this.rows += 1;
    if (this.rows > ROWS_MAX) throw this.fault(`at most ${ROWS_MAX} rows`, 'more');
    if (!isUtf8(this.bytes.subarray(from, to))) throw this.fault('UTF-8', 'bytes that are none');
  }

  #makeRoom(): void {
    this.bytes.copyWithin(0, this.position, this.filled);
    this.filled -= this.position;
    this.position = 0;
  }

  /** Looks at the first bytes; false while there are too few. */
  #begin(isAll: boolean): boolean {
    if (this.#hasBegun) return true;
    if (this.filled < MARK_BYTES && !isAll) return false;
    this.#hasBegun = true;
    if (this.filled === 0) throw this.fault('a file with rows', 'an empty one');
    const mark = marks.find(([, bytes]) => this.#startsWith(bytes));
    if (mark !== undefined) throw this.fault('UTF-8 text', mark[0]);
    if (this.#startsWith(byteOrderMark)) this.position = byteOrderMark.length;
    return true;
  }

  #startsWith(mark: readonly number[]): boolean {
    return mark.every((byte, at) => this.bytes[at] === byte);
  }
}
