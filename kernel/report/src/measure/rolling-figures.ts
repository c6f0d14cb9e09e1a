import { computeBenchmarkRatios, computeRatios } from 'argosy/quant';

import type { Part, SheetRolling } from '../sheet.ts';
import { hasBenchmark, type DayReturns } from './day-returns.ts';
import { absent, figureOf } from './sheet-text.ts';

/** Windows in days, the longest that fits at least twice is taken. */
const windows = [126, 63, 21] as const;
/** How many rows are told; of more days every so many. */
const ROWS_MAX = 500;

/** Figures over a window that moves through the days. */
export function rollingOf(days: DayReturns, daysPerYear: number): Part<SheetRolling> {
  const { returns } = days;
  const window = windows.find((one) => returns.length >= 2 * one);
  if (window === undefined) {
    return absent(`${returns.length} days, and a window of 21 that moves takes 42`);
  }
  const rows = rowsOf(returns.length, window);
  const options = { daysPerYear };
  const figures = rows.map((at) =>
    computeRatios(returns.subarray(at + 1 - window, at + 1), options),
  );
  const betas = hasBenchmark(days) ? betasOf(days, rows, window) : rows.map(() => null);
  return {
    window,
    day: rows.map((at) => days.day[at] ?? ''),
    return: figures.map(({ annualReturn }) => figureOf(annualReturn)),
    volatility: figures.map(({ annualVolatility }) => figureOf(annualVolatility)),
    sharpe: figures.map(({ sharpe }) => figureOf(sharpe)),
    beta: betas,
  };
}

function betasOf(
  { returns, benchmarkReturns }: DayReturns,
  rows: readonly number[],
  window: number,
): readonly (number | null)[] {
  return rows.map((at) => {
    const [own, other] = [returns, benchmarkReturns].map((all) =>
      all.subarray(at + 1 - window, at + 1),
    );
    return figureOf(computeBenchmarkRatios(own ?? [], other ?? []).beta);
  });
}

/** The rows that are told: every so many from the first full window on, the last one always. */
function rowsOf(length: number, window: number): readonly number[] {
  const first = window - 1;
  const step = Math.ceil((length - first) / ROWS_MAX);
  const rows: number[] = [];
  for (let at = length - 1; at >= first; at -= step) rows.push(at);
  return rows.reverse();
}
