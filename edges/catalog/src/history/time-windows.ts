import { MICROS_PER_DAY } from 'argosy/core';

import type { DataFile } from './manifest.ts';

/** A stretch of time, its end left out, in microseconds. */
export type TimeWindow = { readonly from: number; readonly until: number };

/** About how many rows a window may have: so much is sorted at once. */
const WINDOW_ROWS = 250_000;
/** A window is not cut finer than this, whatever is in it. */
const WINDOW_MICROS_MIN = 1_000_000;

/** Cuts the time of files into windows of about as many rows; time without any is left out. */
export function windowsOf(
  files: readonly DataFile[],
  range: TimeWindow,
  rowsMax: number = WINDOW_ROWS,
): readonly TimeWindow[] {
  const windows: TimeWindow[] = [];
  let open: { from: number; until: number; rows: number } | null = null;
  for (const { rows, from, until } of daysOf(files, range)) {
    if (open !== null && open.rows + rows <= rowsMax) {
      open.until = until;
      open.rows += rows;
      continue;
    }
    if (open !== null) windows.push({ from: open.from, until: open.until });
    open = rows <= rowsMax ? { from, until, rows } : null;
    if (open === null) windows.push(...cutDay({ from, until }, Math.ceil(rows / rowsMax)));
  }
  if (open !== null) windows.push({ from: open.from, until: open.until });
  return windows;
}

function cutDay({ from, until }: TimeWindow, parts: number): readonly TimeWindow[] {
  const step = Math.max(WINDOW_MICROS_MIN, Math.ceil((until - from) / parts));
  const windows: TimeWindow[] = [];
  for (let at = from; at < until; at += step) {
    windows.push({ from: at, until: Math.min(until, at + step) });
  }
  return windows;
}

/** Each day within a range that has rows, with how many. */
function daysOf(
  files: readonly DataFile[],
  { from, until }: TimeWindow,
): readonly (TimeWindow & { readonly rows: number })[] {
  const rowsOfDay = new Map<number, number>();
  for (const { days } of files) {
    for (const [day, rows] of days) rowsOfDay.set(day, (rowsOfDay.get(day) ?? 0) + rows);
  }
  return [...rowsOfDay]
    .sort(([one], [other]) => one - other)
    .map(([day, rows]) => {
      const begin = day * MICROS_PER_DAY;
      return { rows, from: Math.max(from, begin), until: Math.min(until, begin + MICROS_PER_DAY) };
    })
    .filter((one) => one.from < one.until);
}
