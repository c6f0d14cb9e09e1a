import { brand } from './brand.ts';
import { toMicros, toTimestamp, type Micros, type Timestamp } from './amounts.ts';
import { dateOfDay, dayOfDate, isDate, type CivilDate } from './civil.ts';
import { coreError } from './errors.ts';
import { coreRefusal, ok, type Result } from './result.ts';

/** A second in microseconds. */
export const MICROS_PER_SECOND = 1_000_000;
/** A minute in microseconds. */
export const MICROS_PER_MINUTE = 60_000_000;
/** An hour in microseconds. */
export const MICROS_PER_HOUR = 3_600_000_000;
/** A day of 24 hours in microseconds. */
export const MICROS_PER_DAY = 86_400_000_000;

/**
 * A span of seconds, to the nearest microsecond.
 *
 * @example
 * later(this.clock.now, seconds(1.5));
 */
export function seconds(count: number): Micros {
  return toMicros(Math.round(count * MICROS_PER_SECOND));
}

/** A span of minutes. */
export function minutes(count: number): Micros {
  return toMicros(Math.round(count * MICROS_PER_MINUTE));
}

/** A span of hours. */
export function hours(count: number): Micros {
  return toMicros(Math.round(count * MICROS_PER_HOUR));
}

/** A span of days of 24 hours. */
export function days(count: number): Micros {
  return toMicros(Math.round(count * MICROS_PER_DAY));
}

/** The instant that lies a span after another. */
export function later(at: Timestamp, span: Micros): Timestamp {
  return toTimestamp(at + span);
}

/** Date and time of day as a clock on the wall shows them. */
export type Civil = CivilDate & {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly micros: number;
};

/** A day of the week, 1 is Monday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const utc = brand<Micros>(0);
/** Day 0, 1970-01-01, was a Thursday. */
const weekdaysFromEpoch: readonly Weekday[] = [4, 5, 6, 7, 1, 2, 3];
const dayPattern = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Writes ISO 8601 in UTC: the fraction is left out, or six digits, or nine where there are nanos. */
export function formatTimestamp(at: Timestamp, nanos: number = 0): string {
  const { hour, minute, second, micros } = toCivil(at, utc);
  const clock = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}`;
  return `${formatDay(dayNumber(at))}T${clock}${formatFraction(micros, nanos)}Z`;
}

/** What a wall clock that is `offset` ahead of UTC shows. */
export function toCivil(at: Timestamp, offset: Micros): Civil {
  const day = dayNumber(at, offset);
  const ofDay = at + offset - day * MICROS_PER_DAY;
  return {
    ...dateOfDay(day),
    hour: Math.floor(ofDay / MICROS_PER_HOUR),
    minute: Math.floor(ofDay / MICROS_PER_MINUTE) % 60,
    second: Math.floor(ofDay / MICROS_PER_SECOND) % 60,
    micros: ofDay % MICROS_PER_SECOND,
  };
}

/** The instant at which a wall clock that is `offset` ahead of UTC shows this. */
export function fromCivil(civil: Civil, offset: Micros): Timestamp {
  if (!isDate(civil) || !isTimeOfDay(civil)) {
    throw coreError('BAD_TIMESTAMP', 'no clock ever shows this', { civil });
  }
  const at = dayOfDate(civil) * MICROS_PER_DAY + microsOfDay(civil) - offset;
  if (!Number.isSafeInteger(at)) {
    throw coreError('OUT_OF_RANGE', `year ${civil.year} is too far for microseconds`, { civil });
  }
  return brand<Timestamp>(at);
}

/** Days since 1970-01-01 on a wall clock that is `offset` ahead of UTC. */
export function dayNumber(at: Timestamp, offset: Micros = utc): number {
  return Math.floor((at + offset) / MICROS_PER_DAY);
}

/** The day of the week of a day number. */
export function weekdayOf(day: number): Weekday {
  const weekday = weekdaysFromEpoch[((day % 7) + 7) % 7];
  if (weekday !== undefined) return weekday;
  throw coreError('OUT_OF_RANGE', `day number ${day} is not whole`, { day });
}

/** Writes a day number as `2026-11-20`. */
export function formatDay(dayNumber: number): string {
  const { year, month, day } = dateOfDay(dayNumber);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Reads `2026-11-20` as a day number. */
export function parseDay(text: string): Result<number> {
  const [, year, month, day] = dayPattern.exec(text) ?? [];
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  if (!isDate(date)) return coreRefusal('BAD_DAY', `${JSON.stringify(text)}, expected YYYY-MM-DD`);
  return ok(dayOfDate(date));
}

/** Whether a wall clock can show this time of day. */
export function isTimeOfDay({
  hour,
  minute,
  second,
  micros,
}: Omit<Civil, keyof CivilDate>): boolean {
  return (
    isWithin(hour, 23) &&
    isWithin(minute, 59) &&
    isWithin(second, 59) &&
    isWithin(micros, MICROS_PER_SECOND - 1)
  );
}

/** Microseconds since the wall clock's midnight. */
export function microsOfDay({
  hour,
  minute,
  second,
  micros,
}: Omit<Civil, keyof CivilDate>): number {
  return hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE + second * MICROS_PER_SECOND + micros;
}

function isWithin(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= max;
}

function formatFraction(micros: number, nanos: number): string {
  if (nanos !== 0) return `.${pad(micros, 6)}${pad(nanos, 3)}`;
  return micros === 0 ? '' : `.${pad(micros, 6)}`;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
