import type { SheetMonth } from './sheet.ts';

/** A year with the return of each of its months; null where there is none. */
export type YearRow = {
  readonly year: string;
  readonly months: readonly (number | null)[];
  readonly all: number | null;
};

const MONTHS = 12;

/** Months as rows of years, the newest first. */
export function monthTable(
  months: readonly SheetMonth[],
  years: readonly SheetMonth[],
): readonly YearRow[] {
  const byPeriod = new Map(months.map((month) => [month.period, month.return]));
  const names = [...new Set(months.map(({ period }) => period.slice(0, 4)))].sort().reverse();
  return names.map((year) => ({
    year,
    months: Array.from(
      { length: MONTHS },
      (_, at) => byPeriod.get(`${year}-${String(at + 1).padStart(2, '0')}`) ?? null,
    ),
    all: years.find(({ period }) => period === year)?.return ?? null,
  }));
}

/** How strong a return is coloured, 0 to 1: by the largest of the table, either way. */
export function heatOf(value: number, rows: readonly YearRow[]): number {
  const sizes = rows.flatMap(({ months }) => months.map((month) => Math.abs(month ?? 0)));
  const most = Math.max(...sizes);
  return most === 0 ? 0 : Math.abs(value) / most;
}
