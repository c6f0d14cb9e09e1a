import { failReading, type Fields } from 'argosy/backtest';
import { ArgosyError, toMicros, type Micros } from 'argosy/core';

/** A setting that a configuration asks for, as it is asked for. */
export type SettingNote = {
  readonly place: string;
  readonly kind: 'scalar' | 'flag' | 'list';
  /** What holds unless told, as it would be written. */
  readonly otherwise: string;
};

/** Hears of each setting that is asked for. */
export type OnSetting = (note: SettingNote) => void;

/** A number and what it may be. */
export type NumberRange = {
  readonly otherwise: number;
  readonly least: number;
  readonly most: number;
};

const MICROS_PER_SECOND = 1_000_000;
const SHOWN_MAX = 80;

/**
 * A part of a configuration that is being read. Each setting is asked for by its name with what holds unless told; a
 * mistake says what was found and what is expected.
 */
export class Settings {
  readonly #fields: Fields;
  readonly #onSetting: OnSetting;

  constructor(fields: Fields, onSetting: OnSetting) {
    this.#fields = fields;
    this.#onSetting = onSetting;
  }

  /** A part inside. */
  section(name: string): Settings {
    return new Settings(this.#fields.object(name), this.#onSetting);
  }

  /** The parts of a list; null where it is left out. Its settings have no name in the environment. */
  sections(name: string): readonly Settings[] | null {
    if (this.#fields.raw(name) === undefined) return null;
    return this.#fields.list(name).map((one) => new Settings(one, () => {}));
  }

  /** Refuses what nobody asked for. */
  finish(): void {
    this.#fields.finish();
  }

  /** Whatever stands there. */
  raw(name: string): unknown {
    return this.#fields.raw(name);
  }

  /** Refuses a setting for what it is beside others. */
  refuse(name: string, detail: string): void {
    const place = this.#fields.placeOf(name);
    if (!this.#fields.isNotedWithin(place)) failReading(detail, place);
  }

  /** A text that stands for something; `make` throws for one that does not. */
  made<Value>(name: string, otherwise: string, make: (text: string) => Value): Value {
    const text = this.#given(name, 'scalar', otherwise);
    if (text === undefined) return make(otherwise);
    if (typeof text !== 'string') return this.#fail(name, 'a text', text);
    try {
      return make(text);
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      return failReading(reasonOf(error), this.#fields.placeOf(name));
    }
  }

  /** A text that has to be there; `harmless` is read in the place of a mistake. */
  needed<Value>(name: string, harmless: string, make: (text: string) => Value): Value {
    const isNoted = this.#fields.isNotedWithin(this.#fields.placeOf(name));
    if (!isNoted && (this.raw(name) ?? null) === null) this.#fail(name, 'a text', undefined);
    return this.made(name, harmless, make);
  }

  text(name: string, otherwise: string): string {
    return this.made(name, otherwise, (text) => text);
  }

  /** A text, or nothing. */
  textOrNull(name: string): string | null {
    const value = this.#given(name, 'scalar', '');
    if (value === undefined || value === null || value === '') return null;
    return typeof value === 'string' ? value : this.#fail(name, 'a text', value);
  }

  word<Word extends string>(name: string, otherwise: Word, words: readonly Word[]): Word {
    const value = this.#given(name, 'scalar', otherwise);
    if (value === undefined) return otherwise;
    const found = words.find((one) => one === value);
    return found ?? this.#fail(name, `one of ${words.join(', ')}`, value);
  }

  whole(name: string, { otherwise, least, most }: NumberRange): number {
    const value = this.#given(name, 'scalar', String(otherwise));
    if (value === undefined) return otherwise;
    const isWhole = typeof value === 'string' && /^\d{1,15}$/u.test(value);
    const number = isWhole ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    return this.#fail(name, `a whole number from ${least} to ${most}`, value);
  }

  /** A plain decimal. */
  decimal(name: string, { otherwise, least, most }: NumberRange): number {
    const value = this.#given(name, 'scalar', String(otherwise));
    if (value === undefined) return otherwise;
    const isDecimal = typeof value === 'string' && /^\d{1,12}(\.\d{1,9})?$/u.test(value);
    const number = isDecimal ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    return this.#fail(name, `a number from ${least} to ${most}`, value);
  }

  /** A span that is written in seconds. */
  seconds(name: string, range: NumberRange): Micros {
    return toMicros(Math.round(this.decimal(name, range) * MICROS_PER_SECOND));
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.#given(name, 'flag', String(otherwise));
    if (value === undefined) return otherwise;
    return typeof value === 'boolean' ? value : this.#fail(name, 'true or false', value);
  }

  /** A list of texts, each made into something. */
  list<Value>(
    name: string,
    otherwise: readonly string[],
    make: (text: string) => Value,
  ): readonly Value[] {
    const value = this.#given(name, 'list', otherwise.join(','));
    if (value === undefined) return otherwise.map(make);
    if (!Array.isArray(value)) return this.#fail(name, 'a list', value);
    return value.map((item: unknown, at) => {
      if (typeof item !== 'string') return this.#fail(name, 'a list of texts', item);
      try {
        return make(item);
      } catch (error) {
        if (!(error instanceof ArgosyError)) throw error;
        return failReading(`${at + 1}: ${reasonOf(error)}`, this.#fields.placeOf(name));
      }
    });
  }

  /** What stands there; undefined where nothing does, or where a mistake is noted already. */
  #given(name: string, kind: SettingNote['kind'], otherwise: string): unknown {
    const place = this.#fields.placeOf(name);
    this.#onSetting({ place, kind, otherwise });
    const value = this.#fields.raw(name);
    return this.#fields.isNotedWithin(place) ? undefined : value;
  }

  #fail(name: string, expected: string, found: unknown): never {
    return failReading(`expected ${expected}, got ${shown(found)}`, this.#fields.placeOf(name));
  }
}

/** What was found, short enough for a line. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (typeof value === 'string') return JSON.stringify(value.slice(0, SHOWN_MAX));
  if (typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'a list' : 'a map';
}

function reasonOf(error: ArgosyError): string {
  const { detail } = error.details;
  return typeof detail === 'string' ? detail : error.message;
}
