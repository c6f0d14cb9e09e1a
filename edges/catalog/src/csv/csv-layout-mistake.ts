import { parseBarSpec } from 'argosy/domain';

import type { CsvLayout } from './csv-layout.ts';

/** What was expected, and what was found in its place. */
export type LayoutMistake = readonly [expected: string, found: string];

type Members = Readonly<Record<string, readonly string[]>>;

const columns: Members = {
  quote: ['time', 'bid', 'ask'],
  trade: ['time', 'price', 'qty'],
  book: ['time', 'side', 'price', 'qty', 'snapshot'],
  queue: ['time', 'action', 'order', 'side', 'price', 'qty'],
  bar: ['spec', 'open', 'high', 'low', 'close'],
  mark: ['time', 'price'],
  index: ['time', 'price'],
  funding: ['time', 'rate'],
};
const columnsOrNull: Members = {
  quote: ['bidQty', 'askQty'],
  trade: ['aggressor', 'tradeId'],
  book: ['last'],
  queue: [],
  bar: ['volume'],
  funding: ['price'],
};
const timeColumns: Members = {
  open: ['column'],
  close: ['column'],
  day: ['column'],
  both: ['opensAt', 'closesAt'],
};
const units = ['us', 'ms', 's', 'iso'];
const formats = ['YYYY-MM-DD', 'M/D/YYYY'];

/** The first mistake of a layout, whoever made it: types say nothing of what comes from plain code. */
export function layoutMistake(layout: CsvLayout): LayoutMistake | null {
  return (
    notOneOf(layout, 'kind', Object.keys(columns)) ??
    instrumentMistake(layout) ??
    firstOf(columns[layout.kind], (name) => notText(layout, name)) ??
    firstOf(columnsOrNull[layout.kind], (name) => notTextOrNull(layout, name)) ??
    (layout.kind === 'bar' ? barMistake(layout) : notOneOf(layout, 'timeUnit', units))
  );
}

function instrumentMistake(layout: object): LayoutMistake | null {
  const instrument = valueOf(layout, 'instrument');
  const isId = typeof valueOf(instrument, 'id') === 'string';
  if (isId || typeof valueOf(instrument, 'column') === 'string') return null;
  return ['instrument: { column } or { id }', shown(instrument)];
}

function barMistake(layout: Extract<CsvLayout, { readonly kind: 'bar' }>): LayoutMistake | null {
  const spec = parseBarSpec(`ANY.ANY-${layout.spec}`);
  if (!spec.ok) return ['spec: such as 1-MINUTE-LAST-EXTERNAL', shown(layout.spec)];
  const { time } = layout;
  const is = notOneOf(time, 'is', Object.keys(timeColumns), 'time.');
  if (is !== null) return is;
  const wrong = firstOf(timeColumns[time.is], (name) => notText(time, name, 'time.'));
  if (wrong !== null) return wrong;
  if (time.is === 'day') return notOneOf(time, 'format', formats, 'time.');
  return notOneOf(time, 'unit', units, 'time.');
}

function notOneOf(
  value: unknown,
  name: string,
  words: readonly string[],
  place: string = '',
): LayoutMistake | null {
  const found = valueOf(value, name);
  if (typeof found === 'string' && words.includes(found)) return null;
  return [`${place}${name}: one of ${words.join(', ')}`, shown(found)];
}

function notText(value: object, name: string, place: string = ''): LayoutMistake | null {
  const found = valueOf(value, name);
  return typeof found === 'string' ? null : [`${place}${name}: a text`, shown(found)];
}

function notTextOrNull(value: object, name: string): LayoutMistake | null {
  const found = valueOf(value, name);
  if (found === null || typeof found === 'string') return null;
  return [`${name}: a column or null`, shown(found)];
}

function firstOf(
  names: readonly string[] = [],
  mistakeOf: (name: string) => LayoutMistake | null,
): LayoutMistake | null {
  for (const name of names) {
    const mistake = mistakeOf(name);
    if (mistake !== null) return mistake;
  }
  return null;
}

function valueOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
