import type { Micros, Timestamp } from './amounts.ts';
import { brand } from './brand.ts';
import { dayOfDate, isDate } from './civil.ts';
import { coreRefusal, ok, type Result } from './result.ts';
import {
  isTimeOfDay,
  microsOfDay,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
} from './time.ts';

/** A point in time and the nanoseconds below its microsecond, 0 to 999. */
export type PreciseTime = { readonly at: Timestamp; readonly nanos: number };

/** What a text may leave unsaid. */
export type ParseTimestampOptions = {
  /** How far ahead of UTC the clock was where the text names no zone; without it such text is refused. */
  readonly defaultOffset?: Micros;
};

const DATE_LENGTH = 10;
const TIME_END = 19;
const NANOS_PER_MICRO = 1000;
const NANO_DIGITS = 9;
const ZONE_HOURS_MAX = 23;
const ZONE_MINUTES_MAX = 59;
const MALFORMED = -1;

/**
 * Reads ISO 8601: a date alone is its midnight in UTC; date and time stand with `T` or a space
 * between, an optional fraction of 1 to 9 digits, and `Z`, `±hh:mm` or `±hhmm`.
 *
 * @example
 * unwrap(parseTimestamp('2026-11-20T09:15:00+05:30')).at; // 1795146300000000
 */
export function parseTimestamp(
  text: string,
  options: ParseTimestampOptions = {},
): Result<PreciseTime> {
  const day = parseDate(text);
  if (day === null) return refuseText(text, 'no date YYYY-MM-DD');
  if (text.length === DATE_LENGTH) return finish(text, day * MICROS_PER_DAY, 0);
  const nanosOfDay = parseTime(text);
  if (nanosOfDay === null) return refuseText(text, 'no time of day hh:mm:ss');
  const offset = parseZone(text, zoneStart(text), options.defaultOffset);
  if (offset === null) return refuseText(text, 'no zone Z or ±hh:mm');
  return finish(text, day * MICROS_PER_DAY + nanosOfDay.micros - offset, nanosOfDay.nanos);
}

function finish(text: string, at: number, nanos: number): Result<PreciseTime> {
  if (Number.isSafeInteger(at)) return ok({ at: brand<Timestamp>(at), nanos });
  return coreRefusal('OUT_OF_RANGE', `'${text}' is too far for microseconds`);
}

function parseDate(text: string): number | null {
  if (text[4] !== '-' || text[7] !== '-') return null;
  const year = parseDigits(text, 0, 4);
  const month = parseDigits(text, 5, 7);
  const day = parseDigits(text, 8, DATE_LENGTH);
  const date = { year, month, day };
  return year === MALFORMED || !isDate(date) ? null : dayOfDate(date);
}

function parseTime(text: string): { readonly micros: number; readonly nanos: number } | null {
  const separator = text[DATE_LENGTH];
  if (separator !== 'T' && separator !== ' ') return null;
  if (text[13] !== ':' || text[16] !== ':') return null;
  const fraction = parseFraction(text);
  const clock = {
    hour: parseDigits(text, 11, 13),
    minute: parseDigits(text, 14, 16),
    second: parseDigits(text, 17, TIME_END),
    micros: Math.floor(fraction / NANOS_PER_MICRO),
  };
  if (!isTimeOfDay(clock)) return null;
  return { micros: microsOfDay(clock), nanos: fraction % NANOS_PER_MICRO };
}

/** The fraction of the second in nanoseconds. */
function parseFraction(text: string): number {
  if (text[TIME_END] !== '.') return 0;
  const from = TIME_END + 1;
  const to = zoneStart(text);
  if (to === from || to - from > NANO_DIGITS) return MALFORMED;
  return parseDigits(text, from, to) * 10 ** (NANO_DIGITS - (to - from));
}

/** Where the digits of the fraction end; without a fraction, where the seconds do. */
function zoneStart(text: string): number {
  if (text[TIME_END] !== '.') return TIME_END;
  let index = TIME_END + 1;
  while (isDigit(text.charCodeAt(index))) index += 1;
  return index;
}

function parseZone(text: string, from: number, defaultOffset?: Micros): number | null {
  const zone = text.slice(from);
  if (zone === '') return defaultOffset ?? null;
  if (zone === 'Z') return 0;
  const minutesFrom = zone[3] === ':' ? 4 : 3;
  const hours = parseDigits(zone, 1, 3);
  const minutes = parseDigits(zone, minutesFrom, minutesFrom + 2);
  if (zone.length !== minutesFrom + 2 || !isZone(hours, minutes)) return null;
  const offset = hours * MICROS_PER_HOUR + minutes * MICROS_PER_MINUTE;
  if (zone[0] === '+') return offset;
  return zone[0] === '-' ? -offset : null;
}

function isZone(hours: number, minutes: number): boolean {
  const isWhole = hours !== MALFORMED && minutes !== MALFORMED;
  return isWhole && hours <= ZONE_HOURS_MAX && minutes <= ZONE_MINUTES_MAX;
}

function parseDigits(text: string, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const code = text.charCodeAt(index);
    if (!isDigit(code)) return MALFORMED;
    value = value * 10 + code - 0x30;
  }
  return value;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function refuseText(text: string, found: string): Result<never> {
  return coreRefusal('BAD_TIMESTAMP', `${JSON.stringify(text)} has ${found}`);
}
