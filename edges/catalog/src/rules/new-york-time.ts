import { formatDay, parseDay, unwrap, weekdayOf } from 'argosy/core';

/** A change of the clock of New York: from an instant on it is so far ahead of UTC. */
export type ClockChange = { readonly from: string; readonly offset: string };

const SUNDAY = 7;
/** Since 2007: the second Sunday of March at 02:00 to the first Sunday of November at 02:00. */
const SUMMER_SUNDAY = 2;

/** Whether New York has summer time in the afternoon of a day, by the rule since 2007. */
export function isNewYorkSummer(day: number): boolean {
  const year = Number(formatDay(day).slice(0, 4));
  return day >= summerDay(year) && day < winterDay(year);
}

/** The changes of New York's clock in some years, with the one that holds when they begin. */
export function newYorkClock(fromYear: number, toYear: number): readonly ClockChange[] {
  const changes: ClockChange[] = [{ from: `${fromYear}-01-01T00:00:00Z`, offset: '-05:00' }];
  for (let year = fromYear; year <= toYear; year += 1) {
    changes.push({ from: `${formatDay(summerDay(year))}T07:00:00Z`, offset: '-04:00' });
    changes.push({ from: `${formatDay(winterDay(year))}T06:00:00Z`, offset: '-05:00' });
  }
  return changes;
}

function summerDay(year: number): number {
  return nthSunday(`${year}-03-01`, SUMMER_SUNDAY);
}

function winterDay(year: number): number {
  return nthSunday(`${year}-11-01`, 1);
}

function nthSunday(first: string, count: number): number {
  const day = unwrap(parseDay(first));
  return day + (SUNDAY - weekdayOf(day)) + (count - 1) * SUNDAY;
}
