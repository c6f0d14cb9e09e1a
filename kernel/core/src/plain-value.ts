import type { BinaryReader } from './binary-reader.ts';
import type { BinaryWriter } from './binary-writer.ts';
import { coreError } from './errors.ts';

/** How deep values may lie in one another. */
export const PLAIN_DEPTH_MAX = 32;

const tags = {
  null: 0,
  false: 1,
  true: 2,
  integer: 3,
  float: 4,
  bigint: 5,
  newText: 6,
  text: 7,
  list: 8,
  newRecord: 9,
  record: 10,
  bytes: 11,
} as const;

/**
 * Writes plain data of any shape: null, booleans, numbers, bigints, texts, bytes, lists and records. Equal
 * values give equal bytes: the names of a record are in order, and one whose value is undefined is
 * left out. A text, and a record's names, are written once and named by their place afterwards.
 *
 * @example
 * writePlain(writer, { cash: 5n, orders: ['A', 'A'] });
 */
export function writePlain(writer: BinaryWriter, value: unknown): void {
  new PlainWriter(writer).write(value, 0);
}

/** Reads such a value; its reader knows what shape it has. */
export function readPlain(reader: BinaryReader): unknown {
  return new PlainReader(reader).read(0);
}

/** Stands between names that are joined, and in none of them. */
const BETWEEN = '\n';

/** The names of a record, in their order, and its place among the forms. */
type Form = { readonly place: number; readonly names: readonly string[] };

class PlainWriter {
  readonly #writer: BinaryWriter;
  readonly #texts = new Map<string, number>();
  /** By the names joined, in their order, the place of a record's form. */
  readonly #forms = new Map<string, number>();
  /** The same by the names as they came. */
  readonly #seen = new Map<string, Form & { readonly isNew: boolean }>();

  constructor(writer: BinaryWriter) {
    this.#writer = writer;
  }

  write(value: unknown, depth: number): void {
    const writer = this.#writer;
    switch (typeof value) {
      case 'boolean':
        writer.u8(value ? tags.true : tags.false);
        return;
      case 'number':
        this.#writeNumber(value);
        return;
      case 'bigint':
        writer.u8(tags.bigint);
        writer.bigint(value);
        return;
      case 'string':
        this.#writeText(value);
        return;
      case 'object':
        if (value === null) writer.u8(tags.null);
        else this.#writeMembers(value, depth + 1);
        return;
      case 'undefined':
      case 'function':
      case 'symbol':
      default:
        throw coreError('ENCODE_FAILED', `a ${typeof value} is no plain data`);
    }
  }

  #writeNumber(value: number): void {
    if (Number.isSafeInteger(value) && !Object.is(value, -0)) {
      this.#writer.u8(tags.integer);
      this.#writer.int(value);
    } else {
      this.#writer.u8(tags.float);
      this.#writer.f64(value);
    }
  }

  #writeText(value: string): void {
    const known = this.#texts.get(value);
    if (known !== undefined) {
      this.#writer.u8(tags.text);
      this.#writer.uint(known);
      return;
    }
    this.#texts.set(value, this.#texts.size);
    this.#writer.u8(tags.newText);
    this.#writer.text(value);
  }

  #writeMembers(value: object, depth: number): void {
    if (depth > PLAIN_DEPTH_MAX) {
      throw coreError('ENCODE_FAILED', `values deeper than ${PLAIN_DEPTH_MAX}`);
    }
    if (Array.isArray(value)) {
      this.#writer.u8(tags.list);
      this.#writer.uint(value.length);
      for (const item of value) this.write(item, depth);
      return;
    }
    if (value instanceof Uint8Array) {
      this.#writer.u8(tags.bytes);
      this.#writer.bytes(value);
      return;
    }
    if (!isRecord(value)) {
      throw coreError('ENCODE_FAILED', `an instance of ${value.constructor.name} is no plain data`);
    }
    this.#writeRecord(value, depth);
  }

  #writeRecord(record: Readonly<Record<string, unknown>>, depth: number): void {
    const form = this.#formOf(record);
    if (form.isNew) {
      this.#writer.u8(tags.newRecord);
      this.#writer.uint(form.names.length);
      for (const name of form.names) this.#writer.text(name);
    } else {
      this.#writer.u8(tags.record);
      this.#writer.uint(form.place);
    }
    for (const name of form.names) this.write(record[name], depth);
  }

  /** Records of one kind mostly have their names in one order, so that is where a look begins. */
  #formOf(record: Readonly<Record<string, unknown>>): Form & { readonly isNew: boolean } {
    const given = Object.keys(record);
    const isWhole = given.every((name) => record[name] !== undefined);
    const text = joined(given);
    const seen = isWhole ? this.#seen.get(text) : undefined;
    if (seen !== undefined) return seen;
    const names = given.filter((name) => record[name] !== undefined).sort();
    if (names.some((name) => name.includes(BETWEEN))) {
      throw coreError('ENCODE_FAILED', 'a member whose name has more than one line');
    }
    const known = this.#forms.get(joined(names));
    const form = { place: known ?? this.#forms.size, names, isNew: false };
    if (known === undefined) this.#forms.set(joined(names), form.place);
    if (isWhole) this.#seen.set(text, form);
    return known === undefined ? { ...form, isNew: true } : form;
  }
}

/** No other names give the same text: it says how many there are, and none has what stands between. */
function joined(names: readonly string[]): string {
  return `${names.length}${BETWEEN}${names.join(BETWEEN)}`;
}

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}

class PlainReader {
  readonly #reader: BinaryReader;
  readonly #texts: string[] = [];
  readonly #forms: (readonly string[])[] = [];

  constructor(reader: BinaryReader) {
    this.#reader = reader;
  }

  read(depth: number): unknown {
    if (depth > PLAIN_DEPTH_MAX) throw this.#failure(`values deeper than ${PLAIN_DEPTH_MAX}`);
    const tag = this.#reader.u8();
    switch (tag) {
      case tags.null:
        return null;
      case tags.false:
        return false;
      case tags.true:
        return true;
      case tags.integer:
        return this.#reader.int();
      case tags.float:
        return this.#reader.f64();
      case tags.bigint:
        return this.#reader.bigint();
      case tags.newText:
      case tags.text:
        return this.#readText(tag);
      case tags.bytes:
        return this.#reader.bytes();
      default:
        return this.#readMembers(tag, depth + 1);
    }
  }

  #readText(tag: number): string {
    if (tag === tags.newText) {
      const text = this.#reader.text();
      this.#texts.push(text);
      return text;
    }
    const place = this.#reader.uint();
    return this.#texts[place] ?? this.#fail(`text ${place} of ${this.#texts.length}`);
  }

  #readMembers(tag: number, depth: number): unknown {
    if (tag === tags.list) {
      const list: unknown[] = [];
      for (let left = this.#reader.uint(); left > 0; left -= 1) list.push(this.read(depth));
      return list;
    }
    if (tag !== tags.record && tag !== tags.newRecord) return this.#fail(`a value of tag ${tag}`);
    const record: Record<string, unknown> = {};
    for (const name of this.#readForm(tag)) record[name] = this.read(depth);
    return record;
  }

  #readForm(tag: number): readonly string[] {
    if (tag === tags.newRecord) {
      const names: string[] = [];
      for (let left = this.#reader.uint(); left > 0; left -= 1) names.push(this.#readName());
      this.#forms.push(names);
      return names;
    }
    const place = this.#reader.uint();
    return this.#forms[place] ?? this.#fail(`form ${place} of ${this.#forms.length}`);
  }

  /** A record is made by assignment, which this one name would turn into something else. */
  #readName(): string {
    const name = this.#reader.text();
    return name === '__proto__' ? this.#fail('a member __proto__') : name;
  }

  #fail(found: string): never {
    throw this.#failure(found);
  }

  #failure(found: string): Error {
    const { offset } = this.#reader;
    return coreError('DECODE_FAILED', `${found} at offset ${offset}`, { offset });
  }
}
