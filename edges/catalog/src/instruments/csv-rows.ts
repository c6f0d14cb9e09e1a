import { Fields } from './fields.ts';
import { PieceReader, type RowReaderOptions } from './row-reader.ts';

const NUL = 0x00;
const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const COMMA = 0x2c;
/** The most fields of a line. */
const FIELDS_MAX = 256;

/** A column that is looked for: the names it may have in a header, and whether it has to be there. */
export type CsvColumn = { readonly names: readonly string[]; readonly isOptional?: boolean };

/** A CSV file whose header says which column is what; others are left out. */
export class CsvRows extends PieceReader {
  readonly #columns: readonly CsvColumn[];
  readonly #onRow: (fields: Fields) => void;
  readonly #fields: Fields;
  /** Which wanted column each column of the file is; -1 for others. Null before the header. */
  #places: Int32Array | null = null;
  #line = 0;
  readonly #starts = new Int32Array(FIELDS_MAX);
  readonly #ends = new Int32Array(FIELDS_MAX);

  constructor(columns: readonly CsvColumn[], { file, onRow }: RowReaderOptions) {
    super(file);
    this.#columns = columns;
    this.#onRow = onRow;
    this.#fields = new Fields(columns.map(({ names }) => names[0] ?? ''));
    this.#fields.bytes = this.bytes;
  }

  protected override place(): number {
    return this.#line;
  }

  protected override readRows(): void {
    for (;;) {
      const end = this.bytes.subarray(this.position, this.filled).indexOf(LF);
      if (end === -1) return;
      const from = this.position;
      this.position = from + end + 1;
      this.#readLine(from, from + end);
    }
  }

  /** A last line may lack its break; a quoted field that does not end has been cut off. */
  protected override finish(): void {
    if (this.position < this.filled) this.#readLine(this.position, this.filled);
    this.position = this.filled;
    if (this.#places === null) throw this.fault('a header', 'none');
    if (this.rows === 0) throw this.fault('rows behind the header', 'none');
  }

  #readLine(from: number, lineFeed: number): void {
    this.#line += 1;
    const to = lineFeed > from && this.bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed;
    if (from === to) return;
    // Before it is split: taking quotes out of a field leaves bytes behind it that are no text.
    if (this.#places !== null) this.countRow(from, to);
    const count = this.#split(from, to);
    if (this.#places === null) {
      this.#places = this.#readHeader(count);
      return;
    }
    if (count !== this.#places.length) {
      throw this.fault(`${this.#places.length} fields, as in the header`, `${count}`);
    }
    this.#take(this.#places);
    this.#fields.row = this.#line;
    this.#onRow(this.#fields);
  }

  #take(places: Int32Array): void {
    const { starts, ends } = this.#fields;
    starts.fill(-1);
    ends.fill(-1);
    for (let at = 0; at < places.length; at += 1) {
      const place = places[at] ?? -1;
      if (place === -1) continue;
      starts[place] = this.#starts[at] ?? 0;
      ends[place] = this.#ends[at] ?? 0;
    }
  }

  #readHeader(count: number): Int32Array {
    const names = Array.from({ length: count }, (_, at) =>
      this.bytes.toString('utf8', this.#starts[at], this.#ends[at]).trim().toLowerCase(),
    );
    const places = new Int32Array(count).fill(-1);
    for (const [place, { names: wanted, isOptional = false }] of this.#columns.entries()) {
      const at = names.findIndex((name) => wanted.includes(name));
      if (at !== -1) places[at] = place;
      else if (!isOptional) {
        const found = names.slice(0, 12).join(',').slice(0, 120);
        throw this.fault(`a column ${wanted.join(' or ')}`, `columns ${found}`);
      }
    }
    const twice = names.find((name, at) => name !== '' && names.indexOf(name) < at);
    if (twice !== undefined) throw this.fault('each column once', `${twice} twice`);
    return places;
  }

  /** Splits a line; gives how many fields it has. */
  #split(from: number, to: number): number {
    let count = 0;
    for (let at = from; ;) {
      if (count === FIELDS_MAX) throw this.fault(`at most ${FIELDS_MAX} fields`, 'more');
      at = this.bytes[at] === QUOTE ? this.#quoted(count, at, to) : this.#bare(count, at, to);
      count += 1;
      if (at === to) return count;
      at += 1;
    }
  }

  /** A field up to the next comma; where that is. */
  #bare(field: number, from: number, to: number): number {
    let at = from;
    for (; at < to && this.bytes[at] !== COMMA; at += 1) {
      const byte = this.bytes[at] ?? NUL;
      if (byte === NUL) throw this.fault('text', 'a NUL byte');
      if (byte === CR) throw this.fault('lines that end with LF or CRLF', 'a CR alone');
    }
    this.#starts[field] = from;
    this.#ends[field] = at;
    return at;
  }

  /** A field in quotes; a doubled quote is made single where it stands. */
  #quoted(field: number, from: number, to: number): number {
    const { bytes } = this;
    let end = from + 1;
    this.#starts[field] = end;
    for (let at = from + 1; at < to; at += 1) {
      const byte = bytes[at] ?? NUL;
      if (byte === QUOTE && bytes[at + 1] !== QUOTE) {
        this.#ends[field] = end;
        if (at + 1 === to || bytes[at + 1] === COMMA) return at + 1;
        throw this.fault('a comma behind a closing quote', `more text in field ${field + 1}`);
      }
      if (byte === QUOTE) at += 1;
      bytes[end] = byte;
      end += 1;
    }
    throw this.fault('a closing quote on the same line', `none in field ${field + 1}`);
  }
}
