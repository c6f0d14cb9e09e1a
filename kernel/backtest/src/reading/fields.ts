import {
  ArgosyError,
  parseScaled,
  parseTimestamp,
  toMicros,
  toQuantity,
  toTimestamp,
  type Micros,
  type Quantity,
  type Timestamp,
} from 'argosy/core';

import { Mistakes } from '../checks/mistakes.ts';
import type { At } from '../checks/shape.ts';
import { unknownKeyText } from '../closest.ts';
import { backtestError } from '../errors.ts';

/** Decimal places of a millisecond. */
const MILLI_PLACES = 3;
const missing = 'is missing';

/** Throws a mistake of a text that is read; where it stands, if that is known, goes with it. */
export function failReading(detail: string, place: string | null = null): never {
  const where = place === null ? '' : `${place}: `;
  throw backtestError(
    'BAD_SCENARIO',
    `${where}${detail}`,
    place === null ? { detail } : { place, detail },
  );
}

/** Runs a piece of reading and puts the place in front of whatever it refuses. */
export function readAt<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ArgosyError) || 'place' in error.details) throw error;
    const { detail } = error.details;
    return failReading(typeof detail === 'string' ? detail : error.message, place);
  }
}

/** What goes along while a whole is read. */
export type Reading = {
  /** The places of mistakes that are noted already: what stands there is read as something harmless. */
  readonly passed: ReadonlySet<string>;
  /** Hears of every place that is asked for, whether something stands there or not. */
  readonly onAsked?: ((place: string) => void) | undefined;
  /** Whether what is read stands within a mistake: all of it is something harmless. */
  readonly isHarmless?: boolean;
};

const plainReading: Reading = { passed: new Set() };
/** Texts of which most makers of ids and amounts take one. */
const harmless = [
  'X',
  'INR',
  '24x7',
  '00:00',
  '+00:00',
  '1 INR',
  '0000XXXX000000',
  'X-1-MINUTE-LAST-EXTERNAL',
  '1',
  '1 for 1',
  '1970-01-01',
];

/**
 * One JSON object being read: every field is asked for by name, and `finish` refuses the ones nobody
 * asked for.
 */
export class Fields {
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #place: string;
  readonly #asked = new Set<string>();
  readonly #reading: Reading;
  readonly #passed: Reading['passed'];

  constructor(value: unknown, place: string, reading: Reading = plainReading) {
    const { passed } = reading;
    this.#place = place;
    this.#reading = reading;
    this.#passed = passed;
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isObject) this.#entries = new Map(Object.entries(value));
    else if (passed.has(place)) {
      this.#entries = new Map();
      this.#reading = { ...reading, isHarmless: true };
    } else failReading(`expected an object, got ${JSON.stringify(value)}`, place);
  }

  /** The names that stand in the object. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Whether a field is there. */
  has(name: string): boolean {
    this.#ask(name);
    return this.#entries.has(name);
  }

  /** Whether a field is a list. */
  isList(name: string): boolean {
    return Array.isArray(this.#entries.get(name));
  }

  /** Whether a field is an object. */
  isObject(name: string): boolean {
    const value = this.#entries.get(name);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  }

  /** A field as it stands; undefined where it is missing. */
  raw(name: string): unknown {
    this.#ask(name);
    return this.#entries.get(name);
  }

  #ask(name: string): void {
    this.#asked.add(name);
    this.#reading.onAsked?.(this.placeOf(name));
  }

  /** The names that stand in the object, made into what they name; those of mistakes are left out. */
  keys<Key>(make: (text: string) => Key): readonly { readonly name: string; readonly key: Key }[] {
    const sound = this.names.filter((name) => !this.#isPassed(name));
    return sound.map((name) => ({ name, key: readAt(this.placeOf(name), () => make(name)) }));
  }

  /** Where a field stands, for messages. */
  placeOf(name: string): string {
    return this.#place === '' ? name : `${this.#place}.${name}`;
  }

  /** Whether a mistake at a field is noted already. */
  #isPassed(name: string): boolean {
    if (this.#passed.size === 0) return false;
    return this.#reading.isHarmless === true || this.#passed.has(this.placeOf(name));
  }

  /**
   * Whether a mistake is noted at a place of the whole, or within it: what was read there is only
   * something harmless, from which nothing follows.
   */
  isNotedWithin(place: string): boolean {
    if (this.#reading.isHarmless === true) return true;
    return [...this.#passed].some((one) => one === place || /^[.[]/.test(cutOff(one, place)));
  }

  /** A text. */
  text(name: string, otherwise?: string): string {
    const value = this.raw(name) ?? otherwise;
    if (typeof value === 'string' && !this.#isPassed(name)) return value;
    if (this.#isPassed(name)) return otherwise ?? 'X';
    return this.#fail(name, value === undefined ? missing : 'expected a text');
  }

  /** A text or null; null where it is missing. */
  textOrNull(name: string): string | null {
    const value = this.raw(name);
    return value === undefined || value === null || this.#isPassed(name) ? null : this.text(name);
  }

  /** One of a few words. */
  word<Word extends string>(name: string, words: readonly Word[], otherwise?: Word): Word {
    const text = this.text(name, otherwise);
    const word = words.find((one) => one === text) ?? (this.#isPassed(name) ? words[0] : undefined);
    return word ?? this.#fail(name, `expected ${words.join(', ')}, got ${JSON.stringify(text)}`);
  }

  /** True or false; false where it is missing. */
  flag(name: string): boolean {
    const value = this.raw(name) ?? false;
    if (typeof value === 'boolean') return value;
    return this.#isPassed(name) ? false : this.#fail(name, 'expected true or false');
  }

  /** A whole number up to a greatest, written as a number or as its digits. */
  whole(name: string, otherwise?: number, max: number = Number.MAX_SAFE_INTEGER): number {
    if (this.#isPassed(name)) return otherwise ?? 1;
    const value = this.raw(name) ?? otherwise;
    const found = wholeOf(value);
    if (found !== null && found <= max) return found;
    const range = max === Number.MAX_SAFE_INTEGER ? '' : ` from 0 to ${max}`;
    return this.#fail(name, value === undefined ? missing : `expected a whole number${range}`);
  }

  /** A number of the analytical kind, such as a share or a probability: a plain decimal. */
  fraction(name: string, otherwise?: string): number {
    const text = this.text(name, otherwise);
    if (/^-?\d{1,15}(\.\d{1,15})?$/.test(text)) return Number(text);
    if (this.#isPassed(name)) return 1;
    return this.#fail(name, `expected a plain decimal, got ${JSON.stringify(text)}`);
  }

  /** A whole number, or null where it is missing. */
  wholeOrNull(name: string): number | null {
    return this.has(name) ? this.whole(name) : null;
  }

  /** A list of texts. */
  texts(name: string): readonly string[] {
    const value = this.raw(name);
    if (this.#isPassed(name)) return [];
    if (!Array.isArray(value)) return this.#fail(name, 'expected a list');
    return value.map((item: unknown) =>
      typeof item === 'string' ? item : this.#fail(name, 'expected a list of texts'),
    );
  }

  /** A list of a few words. */
  words<Word extends string>(name: string, words: readonly Word[]): readonly Word[] {
    return this.texts(name).map((text) => {
      const word = words.find((one) => one === text);
      return word ?? this.#fail(name, `expected ${words.join(', ')}, got ${JSON.stringify(text)}`);
    });
  }

  /** A list of texts, each made into something; of one harmless thing where a mistake is noted. */
  listOf<Value>(name: string, make: (text: string) => Value): readonly Value[] {
    if (this.#isPassed(name)) return [firstMade(make, harmless)];
    return this.texts(name).map((text) => readAt(this.placeOf(name), () => make(text)));
  }

  /** A model: its name alone, or an object that names it with what it needs. */
  wordOrObject(name: string, otherwise: string): Fields {
    const value = this.raw(name) ?? otherwise;
    const object = typeof value === 'string' ? { model: value } : value;
    return new Fields(object, this.placeOf(name), this.#reading);
  }

  /** A decimal text as a scaled integer. */
  decimal(name: string, precision: number, otherwise?: string): number {
    const parsed = parseScaled(this.text(name, otherwise), precision);
    if (parsed.ok) return parsed.value;
    return this.#isPassed(name) ? 1 : this.#fail(name, parsed.refusal.reason);
  }

  /** A decimal text as a scaled quantity, from zero up. */
  quantity(name: string, precision: number, otherwise?: string): Quantity {
    const value = this.decimal(name, precision, otherwise);
    if (value >= 0) return toQuantity(value);
    if (this.#isPassed(name)) return toQuantity(1);
    return this.#fail(name, `expected a quantity from 0, got ${this.text(name, otherwise)}`);
  }

  /** A brand or an id, made by the function that checks it. */
  made<Value>(name: string, make: (text: string) => Value, otherwise?: string): Value {
    const text = this.text(name, otherwise);
    if (this.#isPassed(name)) return firstMade(make, [otherwise ?? text, ...harmless]);
    return readAt(this.placeOf(name), () => make(text));
  }

  /** An instant with its zone. */
  instant(name: string, otherwise?: Timestamp): Timestamp {
    if (otherwise !== undefined && !this.has(name)) return otherwise;
    const parsed = parseTimestamp(this.text(name));
    if (parsed.ok) return parsed.value.at;
    return this.#isPassed(name) ? toTimestamp(0) : this.#fail(name, parsed.refusal.reason);
  }

  /** A duration written in milliseconds, such as `'1.5'`, from zero up. */
  millis(name: string, otherwise?: string): Micros {
    const span = this.decimal(name, MILLI_PLACES, otherwise);
    if (span >= 0) return toMicros(span);
    if (this.#isPassed(name)) return toMicros(0);
    return this.#fail(name, `expected milliseconds from 0, got ${this.text(name, otherwise)}`);
  }

  /** The objects of a list; none where it is missing. */
  list(name: string): readonly Fields[] {
    const value = this.raw(name) ?? [];
    if (this.#isPassed(name)) return [];
    if (!Array.isArray(value)) return this.#fail(name, 'expected a list');
    const placeOf = (at: number): string => `${this.placeOf(name)}[${at}]`;
    return value.map((item: unknown, at) => new Fields(item, placeOf(at), this.#reading));
  }

  /** The objects of a list that needs one. */
  some(name: string): readonly Fields[] {
    const items = this.list(name);
    if (items.length > 0 || this.#isPassed(name)) return items;
    return this.#fail(name, 'at least one is needed');
  }

  /** An object inside; an empty one where it is missing. */
  object(name: string): Fields {
    return new Fields(this.raw(name) ?? {}, this.placeOf(name), this.#reading);
  }

  /** Looks at what was made of the object; what is wrong in it is a mistake of its field. */
  check(look: (at: At) => void): void {
    const mistakes = new Mistakes();
    look({ place: this.#place, mistakes });
    if (this.#reading.isHarmless === true) return;
    const first = mistakes.list.find(({ place }) => !this.#passed.has(place));
    if (first !== undefined) failReading(first.detail, first.place);
  }

  /**
   * Refuses fields nobody asked for. Which there may be is for one of them to say, such as a model:
   * while that is wrong itself nobody knows.
   */
  finish(chooser: string = 'model'): void {
    if (this.#isPassed(chooser)) return;
    const unknown = this.names.find((name) => !this.#asked.has(name) && !this.#isPassed(name));
    if (unknown === undefined) return;
    failReading(unknownKeyText(unknown, [...this.#asked]), this.placeOf(unknown));
  }

  #fail(name: string, detail: string): never {
    return failReading(detail, this.placeOf(name));
  }
}

/** What of a text follows a beginning; nothing where it begins otherwise. */
function cutOff(text: string, beginning: string): string {
  return text.startsWith(beginning) ? text.slice(beginning.length) : '';
}

/** A whole number, or its digits as one; null where it is none. */
function wholeOf(value: unknown): number | null {
  const found = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  const isWhole = typeof found === 'number' && Number.isSafeInteger(found) && found >= 0;
  return isWhole ? found : null;
}

/** What the first text that a maker takes becomes; used where a mistake is noted already. */
function firstMade<Value>(make: (text: string) => Value, texts: readonly string[]): Value {
  for (const text of texts) {
    try {
      return make(text);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
    }
  }
  return failReading('nothing harmless can stand here');
}
