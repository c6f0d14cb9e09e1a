import { ArgosyError, type Timestamp } from 'argosy/core';
import { InstrumentTable, type Input } from 'argosy/domain';

import { failReading, Fields } from '../reading/fields.ts';
import { readAll } from '../reading/read-all.ts';
import { bodyKeys } from './event-text.ts';
import { inputKinds, readInput } from './read-input.ts';
import type { OrderBook } from './read-order.ts';
import { rowKeys } from './row-text.ts';
import { readSetup, type ScenarioSetup } from './read-setup.ts';

/** Something that is wrong, and the line it is about. */
export type ScenarioFailure = { readonly line: number; readonly message: string };

/** One line after the first. */
export type ScenarioStep =
  | { readonly type: 'in'; readonly line: number; readonly at: Timestamp; readonly input: Input }
  | {
      readonly type: 'expect';
      readonly line: number;
      readonly kind: string;
      readonly body: unknown;
    }
  | { readonly type: 'end'; readonly line: number; readonly end: ScenarioEnd };

/** What must hold at the end, as written. */
export type ScenarioEnd = {
  readonly balances: ReadonlyMap<string, string>;
  readonly positions: ReadonlyMap<string, string>;
  readonly hash: string | null;
};

/** A scenario that can be run. */
export type Scenario = {
  readonly setup: ScenarioSetup;
  readonly table: InstrumentTable;
  readonly steps: readonly ScenarioStep[];
  readonly book: OrderBook;
};

/** A scenario, or every line that could not be read. */
export type ReadScenario =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly title: string; readonly failures: readonly ScenarioFailure[] };

type Line = { readonly line: number; readonly text: string };

const eventKinds = [
  'order',
  'entry',
  'hold',
  'reservation',
  'position',
  'account',
  'status',
  'floor',
  'limit',
  'equity',
  'execution',
  'margin',
  'anomaly',
  'row',
] as const;

/** Reads a whole scenario; nothing runs unless every line can be read. */
export function readScenario(text: string): ReadScenario {
  const failures: ScenarioFailure[] = [];
  const lines = text
    .split('\n')
    .map((one, at): Line => ({ line: at + 1, text: one.trim() }))
    .filter((one) => one.text !== '');
  const first = lines[0];
  if (first === undefined) return refused('', [{ line: 1, message: 'the file is empty' }]);
  const setup = readFirst(first, failures);
  if (setup === null) return refused('', failures);
  const table = attempt(first.line, failures, () => new InstrumentTable(setup.instruments));
  if (table === null) return refused(setup.title, failures);
  const { scales, accounts } = setup;
  const book: OrderBook = { table, scales, accounts, instrumentOf: new Map() };
  const steps: ScenarioStep[] = [];
  for (const line of lines.slice(1)) {
    const step = attempt(line.line, failures, () => stepOf(line, book));
    if (step !== null) steps.push(step);
  }
  if (failures.length === 0) failures.push(...misplaced(steps, lines.at(-1)?.line ?? 1));
  if (failures.length > 0) return refused(setup.title, failures);
  return { ok: true, scenario: { setup, table, steps, book } };
}

/** Runs a piece of work; an error of ours becomes a failure of the line, and null comes back. */
function attempt<Value>(
  line: number,
  failures: ScenarioFailure[],
  work: () => Value,
): Value | null {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof ArgosyError)) throw error;
    failures.push({ line, message: error.message });
    return null;
  }
}

function refused(title: string, failures: readonly ScenarioFailure[]): ReadScenario {
  return { ok: false, title, failures };
}

/** The setup, or all its mistakes. */
function readFirst({ line, text }: Line, failures: ScenarioFailure[]): ScenarioSetup | null {
  const json = attempt(line, failures, () => parseJson(text));
  if (json === null) return null;
  const read = readAll(json, (fields) => {
    if (!fields.has('setup')) failReading('the first line must be {"setup": …}');
    const setup = readSetup(fields.object('setup'));
    fields.finish();
    return setup;
  });
  if (read.ok) return read.value;
  for (const { place, detail } of read.mistakes) {
    failures.push({ line, message: place === '' ? detail : `${place}: ${detail}` });
  }
  return null;
}

function stepOf({ line, text }: Line, book: OrderBook): ScenarioStep {
  const fields = fieldsOf(text);
  if (fields.has('in')) return inputStep(line, fields, book);
  if (fields.has('expect')) {
    const kind = fields.word('expect', eventKinds);
    const body = fields.object('body');
    for (const name of kind === 'row' ? rowKeys : bodyKeys[kind]) body.raw(name);
    body.finish();
    fields.finish();
    return { type: 'expect', line, kind, body: fields.raw('body') ?? {} };
  }
  if (!fields.has('end')) failReading('the line has none of in, expect, end');
  const end = endOf(fields.object('end'));
  fields.finish();
  return { type: 'end', line, end };
}

function inputStep(line: number, fields: Fields, book: OrderBook): ScenarioStep {
  const kind = fields.word('in', inputKinds);
  const at = fields.instant('at');
  const input = readInput(kind, at, fields.object('body'), book);
  fields.finish();
  return { type: 'in', line, at, input };
}

function endOf(fields: Fields): ScenarioEnd {
  const texts = (name: string): ReadonlyMap<string, string> => {
    const object = fields.object(name);
    return new Map(object.names.map((key) => [key, object.text(key)]));
  };
  const hash = fields.textOrNull('hash');
  const end = { balances: texts('balances'), positions: texts('positions'), hash };
  fields.finish();
  return end;
}

function fieldsOf(text: string): Fields {
  return new Fields(parseJson(text), 'line');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return failReading('the line is no JSON');
  }
}

/** Ends that are missing or not last, and instants that go back. */
function misplaced(steps: readonly ScenarioStep[], last: number): readonly ScenarioFailure[] {
  const failures: ScenarioFailure[] = [];
  let before = Number.NEGATIVE_INFINITY;
  const end = steps.find(({ type }) => type === 'end');
  if (end === undefined) failures.push({ line: last, message: 'the end is missing' });
  else if (end !== steps.at(-1)) {
    failures.push({ line: end.line, message: 'the end is not the last line' });
  }
  for (const step of steps) {
    const { line } = step;
    if (step.type !== 'in') continue;
    if (step.at < before) failures.push({ line, message: 'the instant is before the last one' });
    before = step.at;
  }
  return failures;
}
