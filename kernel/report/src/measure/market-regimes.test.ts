import { describe, expect, it } from 'vitest';

import { isAbsent, type SheetRegimes } from '../sheet.ts';
import type { DayReturns } from './day-returns.ts';
import { regimesOf } from './market-regimes.ts';

const TREND_DAYS = 50;

/** Days by the return of the benchmark on each, and ours. */
function daysOf(market: readonly number[], own: (at: number) => number): DayReturns {
  const levels = (returns: readonly number[]): Float64Array => {
    let level = 1;
    return Float64Array.from(returns, (one) => (level *= 1 + one));
  };
  const returns = market.map((_, at) => own(at));
  return {
    day: market.map(() => '2025-01-01'),
    growth: Float64Array.of(1, ...levels(returns)),
    returns: Float64Array.from(returns),
    benchmark: levels(market),
    benchmarkReturns: Float64Array.from(market),
  };
}

function rowsOf(days: DayReturns): SheetRegimes['rows'] {
  const regimes = regimesOf(days, 252);
  if (isAbsent(regimes)) throw new Error(regimes.absent);
  return regimes.rows;
}

/** Rises by a tenth of a percent a day, then falls by as much. */
const turned = Array.from({ length: 200 }, (_, at) => (at < 120 ? 0.001 : -0.001));

describe('the markets of a sheet', () => {
  it('are not told apart without a benchmark, nor of a hundred days less one', () => {
    const alone = { ...daysOf(turned, () => 0), benchmarkReturns: Float64Array.of(NaN) };
    expect(regimesOf(alone, 252)).toEqual({ absent: 'there is no benchmark over all of its days' });
    const few = daysOf(turned.slice(0, 99), () => 0);
    expect(regimesOf(few, 252)).toEqual({
      absent: '99 days, and telling markets apart takes 100',
    });
    expect(
      isAbsent(
        regimesOf(
          daysOf(turned.slice(0, 100), () => 0),
          252,
        ),
      ),
    ).toBe(false);
  });

  it('hold each day behind the first trend once', () => {
    const rows = rowsOf(daysOf(turned, () => 0));
    expect(rows.reduce((sum, { days }) => sum + days, 0)).toBe(turned.length - TREND_DAYS);
    expect(rows.map(({ trend, volatility }) => `${trend} ${volatility}`)).toEqual([
      'rising calm',
      'rising stormy',
      'falling calm',
      'falling stormy',
    ]);
  });

  it('are those of the day before: the day that turns the market is still of the old one', () => {
    const crash = turned.map((one, at) => (at === 150 ? -0.5 : Math.abs(one)));
    const rows = rowsOf(daysOf(crash, (at) => (at === 150 ? -0.4 : 0)));
    const rising = rows.filter(({ trend }) => trend === 'rising');
    expect(rising.some(({ growth }) => growth === -0.4)).toBe(true);
    expect(rows.filter(({ trend }) => trend === 'falling').every((one) => one.growth === 0)).toBe(
      true,
    );
  });

  it('compound to what all their days came to', () => {
    const days = daysOf(turned, (at) => ((at * 7) % 13) / 1_000 - 0.005);
    const whole = rowsOf(days).reduce((product, { growth }) => product * (1 + growth), 1);
    const from = days.growth[TREND_DAYS] ?? NaN;
    expect(whole).toBeCloseTo((days.growth.at(-1) ?? NaN) / from, 6);
  });

  it('are stormy where returns spread more than in the middle', () => {
    const wild = Array.from({ length: 300 }, (_, at) =>
      at < 200 ? 0.0001 * (at % 2) : (at % 2 === 0 ? 1 : -1) * 0.02,
    );
    const rows = rowsOf(daysOf(wild, (at) => (at >= 225 ? 0.001 : 0)));
    const gained = rows.filter(({ growth }) => growth > 0);
    expect(gained.every(({ volatility }) => volatility === 'stormy')).toBe(true);
    expect(gained.reduce((sum, { days }) => sum + days, 0)).toBeGreaterThanOrEqual(75);
  });

  it('that nothing was in have no figures', () => {
    const up = daysOf(
      turned.map(() => 0.001),
      () => 0.001,
    );
    const falling = rowsOf(up).filter(({ trend }) => trend === 'falling');
    expect(falling.map(({ days, growth, sharpe }) => [days, growth, sharpe])).toEqual([
      [0, 0, null],
      [0, 0, null],
    ]);
  });
});
