import { assert, formatDay } from 'argosy/core';

import { fileError } from '../errors.ts';
import {
  attributeNames,
  attributesOf,
  keptValue,
  type AttributeName,
  type InstrumentAttributes,
} from './attribute-values.ts';
import { CsvRows } from './csv-rows.ts';
import { isoDay } from './expiry-days.ts';
import { RowFault, type Fields } from './fields.ts';
import { parseInstrumentId } from './instrument-id.ts';
import { readPieces } from './read-pieces.ts';

const ID = 0;
const FROM = 1;
const ATTRIBUTE = 2;
const VALUE = 3;
const columns = ['id', 'from', 'attribute', 'value'].map((name) => ({ names: [name] }));

/** The most days on which one attribute of an instrument changes: 40 years of trading. */
const CHANGES_MAX = 10_000;

/** What an attribute is from a day on; null where nothing is known of it any more. */
export type AttributeChange = {
  /** Counted from 1970-01-01. */
  readonly from: number;
  readonly name: AttributeName;
  readonly value: string | null;
};

/** The values of one attribute of one instrument, in the order of their days. */
type Line = { readonly days: number[]; readonly values: (string | null)[] };

/**
 * What is known of instruments besides their terms, by day: sector, market value, liquidity, flags. Read
 * whole from a plain CSV, `id,from,attribute,value`, or not at all.
 */
export class AttributeBook {
  readonly #lines = new Map<string, Map<AttributeName, Line>>();
  /** Values that many rows share are kept once. */
  readonly #values = new Map<string, string>();
  #rows = 0;

  /** Reads a file, packed or not. */
  static async load(path: string, signal?: AbortSignal): Promise<AttributeBook> {
    const reading = new AttributeReading(path);
    for await (const piece of readPieces(path, signal)) reading.feed(piece);
    return reading.end();
  }

  /** How many rows it has read. */
  get rows(): number {
    return this.#rows;
  }

  /** The instruments of which something is known, in the order in which they came. */
  get ids(): readonly string[] {
    return [...this.#lines.keys()];
  }

  /** What is known of an instrument on a day; all null where nothing is. */
  at(id: string, day: number): InstrumentAttributes {
    const lines = this.#lines.get(id);
    return attributesOf((name) => {
      const line = lines?.get(name);
      return line === undefined ? null : valueAt(line, day);
    });
  }

  /** Every change of an instrument's attributes, by day and then by name. */
  changes(id: string): readonly AttributeChange[] {
    const lines = this.#lines.get(id);
    return attributeNames
      .flatMap((name) => {
        const { days, values } = lines?.get(name) ?? { days: [], values: [] };
        return days.map((from, place) => ({ from, name, value: values[place] ?? null }));
      })
      .sort((one, other) => one.from - other.from);
  }

  /** Takes over what another book says; of one day and attribute the other is believed. */
  take(other: AttributeBook): void {
    for (const id of other.ids) {
      for (const change of other.changes(id)) {
        const expected = this.#correct(id, change) ? null : this.add(id, change);
        assert(expected === null, `${id}: ${expected}`);
      }
    }
  }

  /** All of it as the text of a file that `load` reads, in the order of ids, days and names. */
  text(): string {
    const lines = this.ids.toSorted().flatMap((id) => {
      return this.changes(id).map(({ from, name, value }) => {
        return `${id},${formatDay(from)},${name},${quoted(value ?? '')}`;
      });
    });
    return ['id,from,attribute,value', ...lines, ''].join('\n');
  }

  /** Puts a value in the place of that of the same day; false where there is none. */
  #correct(id: string, { from, name, value }: AttributeChange): boolean {
    const line = this.#lines.get(id)?.get(name);
    const place = line === undefined ? -1 : line.days.indexOf(from);
    if (line === undefined || place === -1) return false;
    line.values[place] = this.#shared(value);
    return true;
  }

  /** Notes a change; gives what was expected instead where it cannot. */
  add(id: string, { from, name, value }: AttributeChange): string | null {
    const lines = this.#lines.get(id) ?? new Map<AttributeName, Line>();
    const line = lines.get(name) ?? { days: [], values: [] };
    const place = firstAfter(line.days, from);
    if (line.days[place - 1] === from) return `one ${name} of ${id} on a day`;
    if (line.days.length === CHANGES_MAX) return `at most ${CHANGES_MAX} days for ${name} of ${id}`;
    line.days.splice(place, 0, from);
    line.values.splice(place, 0, this.#shared(value));
    lines.set(name, line);
    this.#lines.set(id, lines);
    this.#rows += 1;
    return null;
  }

  #shared(value: string | null): string | null {
    if (value === null) return null;
    const known = this.#values.get(value);
    if (known !== undefined) return known;
    this.#values.set(value, value);
    return value;
  }
}

/** A file of attributes while it is read; what is wrong in it is thrown with file and row. */
export class AttributeReading {
  readonly #file: string;
  readonly #book = new AttributeBook();
  readonly #reader: CsvRows;

  constructor(file: string) {
    this.#file = file;
    const onRow = (fields: Fields): void => {
      this.#takeRow(fields);
    };
    this.#reader = new CsvRows(columns, { file, onRow });
  }

  feed(piece: Uint8Array): void {
    this.#reader.feed(piece);
  }

  end(): AttributeBook {
    this.#reader.end();
    return this.#book;
  }

  #takeRow(fields: Fields): void {
    try {
      const id = fields.text(ID);
      if (parseInstrumentId(id) === null) throw fields.fault(ID, 'an id as SBIN.NSE');
      const name = nameIn(fields);
      const from = isoDay(fields, FROM);
      const value = keptValue(fields, VALUE, name);
      const expected = this.#book.add(id, { from, name, value });
      if (expected !== null) throw fields.fault(FROM, expected);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      const { field, expected, found } = error;
      const at = { file: this.#file, line: fields.row, field };
      throw fileError('INSTRUMENTS_BAD_FILE', { ...at, expected, found });
    }
  }
}

/** A cell of CSV. */
function quoted(value: string): string {
  return /[",]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function nameIn(fields: Fields): AttributeName {
  const text = fields.text(ATTRIBUTE);
  const name = attributeNames.find((one) => one === text);
  if (name !== undefined) return name;
  throw fields.fault(ATTRIBUTE, attributeNames.join(', '));
}

/** What was the last to be said by then. */
function valueAt({ days, values }: Line, day: number): string | null {
  return values[firstAfter(days, day) - 1] ?? null;
}

/** The place of the first day after another. */
function firstAfter(days: readonly number[], day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((days[middle] ?? 0) <= day) low = middle + 1;
    else high = middle;
  }
  return low;
}
