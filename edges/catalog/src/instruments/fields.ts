import { parseScaledBytes } from 'argosy/core';

const SPACE = 0x20;
const DELETE = 0x7f;
const EQUALS = 0x3d;
const PLUS = 0x2b;
const AT = 0x40;
const MINUS = 0x2d;

/** What is wrong with one row of a file; the file goes on. */
export class RowFault extends Error {
  override readonly name = 'RowFault';
  readonly field: string;
  readonly expected: string;
  readonly found: string;

  constructor(field: string, expected: string, found: string) {
    super(`${field}: expected ${expected}, found ${found}`);
    this.field = field;
    this.expected = expected;
    this.found = found;
  }
}

/** A cell that a spreadsheet would run; nothing of such a file is taken. */
export class FormulaFault extends RowFault {}

/** The fields of one row, still bytes; a reader changes them with each row. */
export class Fields {
  bytes: Buffer = Buffer.alloc(0);
  /** Where fields begin and end in `bytes`; -1 where the row has no such field. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly names: readonly string[];
  /** The line of a CSV file, or the row of a JSON file, counted from 1. */
  row = 0;
  /** The texts met last in a column: neighbours are often alike. */
  readonly #last: string[];

  constructor(names: readonly string[]) {
    this.names = names;
    this.starts = new Int32Array(names.length);
    this.ends = new Int32Array(names.length);
    this.#last = names.map(() => '');
  }

  /** Whether a field is missing or has nothing in it. */
  isBlank(field: number): boolean {
    return (this.starts[field] ?? -1) >= (this.ends[field] ?? -1);
  }

  /** A plain ASCII text without spaces at its ends; empty where it is missing. */
  text(field: number): string {
    const [from, to] = this.#trimmed(field);
    const last = this.#last[field] ?? '';
    if (this.#is(last, from, to)) return last;
    this.#requirePlain(field, from, to, false);
    const text = this.bytes.toString('latin1', from, to);
    this.#last[field] = text;
    return text;
  }

  /** A text that may hold any letters of UTF-8, for names. */
  wide(field: number): string {
    const [from, to] = this.#trimmed(field);
    const last = this.#last[field] ?? '';
    if (this.#is(last, from, to)) return last;
    this.#requirePlain(field, from, to, true);
    const text = this.bytes.toString('utf8', from, to);
    this.#last[field] = text;
    return text;
  }

  /** A decimal as a whole number of `places` decimal places. */
  scaled(field: number, places: number): number {
    const [from, to] = this.#trimmed(field);
    const value = parseScaledBytes(this.bytes, from, to, places);
    if (value === value) return value;
    throw this.fault(field, `a number of at most ${places} decimal places`);
  }

  /** What is wrong with a field of this row. */
  fault(field: number, expected: string): RowFault {
    return new RowFault(this.names[field] ?? '', expected, this.#shown(field));
  }

  #shown(field: number): string {
    if ((this.starts[field] ?? -1) === -1) return 'nothing';
    const text = this.bytes.toString('utf8', this.starts[field], this.ends[field]);
    return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  }

  #trimmed(field: number): readonly [from: number, to: number] {
    let from = this.starts[field] ?? -1;
    let to = this.ends[field] ?? -1;
    if (from === -1) return [0, 0];
    while (from < to && this.bytes[from] === SPACE) from += 1;
    while (from < to && this.bytes[to - 1] === SPACE) to -= 1;
    return [from, to];
  }

  #is(text: string, from: number, to: number): boolean {
    if (text.length !== to - from) return false;
    for (let index = 0; index < text.length; index += 1) {
      if (text.charCodeAt(index) !== this.bytes[from + index]) return false;
    }
    return true;
  }

  #requirePlain(field: number, from: number, to: number, isWide: boolean): void {
    const { bytes } = this;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte < SPACE || byte === DELETE) throw this.fault(field, 'text without control codes');
      if (byte > DELETE && !isWide) throw this.fault(field, 'plain ASCII');
    }
    if (!isFormula(bytes, from, to)) return;
    const { field: name, found } = this.fault(field, '');
    throw new FormulaFault(name, 'text that no spreadsheet would run', found);
  }
}

/** Whether a spreadsheet would run a text: a dash alone it would not. */
function isFormula(bytes: Uint8Array, from: number, to: number): boolean {
  const first = from < to ? bytes[from] : SPACE;
  if (first === MINUS) return to - from > 1;
  return first === EQUALS || first === PLUS || first === AT;
}
