import { toTimestamp } from 'argosy/core';
import { sheetFacts } from '@argosy/testkit/sheets';
import { describe, expect, it } from 'vitest';

import type { SheetFacts } from '../fold/sheet-facts.ts';
import { dayReturnsOf, hasBenchmark } from './day-returns.ts';
import { dayText } from './sheet-text.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;

function daysOf(rows: readonly (readonly [number, number])[], offset = 0, hour = 24) {
  const days: SheetFacts['days'] = rows.map(([growth, benchmark], at) => ({
    at: toTimestamp(at * DAY + hour * HOUR),
    offset,
    equity: 0n,
    growth,
    benchmark,
    gross: 0,
    net: 0,
    traded: 0n,
  }));
  return dayReturnsOf(sheetFacts({ days }), dayText);
}

describe('the days of a sheet', () => {
  it('have the return since the day before, the first since the beginning', () => {
    const { growth, returns } = daysOf([
      [1.1, NaN],
      [0.55, NaN],
      [0.66, NaN],
    ]);
    expect([...growth]).toEqual([1, 1.1, 0.55, 0.66]);
    expect([...returns].map((one) => Number(one.toFixed(12)))).toEqual([0.1, -0.5, 0.2]);
  });

  it('return nothing of nothing', () => {
    expect([
      ...daysOf([
        [0, NaN],
        [0, NaN],
      ]).returns,
    ]).toEqual([-1, 0]);
  });

  it('are named by the calendar that they end in', () => {
    expect(daysOf([[1, NaN]]).day).toEqual(['1970-01-01']);
    expect(daysOf([[1, NaN]], 5.5 * HOUR, 18.5).day).toEqual(['1970-01-01']);
    expect(daysOf([[1, NaN]], 5.5 * HOUR, 19).day).toEqual(['1970-01-02']);
  });

  it('have a benchmark only where it has a price before the first and on every day', () => {
    expect(hasBenchmark(daysOf([[1, 1.01]]))).toBe(true);
    expect(
      hasBenchmark(
        daysOf([
          [1, NaN],
          [1, 1],
        ]),
      ),
    ).toBe(false);
    expect(hasBenchmark(daysOf([]))).toBe(false);
  });
});
