import { parseDay } from 'argosy/core';

import type { Fields } from './fields.ts';

/** English, whatever the machine speaks. */
const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const monthPattern = /^(\d\d)-?([A-Z]{3})-?(\d{4})$/u;

/** Days met in files, by how they are written: contracts end on few. */
const known = new Map<string, number>();
const KNOWN_MAX = 10_000;

/** A day as `26NOV2026` or `26-Nov-2026`, counted from 1970-01-01. */
export function monthDay(fields: Fields, field: number): number {
  const text = fields.text(field);
  const day = known.get(text) ?? parseMonthDay(text.toUpperCase());
  if (day === null) throw fields.fault(field, 'a day as 26NOV2026');
  if (known.size < KNOWN_MAX) known.set(text, day);
  return day;
}

/** A day as `2026-11-26`, counted from 1970-01-01. */
export function isoDay(fields: Fields, field: number): number {
  const day = parseDay(fields.text(field));
  if (day.ok) return day.value;
  throw fields.fault(field, 'a day as 2026-11-26');
}

function parseMonthDay(text: string): number | null {
  const [, date = '', month = '', year = ''] = monthPattern.exec(text) ?? [];
  const number = months.indexOf(month) + 1;
  const day = parseDay(`${year}-${String(number).padStart(2, '0')}-${date}`);
  return number > 0 && day.ok ? day.value : null;
}
