import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';

import type { ArgosyError } from 'argosy/core';

import { fileError, type CatalogErrorCode } from '../errors.ts';

/** How much is read from the disk at a time. */
export const CHUNK_BYTES_DEFAULT = 1_048_576;
/** The longest line that is read. */
export const LINE_BYTES_MAX = 65_536;
/** The most fields of a line. */
const FIELDS_MAX = 256;

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
const byteOrderMark: readonly number[] = [0xef, 0xbb, 0xbf];

/**
 * The lines of a file, one at a time, split into fields that stay bytes. Memory does not grow with
 * the file: one chunk and one line are held.
 */
export class CsvLines {
  readonly path: string;
  /** Holds the fields of the current line; changes with each `next`. */
  readonly bytes: Buffer;
  /** Where the fields of the current line begin in `bytes`. */
  readonly starts: Int32Array = new Int32Array(FIELDS_MAX + 1);
  /** Where they end. */
  readonly ends: Int32Array = new Int32Array(FIELDS_MAX + 1);
  /** How many fields the current line has. */
  fieldCount = 0;
  /** The current line, counted from 1. */
  line = 0;
  /** False once the file has ended within a line. */
  hasLastBreak = true;
  readonly #chunkBytes: number;
  readonly #hash: Hash = createHash('sha256');
  #file: number | null;
  #digest: string | null = null;
  /** Where the next line begins, and where the bytes that were read end. */
  #position = 0;
  #filled = 0;

  constructor(path: string, chunkBytes: number = CHUNK_BYTES_DEFAULT) {
    this.path = path;
    this.#chunkBytes = chunkBytes;
    // To spare: the line's own break, and the break that the last line may lack.
    this.bytes = Buffer.alloc(chunkBytes + LINE_BYTES_MAX + 3);
    this.#file = attempt(path, () => openSync(path, 'r'));
    try {
      this.#skipMark();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Moves to the next line that is not blank; false at the end of the file. */
  next(): boolean {
    for (;;) {
      const end = this.#scan();
      if (end === -1) {
        if (!this.#refill()) return false;
        continue;
      }
      this.#position = end;
      if (this.fieldCount > 1 || this.starts[0] !== this.ends[0]) return true;
    }
  }

  /** The text of a field of the current line, for messages and rare values. */
  text(field: number): string {
    return this.bytes.toString('utf8', this.starts[field] ?? 0, this.ends[field] ?? 0);
  }

  /** `sha256:…` of the file's bytes once all were read; null before. */
  hash(): string | null {
    return this.#digest;
  }

  /** Closes the file; safe to call twice. */
  close(): void {
    if (this.#file === null) return;
    closeSync(this.#file);
    this.#file = null;
  }

  /** An error about the current line. */
  fault(code: CatalogErrorCode, expected: string, found: string): ArgosyError {
    const { path: file, line } = this;
    return fileError(code, { file, line, field: null, expected, found });
  }

  /** Splits the line at `#position`; where the line after it begins, or -1 where it is not all here. */
  #scan(): number {
    const { bytes, starts, ends } = this;
    const filled = this.#filled;
    let field = 0;
    let isQuoted = false;
    starts[0] = this.#position;
    for (let index = this.#position; index < filled; index += 1) {
      const byte = bytes[index] ?? NUL;
      if (byte > COMMA) continue;
      if (byte === COMMA) {
        ends[field] = index;
        if (field < FIELDS_MAX) field += 1;
        starts[field] = index + 1;
      } else if (byte === LF) return this.#finishLine(index, field, isQuoted);
      else if (byte === QUOTE) isQuoted = true;
      else if (byte === CR) this.#requireLineFeed(index);
      else if (byte === NUL) throw this.#nul();
    }
    return -1;
  }

  #finishLine(lineFeed: number, field: number, isQuoted: boolean): number {
    this.line += 1;
    const from = this.#position;
    const hasReturn = lineFeed > from && this.bytes[lineFeed - 1] === CR;
    const end = hasReturn ? lineFeed - 1 : lineFeed;
    if (end - from > LINE_BYTES_MAX) throw this.#tooLong();
    this.ends[field] = end;
    this.fieldCount = field + 1;
    if (isQuoted) this.#splitQuoted(from, end);
    if (this.fieldCount > FIELDS_MAX) {
      throw this.fault('CSV_TOO_MANY_FIELDS', `at most ${FIELDS_MAX} fields`, 'more');
    }
    return lineFeed + 1;
  }

  /** Splits again where quotes may hide commas; doubled quotes are made single in place. */
  #splitQuoted(from: number, end: number): void {
    let field = 0;
    let index = from;
    for (;;) {
      index =
        this.bytes[index] === QUOTE
          ? this.#quoted(field, index, end)
          : this.#bare(field, index, end);
      field += 1;
      if (index >= end || field > FIELDS_MAX) break;
      index += 1;
    }
    this.fieldCount = field;
  }

  /** A field up to the next comma or the end; where that is. */
  #bare(field: number, from: number, end: number): number {
    const comma = this.bytes.subarray(from, end).indexOf(COMMA);
    const to = comma === -1 ? end : from + comma;
    this.starts[field] = from;
    this.ends[field] = to;
    return to;
  }

  #quoted(field: number, from: number, end: number): number {
    const { bytes } = this;
    let to = from + 1;
    this.starts[field] = to;
    for (let index = from + 1; index < end; index += 1) {
      const byte = bytes[index] ?? NUL;
      if (byte === QUOTE && bytes[index + 1] !== QUOTE)
        return this.#endQuoted(field, to, index, end);
      if (byte === QUOTE) index += 1;
      bytes[to] = byte;
      to += 1;
    }
    throw this.fault(
      'CSV_BAD_QUOTES',
      `a closing quote on the same line`,
      `none in field ${field + 1}`,
    );
  }

  #endQuoted(field: number, to: number, quote: number, end: number): number {
    this.ends[field] = to;
    const after = quote + 1;
    if (after === end || this.bytes[after] === COMMA) return after;
    throw this.fault(
      'CSV_BAD_QUOTES',
      'a comma after the closing quote',
      `more text in field ${field + 1}`,
    );
  }

  /** Makes room at the front, reads one chunk; false where nothing is left. */
  #refill(): boolean {
    const rest = this.#filled - this.#position;
    if (rest > LINE_BYTES_MAX + 1) {
      this.line += 1;
      throw this.#tooLong();
    }
    if (this.#file === null) return false;
    this.bytes.copyWithin(0, this.#position, this.#filled);
    this.#position = 0;
    this.#filled = rest;
    const count = this.#read();
    if (count > 0) return true;
    this.#digest = `sha256:${this.#hash.digest('hex')}`;
    this.close();
    if (rest === 0) return false;
    this.hasLastBreak = false;
    this.bytes[rest] = LF;
    this.#filled = rest + 1;
    return true;
  }

  #read(): number {
    const { bytes } = this;
    const file = this.#file;
    if (file === null) return 0;
    const room = Math.min(this.#chunkBytes, bytes.length - this.#filled - 1);
    const count = attempt(this.path, () => readSync(file, bytes, this.#filled, room, null));
    this.#hash.update(bytes.subarray(this.#filled, this.#filled + count));
    this.#filled += count;
    return count;
  }

  #skipMark(): void {
    while (this.#filled < byteOrderMark.length && this.#read() > 0);
    const { bytes } = this;
    if (this.#filled === 0) {
      throw fileError('CSV_EMPTY', wholeFile(this.path, 'a header', 'no bytes'));
    }
    const [first, second] = bytes;
    if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
      throw fileError('CSV_NOT_TEXT', wholeFile(this.path, 'UTF-8', 'UTF-16'));
    }
    const hasMark = byteOrderMark.every((byte, index) => bytes[index] === byte);
    this.#position = hasMark ? byteOrderMark.length : 0;
  }

  /** A return that stands alone ends lines where nothing else does: the file would be one long line. */
  #requireLineFeed(index: number): void {
    const next = index + 1;
    if (next >= this.#filled || this.bytes[next] === LF) return;
    this.line += 1;
    throw this.fault('CSV_NOT_TEXT', 'lines that end with LF or CRLF', 'a CR alone');
  }

  #nul(): ArgosyError {
    this.line += 1;
    return this.fault('CSV_NOT_TEXT', 'text without NUL bytes', 'a NUL byte');
  }

  #tooLong(): ArgosyError {
    return this.fault('CSV_LINE_TOO_LONG', `at most ${LINE_BYTES_MAX} bytes`, 'a longer line');
  }
}

function wholeFile(file: string, expected: string, found: string): Parameters<typeof fileError>[1] {
  return { file, line: null, field: null, expected, found };
}

function attempt<Value>(path: string, action: () => Value): Value {
  try {
    return action();
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw fileError('FILE_UNREADABLE', wholeFile(path, 'a readable file', found));
  }
}
