import { toMicros, toTimestamp, type Micros } from './amounts.ts';
import { toCalendarId } from './ids.ts';
import type { SessionPhase, SessionWindow, TradingCalendar } from './session-table.ts';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from './time.ts';

const indiaOffset = clockTime(5, 30);
const nseDay: readonly SessionWindow[] = [
  window('preOpen', clockTime(9, 0), clockTime(9, 8)),
  window('open', clockTime(9, 15), clockTime(15, 30)),
];
const wholeDay: readonly SessionWindow[] = [window('open', toMicros(0), toMicros(MICROS_PER_DAY))];

/**
 * The equity segment of the National Stock Exchange of India: pre-open 09:00 to 09:08, continuous
 * trading 09:15 to 15:30, Monday to Friday. Holidays are announced each year: see `withHolidays`.
 */
export const nseEquity: TradingCalendar = {
  id: toCalendarId('NSE'),
  offsets: [{ from: toTimestamp(0), offset: indiaOffset }],
  week: { 1: nseDay, 2: nseDay, 3: nseDay, 4: nseDay, 5: nseDay, 6: [], 7: [] },
  holidays: [],
  specials: {},
};

/** Trades at every instant; its days are those of UTC. */
export const alwaysOpen: TradingCalendar = {
  id: toCalendarId('24x7'),
  offsets: [{ from: toTimestamp(0), offset: toMicros(0) }],
  week: {
    1: wholeDay,
    2: wholeDay,
    3: wholeDay,
    4: wholeDay,
    5: wholeDay,
    6: wholeDay,
    7: wholeDay,
  },
  holidays: [],
  specials: {},
};

/**
 * A calendar with more holidays.
 *
 * @example
 * const calendar = withHolidays(nseEquity, ['2026-01-26', '2026-08-15']);
 */
export function withHolidays(calendar: TradingCalendar, days: readonly string[]): TradingCalendar {
  return { ...calendar, holidays: [...calendar.holidays, ...days] };
}

function clockTime(hour: number, minute: number): Micros {
  return toMicros(hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE);
}

function window(phase: SessionPhase, fromMicros: Micros, untilMicros: Micros): SessionWindow {
  return { phase, fromMicros, untilMicros };
}
