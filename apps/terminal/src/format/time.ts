import { UNKNOWN } from './decimal.ts';

/** How people here read the clock. */
export const zones = ['Asia/Kolkata', 'UTC', 'local'] as const;
/** One of them. */
export type Zone = (typeof zones)[number];

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  zone: Zone,
  key: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const name = `${zone} ${key}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const timeZone = zone === 'local' ? {} : { timeZone: zone };
  const made = new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...timeZone, ...options });
  formats.set(name, made);
  return made;
}

/** The time of day: 09:47:12. */
export function formatTime(at: string | number | null, zone: Zone): string {
  const ms = toMillis(at);
  if (ms === null) return UNKNOWN;
  return formatOf(zone, 'time', { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    ms,
  );
}

/** The time of day with milliseconds: 09:47:12.430. */
export function formatExactTime(at: string | number | null, zone: Zone): string {
  const ms = toMillis(at);
  if (ms === null) return UNKNOWN;
  const MS_DIGITS = 3;
  const SECOND_MS = 1_000;
  const rest = ((Math.floor(ms) % SECOND_MS) + SECOND_MS) % SECOND_MS;
  return `${formatTime(ms, zone)}.${String(rest).padStart(MS_DIGITS, '0')}`;
}

/** The day: 21 Nov 2026. */
function formatDay(at: string | number | null, zone: Zone): string {
  const ms = toMillis(at);
  if (ms === null) return UNKNOWN;
  const day = formatOf(zone, 'day', { day: '2-digit', month: 'short', year: 'numeric' });
  // Every month has three letters: columns of days stand under one another.
  return day.format(ms).replace('Sept', 'Sep');
}

/** Day and time: 21 Nov 2026 09:47:12. */
export function formatInstant(at: string | number | null, zone: Zone): string {
  return toMillis(at) === null ? UNKNOWN : `${formatDay(at, zone)} ${formatTime(at, zone)}`;
}

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;
const DAY = 86_400_000;

/** As a field of an instant has it once it is whole. */
const wholeInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?$/u;
/** India has one offset all year. */
const offsets = { 'Asia/Kolkata': '+05:30', UTC: 'Z', local: '' } as const;
const MINUTES_EAST = { 'Asia/Kolkata': 330, UTC: 0 } as const;

/** The instant that somebody means who reads the clock so, 2026-11-23T15:00, in UTC; null where it is none. */
export function instantIn(typed: string, zone: Zone): string | null {
  if (!wholeInstant.test(typed)) return null;
  const ms = Date.parse(typed + offsets[zone]);
  return Number.isFinite(ms) ? new Date(ms).toISOString() : null;
}

/** An instant as a field of one has it: 2026-11-23T15:00. */
export function typedInstant(at: string, zone: Zone): string {
  const ms = Date.parse(at);
  const minutes = zone === 'local' ? -new Date(ms).getTimezoneOffset() : MINUTES_EAST[zone];
  return new Date(ms + minutes * MINUTE).toISOString().slice(0, '2026-11-23T15:00'.length);
}

/** What is left, as a clock that runs down: 4:05, 1:02:09. */
export function formatClock(ms: number): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  const seconds = Math.floor((ms % MINUTE) / SECOND);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  const hours = Math.floor(ms / HOUR);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
}

/** How long, in the two largest units that matter: 340 ms, 12 s, 4 min, 2 h 5 min, 3 d 4 h. */
export function formatSpan(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const span = Math.max(0, ms);
  if (span < SECOND) return `${Math.round(span)} ms`;
  if (span < MINUTE) return `${Math.floor(span / SECOND)} s`;
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`;
  if (span < DAY) return two(span, [HOUR, 'h'], [MINUTE, 'min']);
  return two(span, [DAY, 'd'], [HOUR, 'h']);
}

/** A short time as exactly as it matters: 250 µs, 1.25 ms, 340 ms, 2.5 s. */
export function formatHop(ms: number): string {
  if (!Number.isFinite(ms)) return UNKNOWN;
  const MICROS = 1_000;
  if (ms < 1) return `${Math.round(ms * MICROS)} µs`;
  const EXACT_BELOW = 100;
  if (ms < EXACT_BELOW) return `${ms.toFixed(2)} ms`;
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  return ms < MINUTE ? `${(ms / SECOND).toFixed(2)} s` : formatSpan(ms);
}

function two(
  span: number,
  [large, name]: readonly [number, string],
  [small, smallName]: readonly [number, string],
): string {
  const rest = Math.floor((span % large) / small);
  return `${Math.floor(span / large)} ${name}${rest === 0 ? '' : ` ${rest} ${smallName}`}`;
}

function toMillis(at: string | number | null): number | null {
  if (at === null) return null;
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return Number.isFinite(ms) ? ms : null;
}
