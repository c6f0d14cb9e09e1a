import { formatDay, weekdayOf } from 'argosy/core';

import { notKnown, type Answer, type DatedRules, type RuleSource } from './dated-rules.ts';
import { isNewYorkSummer } from './new-york-time.ts';
import { RuleFile } from './read-rules.ts';
import type { RuleFields } from './rule-fields.ts';
import { readWindows, type PlainWindow } from './session-words.ts';

/** Whose clock a calendar goes by. */
export type CalendarZone = 'india' | 'newYork' | 'utc';

/** The sessions of a day. */
export type DaySessions = {
  /** None on a day without a session. */
  readonly windows: readonly PlainWindow[];
  /** Whether they are the usual ones: Muhurat trading and early closes are not. */
  readonly isRegular: boolean;
  /** What day it is, where it is no common one. */
  readonly what: string | null;
  readonly source: RuleSource;
};

/** Hours, and those of the half year in which New York has none of its summer time. */
type Hours = {
  readonly windows: readonly PlainWindow[];
  readonly usWinter: readonly PlainWindow[] | null;
};
/** A day that is not as the others; null where its hours are not known. */
type SpecialDay = { readonly what: string; readonly hours: Hours | 'regular' | null };
type CalendarTerms = { readonly zone: CalendarZone; readonly isDaily: boolean };

/** How many days a search for the next or the last session goes. */
const SEARCH_DAYS_MAX = 40;
const SATURDAY = 6;

/** Every calendar of a file: hours by date, holidays and special sessions, and until when they are all. */
export class MarketCalendars {
  readonly #terms: ReadonlyMap<string, CalendarTerms>;
  readonly #complete: DatedRules<null>;
  readonly #hours: DatedRules<Hours>;
  readonly #days: DatedRules<SpecialDay>;

  constructor(file: string, content: unknown) {
    const reading = new RuleFile(file, content);
    const keys = (fields: RuleFields): readonly string[] => fields.texts('calendars');
    this.#terms = new Map(reading.rows('calendars').map(({ fields }) => readTerms(fields)));
    this.#complete = reading.rules('complete', keys, () => null);
    this.#hours = reading.rules('hours', keys, readHours);
    this.#days = reading.days('days', keys, readDay);
    for (const rules of [this.#complete, this.#hours, this.#days]) {
      const unknown = rules.keys.filter((key) => !this.#terms.has(key));
      if (unknown.length > 0) reading.note(0, `there is no calendar ${unknown.join(', ')}`);
    }
    reading.finish();
  }

  /** The calendars there are. */
  get ids(): readonly string[] {
    return [...this.#terms.keys()];
  }

  /** Whose clock a calendar goes by. */
  zoneOf(id: string): CalendarZone {
    return this.#terms.get(id)?.zone ?? 'utc';
  }

  /** The sessions of a day, by the local clock; not known where the list of holidays is not. */
  on(id: string, day: number): Answer<DaySessions> {
    const terms = this.#terms.get(id);
    if (terms === undefined) {
      return notKnown(`no calendar "${id}"; there are ${this.ids.join(', ')}`);
    }
    const complete = this.#complete.on(id, day);
    if (!complete.known) return notKnown(`holidays of ${complete.why}`);
    const special = this.#days.on(id, day);
    if (special.known) return this.#specialDay(id, day, special.value);
    const usual = this.#usualHours(id, day);
    if (!usual.known || terms.isDaily || weekdayOf(day) < SATURDAY) return usual;
    const closed = { windows: [], isRegular: false, what: 'weekend', source: usual.value.source };
    return { known: true, value: closed };
  }

  /** The next day with a session after this one, or the last before it. */
  sessionDay(id: string, day: number, direction: 1 | -1): Answer<number> {
    return this.#search(id, { day: day + direction, direction }, ({ windows }) => {
      return windows.length > 0;
    });
  }

  /** This day where its sessions are the usual ones, else the last such day before it. */
  usualDayUpTo(id: string, day: number): Answer<number> {
    return this.#search(id, { day, direction: -1 }, ({ isRegular }) => isRegular);
  }

  #search(
    id: string,
    { day, direction }: { readonly day: number; readonly direction: 1 | -1 },
    isFound: (sessions: DaySessions) => boolean,
  ): Answer<number> {
    for (let at = day, left = SEARCH_DAYS_MAX; left > 0; at += direction, left -= 1) {
      const sessions = this.on(id, at);
      if (!sessions.known) return sessions;
      if (isFound(sessions.value)) return { known: true, value: at };
    }
    return notKnown(`${id}: no session within ${SEARCH_DAYS_MAX} days of ${formatDay(day)}`);
  }

  #usualHours(id: string, day: number): Answer<DaySessions> {
    const hours = this.#hours.on(id, day);
    if (!hours.known) return notKnown(`hours of ${hours.why}`);
    const { value, source } = hours.value;
    const windows = windowsOn(value, day);
    return { known: true, value: { windows, isRegular: true, what: null, source } };
  }

  #specialDay(
    id: string,
    day: number,
    { value, source }: { readonly value: SpecialDay; readonly source: RuleSource },
  ): Answer<DaySessions> {
    const { what, hours } = value;
    if (hours === null) {
      return notKnown(`${id}: the hours of ${formatDay(day)} are not known (${what})`);
    }
    if (hours !== 'regular') {
      const windows = windowsOn(hours, day);
      return { known: true, value: { windows, isRegular: false, what, source } };
    }
    const usual = this.#usualHours(id, day);
    return usual.known ? { known: true, value: { ...usual.value, what, source } } : usual;
  }
}

function windowsOn({ windows, usWinter }: Hours, day: number): readonly PlainWindow[] {
  return usWinter === null || isNewYorkSummer(day) ? windows : usWinter;
}

function readTerms(fields: RuleFields): readonly [string, CalendarTerms] {
  const id = fields.text('id');
  const zone = fields.word('zone', ['india', 'newYork', 'utc']) ?? 'utc';
  const isDaily = fields.raw('isDaily') === true;
  fields.finish();
  return [id, { zone, isDaily }];
}

function readHours(fields: RuleFields): Hours {
  const windows = readWindows(fields, 'windows');
  return { windows, usWinter: fields.has('usWinter') ? readWindows(fields, 'usWinter') : null };
}

function readDay(fields: RuleFields): SpecialDay {
  const what = fields.text('what');
  const windows = fields.raw('windows');
  if (windows === null) return { what, hours: null };
  const isUsual = Array.isArray(windows) && windows.length === 1 && windows[0] === 'hours';
  return { what, hours: isUsual ? 'regular' : readHours(fields) };
}
