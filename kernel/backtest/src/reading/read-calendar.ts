import {
  MICROS_PER_MINUTE,
  toCalendarId,
  toMicros,
  toTimestamp,
  type Micros,
  type SessionWindow,
  type TradingCalendar,
} from 'argosy/core';

import { checkCalendar, phases } from '../checks/run.ts';
import { failReading, type Fields } from './fields.ts';

/** Reads when an exchange trades, in the hours of its own clock. */
export function readCalendar(fields: Fields): TradingCalendar {
  const week = fields.object('week');
  const windowsOf = (day: string): readonly SessionWindow[] => readDay(week, day);
  const specials = fields.object('specials');
  const calendar: TradingCalendar = {
    id: fields.made('id', toCalendarId),
    offsets: readOffsets(fields),
    week: {
      1: windowsOf('mon'),
      2: windowsOf('tue'),
      3: windowsOf('wed'),
      4: windowsOf('thu'),
      5: windowsOf('fri'),
      6: windowsOf('sat'),
      7: windowsOf('sun'),
    },
    holidays: fields.has('holidays') ? fields.texts('holidays') : [],
    specials: Object.fromEntries(specials.names.map((day) => [day, readDay(specials, day)])),
  };
  week.finish();
  fields.finish();
  fields.check((at) => {
    // What stands in for a mistake need not go with the rest.
    if (!fields.isNotedWithin(at.place)) checkCalendar(calendar, at);
  });
  return calendar;
}

/** One offset for all time, or those that hold from an instant on. */
function readOffsets(fields: Fields): TradingCalendar['offsets'] {
  if (!fields.has('offsets')) {
    return [{ from: toTimestamp(0), offset: fields.made('offset', readOffset, '+00:00') }];
  }
  return fields.list('offsets').map((one) => {
    const offset = { from: one.instant('from'), offset: one.made('offset', readOffset) };
    one.finish();
    return offset;
  });
}

/** A distance from UTC as it is written, `+05:30`. */
export function readOffset(text: string): Micros {
  const [, sign, time = ''] = /^([+-])(.*)$/u.exec(text) ?? failReading(expectedOffset(text));
  const minutes = minutesOf(time) ?? failReading(expectedOffset(text));
  return toMicros((sign === '-' ? -1 : 1) * minutes * MICROS_PER_MINUTE);
}

function expectedOffset(text: string): string {
  return `expected an offset from UTC such as +05:30, got ${text}`;
}

function readDay(fields: Fields, day: string): readonly SessionWindow[] {
  return fields.list(day).map((window) => {
    const read: SessionWindow = {
      phase: window.word('phase', phases, 'open'),
      fromMicros: window.made('from', readTime),
      untilMicros: window.made('until', readTime),
    };
    window.finish();
    return read;
  });
}

/** Hours by the local clock, from the midnight of the day; an evening before it has a minus. */
export function readTime(text: string): Micros {
  const isBefore = text.startsWith('-');
  const minutes = minutesOf(isBefore ? text.slice(1) : text);
  if (minutes === null) return failReading(`expected hours and minutes, 09:15, got ${text}`);
  return toMicros((isBefore ? -minutes : minutes) * MICROS_PER_MINUTE);
}

function minutesOf(text: string): number | null {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/u.exec(text) ?? [];
  return hours === undefined ? null : Number(hours) * 60 + Number(minutes);
}
