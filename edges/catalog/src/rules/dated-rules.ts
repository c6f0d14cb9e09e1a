import { formatDay } from 'argosy/core';

/**
 * How surely a rule is known: read in a source while it was written down, remembered from what was
 * published, or estimated.
 */
export type Certainty = 'checked' | 'recalled' | 'estimate';

/** Where a rule comes from. */
export type RuleSource = {
  readonly text: string;
  /** The day it was written down. */
  readonly written: string;
  readonly certainty: Certainty;
};

/** A rule, and the days it holds on; both ends belong to them. */
export type Rule<Value> = {
  readonly key: string;
  readonly from: number;
  readonly to: number;
  /** Whether it ends only where what is known ends. */
  readonly isInForce: boolean;
  readonly source: RuleSource;
  /** The row of its file, from 1. */
  readonly row: number;
  readonly value: Value;
};

/** A rule that was asked for, or why there is none. */
export type Answer<Value> =
  | { readonly known: true; readonly value: Value }
  | { readonly known: false; readonly why: string };

/** The answer that a thing is not known. */
export function notKnown(why: string): { readonly known: false; readonly why: string } {
  return { known: false, why };
}

/** The rules of one file: of a key there is at most one on a day. */
export class DatedRules<Value> {
  readonly #byKey = new Map<string, Rule<Value>[]>();

  /** Takes rules of which none of one key overlap; the reader sees to that. */
  constructor(rules: readonly Rule<Value>[]) {
    for (const rule of rules) {
      const list = this.#byKey.get(rule.key);
      if (list === undefined) this.#byKey.set(rule.key, [rule]);
      else list.push(rule);
    }
    for (const list of this.#byKey.values()) list.sort((one, other) => one.from - other.from);
  }

  /** What rules there are for. */
  get keys(): readonly string[] {
    return [...this.#byKey.keys()];
  }

  /** All rules of a key, by date. */
  of(key: string): readonly Rule<Value>[] {
    return this.#byKey.get(key) ?? [];
  }

  /** The rule of a day; a day before, after or between what is known is told as such. */
  on(key: string, day: number): Answer<Rule<Value>> {
    const rules = this.of(key);
    const [first] = rules;
    const last = rules.at(-1);
    if (first === undefined || last === undefined) return notKnown(`${key}: no rule is known`);
    for (const rule of rules) {
      if (rule.from <= day && day <= rule.to) return { known: true, value: rule };
    }
    if (day < first.from) return notKnown(`${key}: not known before ${formatDay(first.from)}`);
    if (day > last.to) return notKnown(`${key}: not known after ${formatDay(last.to)}`);
    return notKnown(`${key}: not known on ${formatDay(day)}`);
  }
}
