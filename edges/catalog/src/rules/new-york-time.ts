import { assert, formatDay, parseDay, unwrap, weekdayOf } from 'argosy/core';

/** A change of the clock of New York: from an instant on it is so far ahead of UTC. */
export type ClockChange = { readonly from: string; readonly offset: string };

const SUNDAY = 7;

/** When summer time begins and ends, at 02:00 of a Sunday: from a year on, by which one of a month; -1 is the last. */
type SummerRule = {
  readonly from: number;
  readonly begins: readonly [month: string, sunday: number];
  readonly ends: readonly [month: string, sunday: number];
};

/** Uniform Time Act of 1966, its amendments of 1986, Energy Policy Act of 2005; 1974 and 1975 began in winter. */
const rules: readonly SummerRule[] = [
  { from: 2007, begins: ['03', 2], ends: ['11', 1] },
  { from: 1987, begins: ['04', 1], ends: ['10', -1] },
  { from: 1976, begins: ['04', -1], ends: ['10', -1] },
  { from: 1975, begins: ['02', -1], ends: ['10', -1] },
  { from: 1974, begins: ['01', 1], ends: ['10', -1] },
  { from: 1967, begins: ['04', -1], ends: ['10', -1] },
];

/** Whether New York has summer time in the afternoon of a day, from 1967 on. */
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
  return sundayOf(year, ruleOf(year).begins);
}

function winterDay(year: number): number {
  return sundayOf(year, ruleOf(year).ends);
}

function ruleOf(year: number): SummerRule {
  const rule = rules.find(({ from }) => year >= from);
  assert(rule !== undefined, `summer time of ${year} is not known`);
  return rule;
}

function sundayOf(year: number, [month, count]: SummerRule['begins']): number {
  const first = unwrap(parseDay(`${year}-${month}-01`));
  const sunday = first + (SUNDAY - weekdayOf(first));
  if (count > 0) return sunday + (count - 1) * SUNDAY;
  const next = unwrap(parseDay(`${year}-${String(Number(month) + 1).padStart(2, '0')}-01`));
  return next - 1 - (weekdayOf(next - 1) % SUNDAY);
}
