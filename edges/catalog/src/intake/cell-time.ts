import {
  brand,
  MICROS_PER_DAY,
  parseDay,
  parseTimestamp,
  toMicros,
  type Micros,
  type PreciseTime,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';

/**
 * How a time is written.
 * - `s`, `ms`, `us`, `ns`: a count since 1970.
 * - `iso`: ISO 8601 with its zone.
 * - the rest: a day by the clock of the place, maybe with a time of day behind it.
 */
export type TimeFormat =
  | 's'
  | 'ms'
  | 'us'
  | 'ns'
  | 'iso'
  | 'YYYY-MM-DD'
  | 'YYYYMMDD'
  | 'D/M/YYYY'
  | 'M/D/YYYY'
  | 'D-MMM-YYYY';

/** All formats, those first that fewer texts are written in. */
export const timeFormats: readonly TimeFormat[] = [
  'iso',
  'YYYY-MM-DD',
  'YYYYMMDD',
  'D-MMM-YYYY',
  'D/M/YYYY',
  'M/D/YYYY',
  's',
  'ms',
  'us',
  'ns',
];

/** Which clock a place has: one that never changes, or that of a calendar. */
export type PlaceClock = Micros | SessionClock;

/** The clock of UTC. */
export const utcClock: PlaceClock = toMicros(0);

/** A time as it was read. */
export type CellTime = PreciseTime & {
  /** Whether a day alone stood there; then `at` is its midnight by the clock of the place. */
  readonly isDay: boolean;
};

const months = 'janfebmaraprmayjunjulaugsepoctnovdec';
const countPattern = /^\d{1,19}(?:\.\d{1,9})?$/u;
const zonePattern = /:\d\d(?:\.\d+)? ?(?:Z|[+-]\d\d(?::?\d\d)?)$/u;
const clockPattern = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?$/u;
const dayPatterns: Readonly<Record<Exclude<TimeFormat, 's' | 'ms' | 'us' | 'ns' | 'iso'>, RegExp>> =
  {
    'YYYY-MM-DD':
      /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})(?:[T ]+(?<clock>.+))?$/u,
    YYYYMMDD: /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:[T ]+(?<clock>.+))?$/u,
    'D/M/YYYY': /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})(?:[T ]+(?<clock>.+))?$/u,
    'M/D/YYYY': /^(?<month>\d{1,2})[-/.](?<day>\d{1,2})[-/.](?<year>\d{4})(?:[T ]+(?<clock>.+))?$/u,
    'D-MMM-YYYY':
      /^(?<day>\d{1,2})[-/. ](?<name>[A-Za-z]{3})[a-z]*[-/. ](?<year>\d{4})(?:[T ]+(?<clock>.+))?$/u,
  };
const YEAR_FIRST = 1900;
const YEAR_LAST = 2200;

/** Reads a time; null where the text is none of this format, or no clock ever showed it. */
export function readTime(text: string, format: TimeFormat, place: PlaceClock): CellTime | null {
  switch (format) {
    case 's':
    case 'ms':
    case 'us':
    case 'ns':
      return readCount(text, format);
    case 'iso':
      return readIso(text);
    case 'YYYY-MM-DD':
    case 'YYYYMMDD':
    case 'D/M/YYYY':
    case 'M/D/YYYY':
    case 'D-MMM-YYYY':
      return readDay(text, dayPatterns[format], place);
  }
}

/** Digits are read as they stand: a double would lose the nanoseconds. */
function readCount(text: string, unit: 's' | 'ms' | 'us' | 'ns'): CellTime | null {
  if (!countPattern.test(text)) return null;
  const [whole = '', fraction = ''] = text.split('.');
  const places = { s: 9, ms: 6, us: 3, ns: 0 }[unit];
  if (/[1-9]/u.test(fraction.slice(places))) return null;
  const nanos = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  const at = Number(nanos / 1000n);
  if (!isWithin(at)) return null;
  return { at: brand<Timestamp>(at), nanos: Number(nanos % 1000n), isDay: false };
}

function readIso(text: string): CellTime | null {
  if (!zonePattern.test(text)) return null;
  // Some write minutes alone, `09:15+05:30`, and some whole hours of a zone, `+00`.
  const padded = text
    .replace(/^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d)(?= ?[Z+-])/u, '$1:00')
    .replace(/ ?([+-]\d\d)$/u, '$1:00');
  const read = parseTimestamp(padded);
  if (!read.ok || !isWithin(read.value.at)) return null;
  return { ...read.value, isDay: false };
}

function readDay(text: string, pattern: RegExp, place: PlaceClock): CellTime | null {
  const { year = '', month, day = '', name, clock } = pattern.exec(text)?.groups ?? {};
  if (Number(year) < YEAR_FIRST || Number(year) > YEAR_LAST) return null;
  const named = name === undefined ? Number(month) : monthOf(name);
  const found = parseDay(`${year}-${String(named).padStart(2, '0')}-${day.padStart(2, '0')}`);
  const time = clock === undefined ? { micros: 0, nanos: 0 } : readClock(clock);
  if (!found.ok || time === null) return null;
  const at = toPlace(found.value * MICROS_PER_DAY + time.micros, place);
  return at < 0 ? null : { at, nanos: time.nanos, isDay: clock === undefined };
}

/** A name of three letters as a number; one that is none is no month either. */
function monthOf(name: string): number {
  return months.indexOf(name.toLowerCase()) / 3 + 1;
}

/** A time of day, `9:15`, `09:15:00.250`, `3:30 PM`: from midnight. */
export function readClock(
  text: string,
): { readonly micros: number; readonly nanos: number } | null {
  const noon = / ?([AaPp])\.?[Mm]\.?$/u.exec(text);
  const parts = clockPattern.exec(text.slice(0, noon?.index));
  if (parts === null) return null;
  const [, hours, minute, second = 0, fraction = ''] = parts;
  const hour = hourOf(Number(hours), noon?.[1] ?? null);
  if (hour === null || Number(minute) > 59 || Number(second) > 59) return null;
  const nanos = Number(fraction.padEnd(9, '0'));
  const whole = ((hour * 60 + Number(minute)) * 60 + Number(second)) * 1_000_000;
  return { micros: whole + Math.floor(nanos / 1000), nanos: nanos % 1000 };
}

/** The hour of a day, by halves of it where a letter says which; null where there is none such. */
function hourOf(hours: number, half: string | null): number | null {
  if (half === null) return hours > 23 ? null : hours;
  if (hours < 1 || hours > 12) return null;
  return (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

/** The instant at which the clock of the place shows so many microseconds since its 1970. */
export function toPlace(local: number, place: PlaceClock): Timestamp {
  const rough = local - offsetAt(place, local);
  return brand<Timestamp>(local - offsetAt(place, rough));
}

function offsetAt(place: PlaceClock, at: number): Micros {
  return typeof place === 'number' ? place : place.offsetAt(brand<Timestamp>(at));
}

/** From 1970 to about 2200: a count in another unit is nearly always outside. */
function isWithin(at: number): boolean {
  return at >= 0 && at < 7_258_118_400_000_000;
}
