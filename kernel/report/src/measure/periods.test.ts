import { describe, expect, it } from 'vitest';

import type { DayReturns } from './day-returns.ts';
import { periodsOf } from './periods.ts';

/** Days that each end at a growth, with that of a benchmark where there is one. */
function daysOf(rows: readonly (readonly [string, number, number?])[]): DayReturns {
  const growth = Float64Array.of(1, ...rows.map(([, one]) => one));
  const benchmark = Float64Array.from(rows, ([, , one]) => one ?? NaN);
  return {
    day: rows.map(([day]) => day),
    growth,
    returns: growth.subarray(1),
    benchmark,
    benchmarkReturns: benchmark,
  };
}

const days = daysOf([
  ['2024-12-30', 1.1, 1.01],
  ['2024-12-31', 1.045, 1.02],
  ['2025-01-01', 1.254, 0.99],
  ['2025-01-02', 1.1286, 0.969],
  ['2025-02-03', 1.35432, 1.0659],
]);

describe('the months of a sheet', () => {
  it('are those that days lie in, each from where the last ended', () => {
    expect(periodsOf(days, 'month')).toEqual([
      { period: '2024-12', days: 2, return: 0.045, benchmark: 0.02, fall: -0.05 },
      { period: '2025-01', days: 2, return: 0.08, benchmark: -0.05, fall: -0.1 },
      { period: '2025-02', days: 1, return: 0.2, benchmark: 0.1, fall: 0 },
    ]);
  });

  it('compound to years, and years to the whole', () => {
    const years = periodsOf(days, 'year');
    expect(years.map(({ period, days: count }) => [period, count])).toEqual([
      ['2024', 2],
      ['2025', 3],
    ]);
    const whole = years.reduce((growth, year) => growth * (1 + year.return), 1);
    expect(whole).toBeCloseTo(1.35432, 12);
    const months = periodsOf(days, 'month').slice(1);
    const second = months.reduce((growth, month) => growth * (1 + month.return), 1) - 1;
    expect(years[1]?.return).toBeCloseTo(second, 8);
  });

  it('fall from the height of the month before them where that is the highest', () => {
    const [first] = periodsOf(daysOf([['2025-01-01', 0.9]]), 'month');
    expect(first?.fall).toBe(-0.1);
  });

  it('know no benchmark before its first price', () => {
    const late = daysOf([
      ['2025-01-31', 1],
      ['2025-02-01', 1, 1],
      ['2025-03-01', 1, 1.1],
    ]);
    expect(periodsOf(late, 'month').map(({ benchmark }) => benchmark)).toEqual([null, null, 0.1]);
  });

  it('gain nothing of nothing', () => {
    const lost = daysOf([
      ['2025-01-01', 0],
      ['2025-02-01', 0],
    ]);
    expect(periodsOf(lost, 'month').map((one) => [one.return, one.fall])).toEqual([
      [-1, -1],
      [0, 0],
    ]);
  });

  it('of no days are none', () => {
    expect(periodsOf(daysOf([]), 'month')).toEqual([]);
  });
});
