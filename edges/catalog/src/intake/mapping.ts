import { readFileSync, statSync } from 'node:fs';

import { knownCalendars, PRECISION_MAX, SessionClock, toMicros } from 'argosy/core';
import { parseBarSpec } from 'argosy/domain';

import { marketClock } from '../rules/market-clock.ts';
import { timeFormats, type PlaceClock, type TimeFormat } from './cell-time.ts';
import { intakeError } from './intake-errors.ts';
import type { Encoding } from './sniff-file.ts';
import { delimiters } from './text-rows.ts';

/** What a file can be taken in as. */
export type MappedKind = 'quote' | 'trade' | 'bar';

/** What a column can mean. */
export type Role =
  | 'instrument'
  | 'time'
  | 'clock'
  | 'open'
  | 'high'
  | 'low'
  | 'close'
  | 'volume'
  | 'bid'
  | 'ask'
  | 'bidQty'
  | 'askQty'
  | 'price'
  | 'qty'
  | 'aggressor'
  | 'tradeId';

/** Which moment of a bar its time names. */
export type BarMoment = 'open' | 'close' | 'day';

/** The place of each column, by what it means. */
export type Columns = Readonly<Partial<Record<Role, number>>>;

/** What the columns of a file mean: plain data, shown before anything is taken in, and kept in a file. */
export type Mapping = {
  readonly version: 1;
  readonly kind: MappedKind;
  /** Null for Parquet. */
  readonly encoding: Encoding | null;
  readonly delimiter: string | null;
  readonly hasHeader: boolean;
  /** The place of each column, from 0, by what it means. */
  readonly columns: Columns;
  /** The one instrument of the file; null where a column names it. */
  readonly instrument: string | null;
  /** What is put behind a symbol of that column that names no exchange. */
  readonly exchange: string | null;
  readonly timeFormat: TimeFormat;
  /** Whose clock and days: a calendar, or so far ahead of UTC, `+05:30`. */
  readonly place: string;
  /** Of bars: what follows the instrument in their specification, and the moment they name. */
  readonly spec: string | null;
  readonly moment: BarMoment | null;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
};

/** The roles a kind cannot do without, besides the time. */
export const neededRoles: Readonly<Record<MappedKind, readonly Role[]>> = {
  bar: ['open', 'high', 'low', 'close'],
  quote: ['bid', 'ask'],
  trade: ['price', 'qty'],
};
const optionalRoles: Readonly<Record<MappedKind, readonly Role[]>> = {
  bar: ['volume'],
  quote: ['bidQty', 'askQty'],
  trade: ['aggressor', 'tradeId'],
};

/** Every role that a kind may have. */
export function rolesOf(kind: MappedKind): readonly Role[] {
  return ['instrument', 'time', 'clock', ...neededRoles[kind], ...optionalRoles[kind]];
}

const MAPPING_BYTES_MAX = 65_536;
const offsetPattern = /^([+-])(\d\d):(\d\d)$/u;

/** The clock of a place; null where it is none. */
export function placeOf(place: string): PlaceClock | null {
  const [, sign, hours, minutes] = offsetPattern.exec(place) ?? [];
  if (sign !== undefined && Number(hours) < 24 && Number(minutes) < 60) {
    const micros = (Number(hours) * 60 + Number(minutes)) * 60_000_000;
    return toMicros(sign === '-' ? -micros : micros);
  }
  const calendar = knownCalendars.find(({ id }) => id === place);
  return calendar === undefined ? marketClock(place) : new SessionClock(calendar);
}

/** Reads a mapping that was written before. */
export function loadMapping(path: string): Mapping {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile() !== true || stat.size > MAPPING_BYTES_MAX) {
    throw intakeError('INTAKE_BAD_MAPPING', `${path} is no file of a mapping`, { file: path });
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw intakeError('INTAKE_BAD_MAPPING', `${path}: ${reason}`, { file: path });
  }
  return parseMapping(value, path);
}

/** Makes sure that a value is a mapping; tells every mistake at once. */
export function parseMapping(value: unknown, from: string): Mapping {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw intakeError('INTAKE_BAD_MAPPING', `${from}: expected an object`);
  const mapping = value as Mapping;
  const mistakes = mistakesIn(mapping);
  if (mistakes.length === 0) return mapping;
  throw intakeError('INTAKE_BAD_MAPPING', `${from}: ${mistakes.join('; ')}`, { file: from });
}

/** What keeps a mapping from being one. */
function mistakesIn(mapping: Mapping): readonly string[] {
  const { version, kind, columns } = mapping;
  if (version !== 1) return ['version, expected 1'];
  if (!Object.hasOwn(neededRoles, kind)) return ['kind, expected quote, trade or bar'];
  if (typeof columns !== 'object' || columns === null) return ['columns, expected an object'];
  const bars = kind === 'bar' ? barRules : [];
  const broken = [...rules, ...bars].filter(([, holds]) => !holds(mapping));
  return [...broken.map(([text]) => text), ...columnMistakes(mapping)];
}

type Rule = readonly [text: string, holds: (mapping: Mapping) => boolean];

const encodings: readonly unknown[] = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', null];
const rules: readonly Rule[] = [
  ['encoding', ({ encoding }) => encodings.includes(encoding)],
  ['delimiter', ({ delimiter }) => delimiter === null || delimiters.includes(delimiter)],
  ['hasHeader, expected true or false', ({ hasHeader }) => typeof hasHeader === 'boolean'],
  ['instrument', ({ instrument }) => instrument === null || isText(instrument)],
  ['exchange', ({ exchange }) => exchange === null || isText(exchange)],
  [
    `timeFormat, expected ${timeFormats.join(', ')}`,
    ({ timeFormat }) => timeFormats.includes(timeFormat),
  ],
  [
    'place, expected a calendar or an offset such as +05:30',
    ({ place }) => isText(place) && placeOf(place) !== null,
  ],
  ['pricePrecision', ({ pricePrecision }) => isPrecision(pricePrecision)],
  ['sizePrecision', ({ sizePrecision }) => isPrecision(sizePrecision)],
];
const barRules: readonly Rule[] = [
  ['spec, expected such as 1-DAY-LAST-EXTERNAL', ({ spec }) => isBarTail(spec)],
  ['moment', ({ moment }) => ['open', 'close', 'day'].includes(moment ?? '')],
];

function columnMistakes({ kind, columns, instrument }: Mapping): readonly string[] {
  const roles = rolesOf(kind);
  const unknown = Object.keys(columns).filter((role) => !roles.some((known) => known === role));
  const places = Object.values(columns);
  const isPlaced = places.every((place) => Number.isInteger(place) && place >= 0);
  const missing = ['time' as const, ...neededRoles[kind]].filter(
    (role) => columns[role] === undefined,
  );
  const isNamed = instrument !== null || columns.instrument !== undefined;
  return [
    ...unknown.map((role) => `columns.${role} is nothing of a ${kind}`),
    ...(isPlaced ? [] : ['columns, expected places from 0']),
    ...(new Set(places).size === places.length ? [] : ['columns, expected each place once']),
    ...missing.map((role) => `columns.${role} is missing`),
    ...(isNamed ? [] : ['an instrument is missing: its id, or a column that names it']),
  ];
}

/** Whether this can follow an instrument in the specification of bars from outside. */
export function isBarTail(tail: string | null): boolean {
  if (tail === null) return false;
  const parsed = parseBarSpec(`A.B-${tail}`);
  return parsed.ok && parsed.value.source === 'EXTERNAL';
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 64;
}

function isPrecision(value: unknown): boolean {
  return (
    Number.isInteger(value) && Number(value) >= 0 && Number(value) <= Math.min(9, PRECISION_MAX)
  );
}
