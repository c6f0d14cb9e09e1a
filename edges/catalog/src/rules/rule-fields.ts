import { parseDay, parseScaledBigint } from 'argosy/core';

/** Decimal places a rate or an amount of a rule may have. */
export const RULE_SCALE = 9;

/**
 * One row of a rule file being read: every mistake is noted and something harmless read in its place,
 * so that all of a file are told at once.
 */
export class RuleFields {
  readonly #entries: ReadonlyMap<string, unknown>;
  readonly #asked = new Set<string>();
  readonly #note: (reason: string) => void;

  constructor(value: unknown, note: (reason: string) => void) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    // Of what is no row nothing more is told than that.
    this.#note = isObject ? note : () => undefined;
    this.#entries = new Map(isObject ? Object.entries(value) : []);
    if (!isObject) note(`expected an object, found ${show(value)}`);
  }

  /** A field as it stands. */
  raw(name: string): unknown {
    this.#asked.add(name);
    return this.#entries.get(name);
  }

  /** Whether a field is there and not null. */
  has(name: string): boolean {
    return (this.raw(name) ?? null) !== null;
  }

  /** Notes a mistake of the row. */
  fail(reason: string): void {
    this.#note(reason);
  }

  /** A text that is not empty. */
  text(name: string): string {
    const value = this.raw(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.#note(`'${name}': expected a text, found ${show(value)}`);
    return '';
  }

  /** One of some words. */
  word<const Word extends string>(name: string, words: readonly Word[]): Word | null {
    const value = this.text(name);
    const found = words.find((word) => word === value) ?? null;
    if (found === null && value !== '') {
      this.#note(`'${name}': expected ${words.join(', ')}, found ${show(value)}`);
    }
    return found;
  }

  /** A list of texts, or one alone. */
  texts(name: string): readonly string[] {
    const value = this.raw(name);
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const texts = list.filter((one) => typeof one === 'string' && one !== '');
    if (texts.length === list.length) return texts.map(String);
    this.#note(`'${name}': expected texts, found ${show(value)}`);
    return [];
  }

  /** A list of objects. */
  list(name: string): readonly RuleFields[] {
    const value = this.raw(name);
    if (Array.isArray(value)) {
      return value.map((one, place) => {
        return new RuleFields(one, (reason) => this.#note(`'${name}' ${place + 1}: ${reason}`));
      });
    }
    this.#note(`'${name}': expected a list, found ${show(value)}`);
    return [];
  }

  /** An object of its own. */
  object(name: string): RuleFields {
    return new RuleFields(this.raw(name), (reason) => this.#note(`'${name}': ${reason}`));
  }

  /** A decimal from zero, kept as the text it is, so that nothing of it is lost. */
  decimal(name: string): string {
    const value = this.raw(name);
    if (typeof value === 'string' && !value.startsWith('-')) {
      if (parseScaledBigint(value, RULE_SCALE).ok) return value;
    }
    this.#note(`'${name}': expected a decimal from 0 in quotes, found ${show(value)}`);
    return '0';
  }

  /** A whole number above zero. */
  whole(name: string): number {
    const value = this.raw(name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    this.#note(`'${name}': expected a whole number above 0, found ${show(value)}`);
    return 1;
  }

  /** A day, as its number. */
  day(name: string): number {
    const value = this.raw(name);
    const day = typeof value === 'string' ? parseDay(value) : null;
    if (day?.ok === true) return day.value;
    this.#note(`'${name}': expected a day, 2026-01-26, found ${show(value)}`);
    return 0;
  }

  /** Refuses what nobody asked for. */
  finish(): void {
    for (const name of this.#entries.keys()) {
      if (!this.#asked.has(name)) this.#note(`'${name}': is not known here`);
    }
  }
}

/** A value as it is told in a mistake. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
