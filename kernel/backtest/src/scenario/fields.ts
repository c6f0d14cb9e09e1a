import {
  ArgosyError,
  parseScaled,
  parseTimestamp,
  type Micros,
  type Timestamp,
  toMicros,
} from 'argosy/core';

import { backtestError } from '../errors.ts';

const missing = 'is missing';

/** Throws a mistake of a scenario's text; the line is added where it is caught. */
export function failScenario(detail: string): never {
  throw backtestError('BAD_SCENARIO', detail);
}

/** Runs a piece of reading and puts the place in front of whatever it refuses. */
export function readAt<Value>(place: string, read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ArgosyError) || error.code === 'BAD_SCENARIO') throw error;
    return failScenario(`${place}: ${error.message}`);
  }
}

/**
 * One JSON object being read: every field is asked for by name, and `finish` refuses the ones nobody
 * asked for.
 */
export class Fields {
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #place: string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, place: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      failScenario(`${place}: expected an object, got ${JSON.stringify(value)}`);
    }
    this.#entries = new Map(Object.entries(value));
    this.#place = place;
  }

  /** The names that stand in the object. */
  get names(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** Whether a field is there. */
  has(name: string): boolean {
    return this.#entries.has(name);
  }

  /** A field as it stands; undefined where it is missing. */
  raw(name: string): unknown {
    this.#asked.add(name);
    return this.#entries.get(name);
  }

  /** Where a field stands, for messages. */
  placeOf(name: string): string {
    return `${this.#place}.${name}`;
  }

  /** A text. */
  text(name: string, otherwise?: string): string {
    const value = this.raw(name) ?? otherwise;
    if (typeof value === 'string') return value;
    return this.#fail(name, value === undefined ? missing : 'expected a text');
  }

  /** A text or null; null where it is missing. */
  textOrNull(name: string): string | null {
    const value = this.raw(name);
    return value === undefined || value === null ? null : this.text(name);
  }

  /** One of a few words. */
  word<Word extends string>(name: string, words: readonly Word[], otherwise?: Word): Word {
    const text = this.text(name, otherwise);
    const word = words.find((one) => one === text);
    return word ?? this.#fail(name, `expected ${words.join(', ')}, got ${JSON.stringify(text)}`);
  }

  /** True or false; false where it is missing. */
  flag(name: string): boolean {
    const value = this.raw(name) ?? false;
    return typeof value === 'boolean' ? value : this.#fail(name, 'expected true or false');
  }

  /** A whole number written as a JSON number. */
  whole(name: string, otherwise?: number): number {
    const value = this.raw(name) ?? otherwise;
    if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
    return this.#fail(name, value === undefined ? missing : 'expected a whole number');
  }

  /** A whole number, or null where it is missing. */
  wholeOrNull(name: string): number | null {
    return this.has(name) ? this.whole(name) : null;
  }

  /** A list of texts. */
  texts(name: string): readonly string[] {
    const value = this.raw(name);
    if (!Array.isArray(value)) return this.#fail(name, 'expected a list');
    return value.map((item: unknown) =>
      typeof item === 'string' ? item : this.#fail(name, 'expected a list of texts'),
    );
  }

  /** A model: its name alone, or an object that names it with what it needs. */
  wordOrObject(name: string, otherwise: string): Fields {
    const value = this.raw(name) ?? otherwise;
    const object = typeof value === 'string' ? { model: value } : value;
    return new Fields(object, this.placeOf(name));
  }

  /** A decimal text as a scaled integer. */
  decimal(name: string, precision: number, otherwise?: string): number {
    const parsed = parseScaled(this.text(name, otherwise), precision);
    return parsed.ok ? parsed.value : this.#fail(name, parsed.refusal.reason);
  }

  /** A brand or an id, made by the function that checks it. */
  made<Value>(name: string, make: (text: string) => Value, otherwise?: string): Value {
    const text = this.text(name, otherwise);
    return readAt(this.placeOf(name), () => make(text));
  }

  /** An instant with its zone. */
  instant(name: string, otherwise?: Timestamp): Timestamp {
    if (otherwise !== undefined && !this.has(name)) return otherwise;
    const parsed = parseTimestamp(this.text(name));
    return parsed.ok ? parsed.value.at : this.#fail(name, parsed.refusal.reason);
  }

  /** A duration written in milliseconds, such as `'1.5'`. */
  millis(name: string, otherwise?: string): Micros {
    return toMicros(this.decimal(name, 3, otherwise));
  }

  /** The objects of a list; none where it is missing. */
  list(name: string): readonly Fields[] {
    const value = this.raw(name) ?? [];
    if (!Array.isArray(value)) return this.#fail(name, 'expected a list');
    return value.map((item: unknown, at) => new Fields(item, `${this.placeOf(name)}[${at}]`));
  }

  /** An object inside; an empty one where it is missing. */
  object(name: string): Fields {
    return new Fields(this.raw(name) ?? {}, this.placeOf(name));
  }

  /** Refuses fields nobody asked for. */
  finish(): void {
    const unknown = this.names.filter((name) => !this.#asked.has(name));
    if (unknown.length > 0) failScenario(`${this.#place}: unknown key ${unknown.join(', ')}`);
  }

  #fail(name: string, detail: string): never {
    return failScenario(`${this.placeOf(name)}: ${detail}`);
  }
}
