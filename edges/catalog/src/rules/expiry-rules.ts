import { formatDay, parseDay, unwrap, weekdayOf, type Weekday } from 'argosy/core';

import type { MarketCalendars } from './calendar-rules.ts';
import { notKnown, type Answer, type DatedRules, type Rule } from './dated-rules.ts';
import { RuleFile } from './read-rules.ts';

/** How often something expires. */
export type ExpiryCycle = 'week' | 'month';
/** On which day of the week, and whose holidays move it to the day before. */
export type ExpiryRule = { readonly weekday: Weekday; readonly calendar: string };

const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const;
const numbers = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5 } as const;
const DAYS_OF_WEEK = 7;

/** Reads a file of expiry days; keys are an underlying and a cycle, `NIFTY/week`. */
export function readExpiryRules(file: string, content: unknown): DatedRules<ExpiryRule> {
  const reading = new RuleFile(file, content);
  const rules = reading.rules(
    'rows',
    (fields) => {
      const every = fields.word('every', ['week', 'month']) ?? 'week';
      return fields.texts('underlyings').map((underlying) => `${underlying}/${every}`);
    },
    (fields): ExpiryRule => ({
      weekday: numbers[fields.word('weekday', weekdays) ?? 'monday'],
      calendar: fields.text('calendar'),
    }),
  );
  reading.finish();
  return rules;
}

/**
 * The day on which an underlying expires in the week, or in the month, of a day: the weekday of the
 * rule that holds on it, the last of the month; on a holiday the last usual trading day before it.
 *
 * @example
 * expiryDayOf(rules, calendars, { underlying: 'NIFTY', every: 'month', day }); // 2025-09-30
 */
export function expiryDayOf(
  rules: DatedRules<ExpiryRule>,
  calendars: MarketCalendars,
  of: { readonly underlying: string; readonly every: ExpiryCycle; readonly day: number },
): Answer<number> {
  const key = `${of.underlying}/${of.every}`;
  const candidates = rules.of(key).map((rule) => ({ rule, day: dayUnder(rule, of) }));
  const found = candidates.find(({ rule, day }) => rule.from <= day && day <= rule.to);
  if (found !== undefined) return calendars.usualDayUpTo(found.rule.value.calendar, found.day);
  const rule = rules.on(key, of.day);
  if (!rule.known) return rule;
  return notKnown(`${key}: no expiry day is known in the ${of.every} of ${formatDay(of.day)}`);
}

/** The day that a rule names in a week or a month, before holidays. */
function dayUnder(
  { value: { weekday } }: Rule<ExpiryRule>,
  { every, day }: { readonly every: ExpiryCycle; readonly day: number },
): number {
  if (every === 'week') return day - weekdayOf(day) + weekday;
  const last = lastOfMonth(day);
  return last - ((weekdayOf(last) - weekday + DAYS_OF_WEEK) % DAYS_OF_WEEK);
}

function lastOfMonth(day: number): number {
  const [year = '', month = ''] = formatDay(day).split('-');
  const isLast = month === '12';
  const next = isLast
    ? `${Number(year) + 1}-01`
    : `${year}-${String(Number(month) + 1).padStart(2, '0')}`;
  return unwrap(parseDay(`${next}-01`)) - 1;
}
