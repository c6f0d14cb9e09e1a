import { ArgosyError, formatDay, parseDay } from 'argosy/core';

import { catalogErrors } from '../errors.ts';
import { DatedRules, type Certainty, type Rule, type RuleSource } from './dated-rules.ts';
import { RuleFields } from './rule-fields.ts';

/** What is wrong with a rule file, and where; row 0 is the file itself. */
export type RuleMistake = { readonly file: string; readonly row: number; readonly reason: string };

type Span = Pick<Rule<unknown>, 'from' | 'to' | 'isInForce'>;
/** How the rows of a list are read: what each is for, and what it says. */
type RowReading<Value> = {
  readonly keysOf: (fields: RuleFields) => readonly string[];
  readonly read: (fields: RuleFields) => Value;
};

/** The most rows that one list of a file may have, and the most mistakes that are told. */
export const RULE_ROWS_MAX = 20_000;
const MISTAKES_TOLD_MAX = 100;
const certainties: readonly Certainty[] = ['checked', 'recalled', 'estimate'];

/** A rule file while it is read: its sources, the end of what it knows, its mistakes so far. */
export class RuleFile {
  readonly #file: string;
  readonly #fields: RuleFields;
  readonly #sources: ReadonlyMap<string, RuleSource>;
  readonly #mistakes: RuleMistake[] = [];
  readonly knownUntil: number;

  constructor(file: string, content: unknown) {
    this.#file = file;
    this.#fields = new RuleFields(content, (reason) => this.note(0, reason));
    this.knownUntil = this.#fields.day('knownUntil');
    this.#sources = this.#readSources();
  }

  /** Notes a mistake of a row. */
  note(row: number, reason: string): void {
    this.#mistakes.push({ file: this.#file, row, reason });
  }

  /** Rows that say from when, until when and whence, each for one key or several. */
  rules<Value>(
    list: string,
    keysOf: (fields: RuleFields) => readonly string[],
    read: (fields: RuleFields) => Value,
  ): DatedRules<Value> {
    return this.#dated(list, { keysOf, read }, (fields, row) => this.#readSpan(fields, row));
  }

  /** Rows of a single `day` each. */
  days<Value>(
    list: string,
    keysOf: (fields: RuleFields) => readonly string[],
    read: (fields: RuleFields) => Value,
  ): DatedRules<Value> {
    return this.#dated(list, { keysOf, read }, (fields) => {
      const day = fields.day('day');
      return { from: day, to: day, isInForce: false };
    });
  }

  /** A text of the file itself. */
  text(name: string): string {
    return this.#fields.text(name);
  }

  /** Texts of the file itself. */
  texts(name: string): readonly string[] {
    return this.#fields.texts(name);
  }

  /** The rows of a list, each to be read by itself. */
  rows(list: string): readonly { readonly fields: RuleFields; readonly row: number }[] {
    const value = this.#fields.raw(list);
    if (!Array.isArray(value) || value.length > RULE_ROWS_MAX) {
      this.note(0, `'${list}': expected a list of at most ${RULE_ROWS_MAX} rows`);
      return [];
    }
    return value.map((one: unknown, place) => {
      const row = place + 1;
      return { row, fields: new RuleFields(one, (reason) => this.note(row, reason)) };
    });
  }

  /** The source that a row names. */
  source(fields: RuleFields, row: number): RuleSource {
    const name = fields.text('source');
    const source = this.#sources.get(name);
    if (source !== undefined) return source;
    if (name !== '') this.note(row, `'source': there is no source '${name}'`);
    return { text: '', written: '1970-01-01', certainty: 'recalled' };
  }

  /** Ends the reading: all mistakes are told at once. */
  finish(): void {
    this.#fields.finish();
    const mistakes = this.#mistakes.toSorted((one, other) => one.row - other.row);
    if (mistakes.length === 0) return;
    const told = mistakes.slice(0, MISTAKES_TOLD_MAX).map(({ file, row, reason }) => {
      return `  ${file}${row === 0 ? '' : `, row ${row}`}: ${reason}`;
    });
    if (mistakes.length > told.length) told.push(`  and ${mistakes.length - told.length} more`);
    const text = `${catalogErrors.RULES_BAD.message}:\n${told.join('\n')}`;
    throw new ArgosyError('RULES_BAD', text, { mistakes });
  }

  #dated<Value>(
    list: string,
    { keysOf, read }: RowReading<Value>,
    spanOf: (fields: RuleFields, row: number) => Span,
  ): DatedRules<Value> {
    const rules = this.rows(list).flatMap(({ fields, row }) => {
      const keys = keysOf(fields);
      const span = spanOf(fields, row);
      const source = this.source(fields, row);
      const value = read(fields);
      fields.finish();
      return keys.map((key): Rule<Value> => ({ key, ...span, source, row, value }));
    });
    this.#refuseOverlaps(rules);
    return new DatedRules(rules);
  }

  #readSpan(fields: RuleFields, row: number): Span {
    const from = fields.day('from');
    const isInForce = !fields.has('to');
    const to = isInForce ? this.knownUntil : fields.day('to');
    if (to < from) this.note(row, `ends on ${formatDay(to)}, before it begins ${formatDay(from)}`);
    return { from, to, isInForce };
  }

  #readSources(): ReadonlyMap<string, RuleSource> {
    const value = this.#fields.raw('sources');
    const entries =
      typeof value === 'object' && value !== null ? Object.entries<unknown>({ ...value }) : [];
    if (entries.length === 0) this.note(0, "'sources': expected an object of sources");
    return new Map(
      entries.map(([name, one]) => {
        const fields = new RuleFields(one, (reason) => this.note(0, `source '${name}': ${reason}`));
        const written = fields.text('written');
        if (!parseDay(written).ok) fields.fail(`'written': expected a day, found "${written}"`);
        const certainty = fields.word('certainty', certainties) ?? 'recalled';
        const source = { text: fields.text('text'), written, certainty };
        fields.finish();
        return [name, source];
      }),
    );
  }

  /** Of one key only one rule holds on a day: which of two was meant is not guessed. */
  #refuseOverlaps(rules: readonly Rule<unknown>[]): void {
    const byKey = Map.groupBy(rules, ({ key }) => key);
    for (const list of byKey.values()) {
      const sorted = list.toSorted((one, other) => one.from - other.from);
      for (const [place, rule] of sorted.entries()) {
        const before = sorted[place - 1];
        if (before === undefined || before.to < rule.from) continue;
        this.note(
          rule.row,
          `${rule.key} from ${formatDay(rule.from)} overlaps row ${before.row}, which holds until ${formatDay(before.to)}`,
        );
      }
    }
  }
}
