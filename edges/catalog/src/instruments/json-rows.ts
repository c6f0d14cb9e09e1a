import { Fields } from './fields.ts';
import { PieceReader, type RowReaderOptions } from './row-reader.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_ROW = 0x7b;
const CLOSE_ROW = 0x7d;
const SPACE = 0x20;

/** What may come next between rows. */
type Phase = 'start' | 'first' | 'row' | 'after' | 'done';

/** Not all of a row is here yet. */
const MORE = -1;

/**
 * A JSON file that is one list of flat objects, read without holding it. Values are texts, numbers or
 * null; a list or an object within a row is refused.
 */
export class JsonRows extends PieceReader {
  readonly #names: readonly Buffer[];
  readonly #onRow: (fields: Fields) => void;
  readonly #fields: Fields;
  #phase: Phase = 'start';
  #hasEscapes = false;
  /** Which wanted field stands where in a row: the files write them in one order. */
  readonly #order: number[] = [];

  constructor(names: readonly string[], { file, onRow }: RowReaderOptions) {
    super(file);
    this.#names = names.map((name) => Buffer.from(name, 'latin1'));
    this.#onRow = onRow;
    this.#fields = new Fields(names);
    this.#fields.bytes = this.bytes;
  }

  protected override place(): number {
    return this.rows + 1;
  }

  protected override readRows(): void {
    for (;;) {
      this.position = this.#skipSpace(this.position);
      if (this.position >= this.filled) return;
      const byte = this.bytes[this.position] ?? 0;
      if (byte === OPEN_ROW && (this.#phase === 'row' || this.#phase === 'first')) {
        if (!this.#readRow()) return;
      } else this.#step(byte);
    }
  }

  protected override finish(): void {
    if (this.#phase === 'done') return;
    const what = this.rows === 0 ? 'no whole row' : `${this.rows} rows and no end`;
    throw this.fault('a list that ends with ]', `${what}: the file is cut off`);
  }

  /** One mark between rows. */
  #step(byte: number): void {
    if (byte === OPEN_LIST && this.#phase === 'start') this.#phase = 'first';
    else if (byte === COMMA && this.#phase === 'after') this.#phase = 'row';
    else if (byte === CLOSE_LIST && this.#phase === 'after') this.#phase = 'done';
    else throw this.#unexpected();
    this.position += 1;
  }

  #unexpected(): Error {
    const { bytes, position, filled } = this;
    const found = bytes.toString('utf8', position, Math.min(position + 40, filled));
    const expected = { start: '[', first: '{', row: '{', after: ', or ]', done: 'nothing more' };
    return this.fault(expected[this.#phase], JSON.stringify(found));
  }

  /** Reads the row at the position; false where not all of it is here. */
  #readRow(): boolean {
    const { starts, ends } = this.#fields;
    starts.fill(-1);
    ends.fill(-1);
    const from = this.position;
    this.#hasEscapes = false;
    let at = this.#skipSpace(from + 1);
    for (let member = 0; this.bytes[at] !== CLOSE_ROW || at >= this.filled; member += 1) {
      at = this.#member(at, member);
      if (at === MORE) return false;
    }
    this.countRow(from, at);
    // Only now: a row of which the end was missing is read again from its beginning.
    if (this.#hasEscapes) this.#unescape();
    this.#fields.row = this.rows;
    this.position = at + 1;
    this.#phase = 'after';
    this.#onRow(this.#fields);
    return true;
  }

  /** Reads `"name": value` and the comma behind it; where the next begins, or MORE. */
  #member(from: number, member: number): number {
    const nameEnd = this.#textEnd(from);
    if (nameEnd === MORE) return MORE;
    const colon = this.#skipSpace(nameEnd + 1);
    if (colon >= this.filled) return MORE;
    if (this.bytes[colon] !== COLON) throw this.fault('a colon behind a name', this.#shown(from));
    const valueAt = this.#skipSpace(colon + 1);
    const end = this.#valueEnd(valueAt);
    const next = end === MORE ? MORE : this.#skipSpace(end);
    if (next === MORE || next >= this.filled) return MORE;
    const byte = this.bytes[next];
    if (byte !== COMMA && byte !== CLOSE_ROW) throw this.fault('a comma or }', this.#shown(next));
    this.#keep(this.#fieldOf(from + 1, nameEnd, member), valueAt, end);
    if (byte === CLOSE_ROW) return next;
    const after = this.#skipSpace(next + 1);
    return after >= this.filled ? MORE : after;
  }

  /** Notes where a wanted value is; null is a value that is missing. */
  #keep(field: number, from: number, to: number): void {
    if (field === -1) return;
    const { starts, ends, names } = this.#fields;
    if (starts[field] !== -1) throw this.fault('each name once in a row', `${names[field]} twice`);
    const isText = this.bytes[from] === QUOTE;
    if (!isText && this.bytes.toString('latin1', from, to) === 'null') return;
    starts[field] = isText ? from + 1 : from;
    ends[field] = isText ? to - 1 : to;
  }

  /** Writes texts with escapes as what they say, where they stand: that is never longer. */
  #unescape(): void {
    const { starts, ends } = this.#fields;
    for (let field = 0; field < starts.length; field += 1) {
      const from = starts[field] ?? -1;
      const to = ends[field] ?? -1;
      if (from === -1 || !this.bytes.subarray(from, to).includes(BACKSLASH)) continue;
      const text = this.#parseText(`"${this.bytes.toString('utf8', from, to)}"`);
      ends[field] = from + this.bytes.write(text, from, 'utf8');
    }
  }

  #parseText(source: string): string {
    try {
      const value: unknown = JSON.parse(source);
      return String(value);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw this.fault('a text with escapes as JSON has them', source.slice(0, 60));
    }
  }

  /** Where a value ends: behind its quote, or before what ends a number. */
  #valueEnd(from: number): number {
    if (from >= this.filled) return MORE;
    const first = this.bytes[from] ?? 0;
    if (first === QUOTE) {
      const end = this.#textEnd(from);
      return end === MORE ? MORE : end + 1;
    }
    if (first === OPEN_ROW || first === OPEN_LIST) {
      throw this.fault('a text or a number', this.#shown(from));
    }
    for (let at = from; at < this.filled; at += 1) {
      const byte = this.bytes[at] ?? 0;
      if (byte === COMMA || byte === CLOSE_ROW || byte <= SPACE) return at;
    }
    return MORE;
  }

  /** Where the closing quote of the text at `from` is, or MORE. */
  #textEnd(from: number): number {
    if (from >= this.filled) return MORE;
    if (this.bytes[from] !== QUOTE) throw this.fault('a text in quotes', this.#shown(from));
    for (let at = from + 1; at < this.filled; at += 1) {
      const byte = this.bytes[at] ?? 0;
      if (byte === QUOTE) return at;
      if (byte === BACKSLASH) {
        at += 1;
        this.#hasEscapes = true;
      } else if (byte < SPACE) throw this.fault('a text without control codes', this.#shown(from));
    }
    return MORE;
  }

  /** The wanted field of a name, or -1; looked up only where the order changes. */
  #fieldOf(from: number, to: number, member: number): number {
    const known = this.#order[member] ?? -1;
    if (known !== -1 && this.#isName(known, from, to)) return known;
    const field = this.#names.findIndex((_, place) => this.#isName(place, from, to));
    this.#order[member] = field;
    return field;
  }

  #isName(field: number, from: number, to: number): boolean {
    const name = this.#names[field];
    if (name === undefined || name.length !== to - from) return false;
    for (let at = 0; at < name.length; at += 1) {
      if (name[at] !== this.bytes[from + at]) return false;
    }
    return true;
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at < this.filled && (this.bytes[at] ?? 0) <= SPACE) at += 1;
    return at;
  }

  #shown(from: number): string {
    return JSON.stringify(this.bytes.toString('utf8', from, Math.min(from + 40, this.filled)));
  }
}
