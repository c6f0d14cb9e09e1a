import { toMicros, toTimestamp, type Micros } from './amounts.ts';
import { toCalendarId } from './ids.ts';
import type { SessionPhase, SessionWindow, TradingCalendar } from './session-table.ts';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE } from './time.ts';

const indiaOffset = clockTime(5, 30);
const nseMorning: readonly SessionWindow[] = [
  window('preOpen', clockTime(9, 0), clockTime(9, 8)),
  window('matching', clockTime(9, 8), clockTime(9, 15)),
];
const nseDay: readonly SessionWindow[] = [
  ...nseMorning,
  window('open', clockTime(9, 15), clockTime(15, 30)),
  window('postClose', clockTime(15, 40), clockTime(16, 0)),
];
const nseAuctionDay: readonly SessionWindow[] = [
  ...nseMorning,
  window('open', clockTime(9, 15), clockTime(15, 15)),
  window('closing', clockTime(15, 20), clockTime(15, 30)),
  window('matching', clockTime(15, 30), clockTime(15, 35)),
];
const wholeDay: readonly SessionWindow[] = [window('open', toMicros(0), toMicros(MICROS_PER_DAY))];

/**
 * The equity segment of the National Stock Exchange of India: orders for the opening auction 09:00 to
 * 09:08, its matching and a buffer until 09:15, continuous trading until 15:30, trading at the closing
 * price 15:40 to 16:00, Monday to Friday. Holidays are announced each year: see `withHolidays`.
 */
export const nseEquity: TradingCalendar = inIndia('NSE', nseDay);

/**
 * The same for shares with futures and options from 3 August 2026 on: continuous trading until 15:15,
 * orders for the closing auction 15:20 to 15:30, its matching until 15:35. What the circulars leave
 * open of its inner times, and whether trading at the closing price follows it, is to be checked.
 */
export const nseClosingAuction: TradingCalendar = inIndia('NSE-CAS', nseAuctionDay);

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

/** The calendars that every run knows. */
export const knownCalendars: readonly TradingCalendar[] = [
  nseEquity,
  nseClosingAuction,
  alwaysOpen,
];

/**
 * A calendar with more holidays.
 *
 * @example
 * const calendar = withHolidays(nseEquity, ['2026-01-26', '2026-08-15']);
 */
export function withHolidays(calendar: TradingCalendar, days: readonly string[]): TradingCalendar {
  return { ...calendar, holidays: [...calendar.holidays, ...days] };
}

function inIndia(id: string, day: readonly SessionWindow[]): TradingCalendar {
  return {
    id: toCalendarId(id),
    offsets: [{ from: toTimestamp(0), offset: indiaOffset }],
    week: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] },
    holidays: [],
    specials: {},
  };
}

function clockTime(hour: number, minute: number): Micros {
  return toMicros(hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE);
}

function window(phase: SessionPhase, fromMicros: Micros, untilMicros: Micros): SessionWindow {
  return { phase, fromMicros, untilMicros };
}
