import { createHash } from 'node:crypto';

import { ArgosyError } from 'argosy/core';

import { fileError } from '../errors.ts';
import { ALIASES_MAX, type InstrumentColumns, type SymbolAlias } from './columns.ts';
import { TextColumn } from './text-column.ts';
import { ROWS_MAX } from './row-reader.ts';

/*
 * A snapshot is `ARGOSYIM`, its version and the length of its head in four bytes each, the head as JSON,
 * then the columns in the order of the head, each at a multiple of eight bytes, then the SHA-256 of all
 * before it. Numbers are little endian, as typed arrays have them on the machines we run on.
 */
const MAGIC = Buffer.from('ARGOSYIM', 'latin1');
const VERSION = 1;
const ALIGNMENT = 8;
const HEAD_AT = 16;
const HASH_BYTES = 32;
const HEAD_BYTES_MAX = 64 * 1024 * 1024;
/** The most sources whose names are kept. */
const SOURCES_MAX = 32;

const numberTypes = {
  exchanges: Uint8Array,
  names: Uint32Array,
  series: Uint32Array,
  underlyings: Uint32Array,
  kinds: Uint8Array,
  rights: Uint8Array,
  precisions: Uint8Array,
  expiries: Int32Array,
  firstDays: Int32Array,
  strikes: Float64Array,
  ticks: Int32Array,
  lots: Int32Array,
  closes: Float64Array,
  turnovers: Float64Array,
} as const;

type Head = {
  readonly day: number;
  readonly rows: number;
  readonly sources: readonly string[];
  readonly aliases: readonly SymbolAlias[];
  readonly words: readonly string[];
  /** The bytes of each column. */
  readonly sizes: readonly number[];
};

/** The bytes of a snapshot. */
export function encodeSnapshot(columns: InstrumentColumns): Buffer {
  const parts = partsOf(columns);
  const head: Head = {
    day: columns.day,
    rows: columns.kinds.length,
    sources: columns.sources.map(({ name }) => name),
    aliases: columns.aliases,
    words: columns.words,
    sizes: parts.map(({ byteLength }) => byteLength),
  };
  const headBytes = Buffer.from(JSON.stringify(head), 'utf8');
  let size = aligned(HEAD_AT + headBytes.length);
  for (const part of parts) size += aligned(part.byteLength);
  const bytes = Buffer.alloc(size + HASH_BYTES);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(VERSION, 8);
  bytes.writeUInt32LE(headBytes.length, 12);
  headBytes.copy(bytes, HEAD_AT);
  let at = aligned(HEAD_AT + headBytes.length);
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += aligned(part.byteLength);
  }
  createHash('sha256').update(bytes.subarray(0, size)).digest().copy(bytes, size);
  return bytes;
}

/** Reads a snapshot; `file` is what an error calls it. */
export function decodeSnapshot(bytes: Buffer, file: string): InstrumentColumns {
  requireWhole(bytes, file);
  const headLength = bytes.readUInt32LE(12);
  const head = parseHead(bytes.toString('utf8', HEAD_AT, HEAD_AT + headLength), file);
  const reader = new PartReader(bytes, { at: aligned(HEAD_AT + headLength), head, file });
  const { day, rows, words, aliases } = head;
  const text = (): TextColumn => reader.text(rows);
  const [ids, symbols, isins] = [text(), text(), text()];
  const numbers = {
    exchanges: reader.part(numberTypes.exchanges, rows),
    names: reader.part(numberTypes.names, rows),
    series: reader.part(numberTypes.series, rows),
    underlyings: reader.part(numberTypes.underlyings, rows),
    kinds: reader.part(numberTypes.kinds, rows),
    rights: reader.part(numberTypes.rights, rows),
    precisions: reader.part(numberTypes.precisions, rows),
    expiries: reader.part(numberTypes.expiries, rows),
    firstDays: reader.part(numberTypes.firstDays, rows),
    strikes: reader.part(numberTypes.strikes, rows),
    ticks: reader.part(numberTypes.ticks, rows),
    lots: reader.part(numberTypes.lots, rows),
    closes: reader.part(numberTypes.closes, rows),
    turnovers: reader.part(numberTypes.turnovers, rows),
  };
  const sources = head.sources.map((name) => ({ name, tokens: text(), symbols: text() }));
  return { day, words, ids, symbols, isins, ...numbers, sources, aliases };
}

type Part = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** The columns in the order in which they are written. */
function partsOf(columns: InstrumentColumns): readonly Part[] {
  const { ids, symbols, isins, sources } = columns;
  return [
    ...[ids, symbols, isins].flatMap(textParts),
    columns.exchanges,
    columns.names,
    columns.series,
    columns.underlyings,
    columns.kinds,
    columns.rights,
    columns.precisions,
    columns.expiries,
    columns.firstDays,
    columns.strikes,
    columns.ticks,
    columns.lots,
    columns.closes,
    columns.turnovers,
    ...sources.flatMap((source) => [...textParts(source.tokens), ...textParts(source.symbols)]),
  ];
}

function textParts({ offsets, bytes }: TextColumn): readonly Part[] {
  return [offsets, bytes];
}

type Made<Column> = {
  new (buffer: ArrayBufferLike, from: number, length: number): Column;
  readonly BYTES_PER_ELEMENT: number;
};

/** Takes the columns one behind the other. */
class PartReader {
  readonly #bytes: Buffer;
  readonly #head: Head;
  readonly #file: string;
  #at: number;
  #place = 0;

  constructor(
    bytes: Buffer,
    of: { readonly at: number; readonly head: Head; readonly file: string },
  ) {
    this.#bytes = bytes;
    this.#at = of.at;
    this.#head = of.head;
    this.#file = of.file;
  }

  /** A column that has to have so many numbers. */
  part<Column>(type: Made<Column>, length: number): Column {
    const size = this.#next();
    if (size !== length * type.BYTES_PER_ELEMENT) {
      throw damaged(this.#file, `a column of ${length} numbers`, `${size} bytes`);
    }
    return this.#view(type, size);
  }

  text(rows: number): TextColumn {
    const offsets = this.part(Uint32Array, rows + 1);
    const bytes = this.#view(Uint8Array, this.#next());
    if (offsets[rows] !== bytes.length) {
      throw damaged(this.#file, `texts of ${offsets[rows]} bytes`, `${bytes.length}`);
    }
    return new TextColumn(offsets, bytes);
  }

  #next(): number {
    const size = this.#head.sizes[this.#place] ?? -1;
    this.#place += 1;
    if (size < 0 || this.#at + size > this.#bytes.length - HASH_BYTES) {
      throw damaged(this.#file, 'all its columns', `no room for column ${this.#place}`);
    }
    return size;
  }

  #view<Column>(type: Made<Column>, size: number): Column {
    const { buffer, byteOffset } = this.#bytes;
    const from = byteOffset + this.#at;
    this.#at += aligned(size);
    return new type(buffer, from, size / type.BYTES_PER_ELEMENT);
  }
}

function requireWhole(bytes: Buffer, file: string): void {
  const isOurs = bytes.length >= HEAD_AT + HASH_BYTES && bytes.subarray(0, 8).equals(MAGIC);
  if (!isOurs) throw damaged(file, 'a snapshot of instruments', `${bytes.length} other bytes`);
  const version = bytes.readUInt32LE(8);
  if (version !== VERSION) throw damaged(file, `version ${VERSION}`, `version ${version}`);
  const size = bytes.length - HASH_BYTES;
  const hash = createHash('sha256').update(bytes.subarray(0, size)).digest();
  if (!hash.equals(bytes.subarray(size))) throw damaged(file, 'its own hash', 'other bytes');
  const headLength = bytes.readUInt32LE(12);
  if (headLength > Math.min(HEAD_BYTES_MAX, size - HEAD_AT)) {
    throw damaged(file, 'a head within the file', `one of ${headLength} bytes`);
  }
}

function parseHead(text: string, file: string): Head {
  try {
    // The hash says that these are the bytes that were written; what was written is a head.
    const head = JSON.parse(text) as Head;
    const isBounded =
      head.rows >= 0 &&
      head.rows <= ROWS_MAX &&
      head.sources.length <= SOURCES_MAX &&
      head.aliases.length <= ALIASES_MAX;
    if (isBounded) return head;
  } catch (error) {
    if (error instanceof ArgosyError) throw error;
    throw damaged(file, 'a head', error instanceof Error ? error.message : 'none');
  }
  throw damaged(file, 'a head within its bounds', 'one beyond them');
}

function damaged(file: string, expected: string, found: string): ArgosyError {
  return fileError('INSTRUMENTS_BAD_SNAPSHOT', { file, line: null, field: null, expected, found });
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}
