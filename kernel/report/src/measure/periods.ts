import type { SheetMonth } from '../sheet.ts';
import type { DayReturns } from './day-returns.ts';
import { figureOf, numberOf } from './sheet-text.ts';

type Group = { readonly period: string; readonly from: number; until: number };

/** The months, or years, of the days: returns compound, so those of all periods come to the whole. */
export function periodsOf(days: DayReturns, of: 'month' | 'year'): readonly SheetMonth[] {
  return groupsOf(days.day, of === 'month' ? 7 : 4).map(({ period, from, until }) => ({
    period,
    days: until - from,
    return: numberOf(changeOf(days.growth, from, until)),
    benchmark: figureOf(benchmarkOf(days, from, until)),
    fall: numberOf(fallOf(days.growth, from, until)),
  }));
}

/** Days whose date begins alike, in their order. */
function groupsOf(days: readonly string[], letters: number): readonly Group[] {
  const groups: Group[] = [];
  for (const [at, day] of days.entries()) {
    const period = day.slice(0, letters);
    const last = groups.at(-1);
    if (last?.period === period) last.until = at + 1;
    else groups.push({ period, from: at, until: at + 1 });
  }
  return groups;
}

function changeOf(growth: Float64Array, from: number, until: number): number {
  const before = growth[from] ?? NaN;
  return before > 0 ? (growth[until] ?? NaN) / before - 1 : 0;
}

function benchmarkOf({ benchmark }: DayReturns, from: number, until: number): number {
  const before = from === 0 ? 1 : (benchmark[from - 1] ?? NaN);
  return (benchmark[until - 1] ?? NaN) / before - 1;
}

function fallOf(growth: Float64Array, from: number, until: number): number {
  let [peak, fall] = [growth[from] ?? NaN, 0];
  for (const value of growth.subarray(from, until + 1)) {
    peak = Math.max(peak, value);
    if (peak > 0) fall = Math.min(fall, value / peak - 1);
  }
  return fall;
}
