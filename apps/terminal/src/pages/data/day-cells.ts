import type { DataCoverage } from '@argosy/contract';

/** How a day stands: with rows, with few of them, without any though it is traded, or not traded. */
export type DayState = 'there' | 'thin' | 'gap' | 'closed';

/** Days in a row that are missing. */
export type DayGap = { readonly from: string; readonly until: string; readonly days: number };

type Day = DataCoverage['days'][number];

const THIN_SHARE = 0.5;

/** How each day stands. Few rows are less than half of the usual day's. */
export function dayStates(days: readonly Day[]): readonly DayState[] {
  const counts = days.flatMap(({ rows }) => (rows > 0 ? [rows] : [])).sort((a, b) => a - b);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  return days.map((day) => {
    if (day.rows > 0) return day.rows < usual * THIN_SHARE ? 'thin' : 'there';
    return isExpected(day) ? 'gap' : 'closed';
  });
}

/** The stretches that are missing; what is not traded in between does not end one. */
export function gapsOf(days: readonly Day[], states: readonly DayState[]): readonly DayGap[] {
  const gaps: { from: string; until: string; days: number }[] = [];
  let open: (typeof gaps)[number] | null = null;
  for (const [at, { day }] of days.entries()) {
    const state = states[at];
    if (state === 'gap') {
      if (open === null) gaps.push((open = { from: day, until: day, days: 0 }));
      open.until = day;
      open.days += 1;
    } else if (state !== 'closed') open = null;
  }
  return gaps;
}

/** Where no calendar is known, weekdays are. */
function isExpected({ day, isTraded }: Day): boolean {
  if (isTraded !== null) return isTraded;
  const [SUNDAY, SATURDAY] = [0, 6];
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== SUNDAY && weekday !== SATURDAY;
}
