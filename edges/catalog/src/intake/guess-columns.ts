import { readClock, readTime, timeFormats, utcClock } from './cell-time.ts';
import { formatsOf, valuesOf } from './guess-times.ts';
import { neededRoles, rolesOf, type Columns, type MappedKind, type Role } from './mapping.ts';
import type { Hints, Sample } from './sample.ts';

/** What columns are called, in small letters without anything between; the first that fits. */
const names: Readonly<Record<Role, readonly string[]>> = {
  instrument: [
    'instrument',
    'symbol',
    'ticker',
    'tckrsymb',
    'tradingsymbol',
    'scrip',
    'security',
    'name',
  ],
  time: [
    'eventtimeus',
    'opentimeus',
    'opentime',
    'datetime',
    'timestamp',
    'time',
    'date',
    'day',
    'traddt',
    'ts',
    't',
    'd',
    'epoch',
  ],
  clock: ['time', 'clock', 'timeofday', 'hour'],
  open: ['open', 'openprice', 'opnpric', 'o'],
  high: ['high', 'highprice', 'hghpric', 'h'],
  low: ['low', 'lowprice', 'lwpric', 'l'],
  close: ['close', 'closeprice', 'clspric', 'c', 'last'],
  volume: ['volume', 'vol', 'v', 'tottrdqty', 'ttltradgvol', 'totaltradedquantity', 'sharestraded'],
  bid: ['bid', 'bidprice', 'bestbid', 'bp', 'buyprice'],
  ask: ['ask', 'askprice', 'bestask', 'ap', 'offer', 'offerprice', 'sellprice'],
  bidQty: ['bidqty', 'bidsize', 'bidquantity', 'bidvolume', 'bs', 'buyqty'],
  askQty: ['askqty', 'asksize', 'askquantity', 'askvolume', 'as', 'sellqty', 'offerqty'],
  price: ['price', 'ltp', 'last', 'lastprice', 'tradeprice', 'p'],
  qty: ['qty', 'quantity', 'size', 'volume', 'amount', 'ltq', 'lastqty', 'q', 'v'],
  aggressor: ['aggressor', 'side', 'takerside', 'direction'],
  tradeId: ['tradeid', 'id', 'tradenumber', 'tradeno'],
};
/** What has the precision of prices. */
export const priceRoles: readonly Role[] = ['open', 'high', 'low', 'close', 'bid', 'ask', 'price'];
/** What has the precision of quantities. */
export const sizeRoles: readonly Role[] = ['volume', 'bidQty', 'askQty', 'qty'];
const kinds: readonly MappedKind[] = ['bar', 'quote', 'trade'];
const symbolPattern = /^[A-Z][A-Z0-9&.-]*$/u;
const numberPattern = /^[+-]?(?:\d+\.?\d*|\.\d+)$/u;

/** A kind with its columns. */
export type Found = { readonly kind: MappedKind; readonly columns: Columns };

/** Whether a cell is no name: a number, or a time. */
export function isValue(text: string): boolean {
  return numberPattern.test(text) || timeFormats.some((format) => readTime(text, format, utcClock));
}

/** By the names of the columns. */
export function byNames(header: readonly string[], hints: Hints): Found | null {
  const plain = header.map((name) => name.toLowerCase().replaceAll(/[^a-z0-9]/gu, ''));
  for (const kind of hints.kind === undefined ? kinds : [hints.kind]) {
    const columns = namedColumns(plain, kind);
    const isWhole = neededRoles[kind].every((role) => columns[role] !== undefined);
    if (isWhole && columns.time !== undefined) return { kind, columns };
  }
  return null;
}

/** Each column once; needed ones choose first. */
function namedColumns(plain: readonly string[], kind: MappedKind): Columns {
  const columns: Partial<Record<Role, number>> = dayAndClock(plain);
  const roles = rolesOf(kind).filter((role) => role !== 'clock' && columns[role] === undefined);
  const needed = roles.filter((role) => neededRoles[kind].includes(role));
  for (const role of [...needed, ...roles.filter((one) => !needed.includes(one))]) {
    const taken = new Set(Object.values(columns));
    const places = names[role].map((name) => plain.indexOf(name));
    const place = places.find((found) => found !== -1 && !taken.has(found));
    if (place !== undefined) columns[role] = place;
  }
  return columns;
}

/** A day in one column and the time of day in another. */
function dayAndClock(plain: readonly string[]): Partial<Record<Role, number>> {
  const [day, clock] = [plain.indexOf('date'), plain.indexOf('time')];
  return day === -1 || clock === -1 ? {} : { time: day, clock };
}

/** Without names: the first column of times, then numbers that can be what the kind needs. */
export function byValues(rows: Sample['rows'], hints: Hints): Found | null {
  const places = (rows[0] ?? []).map((_, place) => place);
  const time = places.find((place) => formatsOf(valuesOf(rows, place)).length > 0);
  if (time === undefined) return null;
  const others = places.filter((place) => place !== time);
  const all = (place: number, is: (text: string) => boolean): boolean => {
    return rows.every((row) => is(row[place] ?? ''));
  };
  const clock = others.find((place) => all(place, (text) => readClock(text) !== null));
  const instrument = others.find((place) => all(place, (text) => symbolPattern.test(text)));
  const numbers = others.filter((place) => all(place, (text) => numberPattern.test(text)));
  const common: Columns = {
    time,
    ...(clock === undefined ? {} : { clock }),
    ...(instrument === undefined ? {} : { instrument }),
  };
  const found = byNumbers(rows, numbers, hints.kind ?? null);
  return found === null ? null : { kind: found.kind, columns: { ...common, ...found.columns } };
}

/** What columns of numbers can be, by how those of a row compare. */
function byNumbers(
  rows: Sample['rows'],
  numbers: readonly number[],
  wanted: MappedKind | null,
): Found | null {
  const kinded = kinds.filter((kind) => wanted === null || wanted === kind);
  const all = (is: (row: readonly number[]) => boolean): boolean => {
    return rows.every((row) => is(numbers.map((place) => Number(row[place]))));
  };
  for (const kind of kinded) {
    const roles = rolesOf(kind).filter(
      (role) => priceRoles.includes(role) || sizeRoles.includes(role),
    );
    const isFit = neededRoles[kind].length <= numbers.length && all(shapes[kind]);
    if (!isFit) continue;
    const columns = roles.slice(0, numbers.length).map((role, at) => [role, numbers[at]] as const);
    return { kind, columns: Object.fromEntries(columns) };
  }
  return null;
}

/** What numbers of a row are like, in the order of a kind's roles. */
const shapes: Readonly<Record<MappedKind, (row: readonly number[]) => boolean>> = {
  bar: ([open = 0, high = 0, low = 0, close = 0]) => {
    return high >= Math.max(open, close) && low <= Math.min(open, close);
  },
  quote: (row) => row.length === 4 && (row[0] ?? 0) <= (row[1] ?? 0),
  trade: (row) => row.length >= 2,
};
