import type { CalendarId, TradingCalendar } from 'argosy/core';
import { DAYS_PER_YEAR, YEARLY_DAYS_MIN, type ReturnOptions } from 'argosy/quant';

import type { BacktestConfig } from './config.ts';

/** The days of a year of which each one trades. */
const EVERY_DAY = 365;

/**
 * How days become a year where nobody says it. A day counts where data came, so it is the calendars
 * that decide: 365 where an instrument trades on every day of the week, else the usual 252.
 */
export function yearOf(
  { instruments, statistics }: Pick<BacktestConfig, 'instruments' | 'statistics'>,
  calendars: ReadonlyMap<CalendarId, TradingCalendar>,
): Required<ReturnOptions> {
  const isEveryDay = instruments.some(({ calendar }) => opensEveryDay(calendars.get(calendar)));
  const daysPerYear = isEveryDay ? EVERY_DAY : DAYS_PER_YEAR;
  return { daysPerYear, riskFree: 0, ddof: 1, yearlyDaysMin: YEARLY_DAYS_MIN, ...statistics };
}

function opensEveryDay(calendar: TradingCalendar | undefined): boolean {
  if (calendar === undefined) return false;
  return Object.values(calendar.week).every((windows) => windows.length > 0);
}
