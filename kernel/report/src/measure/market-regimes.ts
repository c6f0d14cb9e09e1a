import { computeRatios } from 'argosy/quant';

import type { Part, SheetRegime, SheetRegimes } from '../sheet.ts';
import { hasBenchmark, type DayReturns } from './day-returns.ts';
import { absent, figureOf, numberOf } from './sheet-text.ts';

const TREND_DAYS = 50;
const VOLATILITY_DAYS = 20;
/** Of fewer days behind the first trend nothing is told. */
const DAYS_MIN = 2 * TREND_DAYS;

const convention = `by the benchmark as it stood at the end of the day before: rising at or above the mean of its last ${TREND_DAYS} days, else falling; stormy where the deviation of its last ${VOLATILITY_DAYS} returns is above the middle one of all days of the sheet, else calm. The middle one is known only in hindsight`;

/** The days by the market they were in. */
export function regimesOf(days: DayReturns, daysPerYear: number): Part<SheetRegimes> {
  const { returns } = days;
  if (!hasBenchmark(days)) return absent('there is no benchmark over all of its days');
  if (returns.length < DAYS_MIN) {
    return absent(`${returns.length} days, and telling markets apart takes ${DAYS_MIN}`);
  }
  const deviations = deviationsOf(days.benchmarkReturns);
  const known = [...deviations.subarray(TREND_DAYS - 1, -1)].sort((a, b) => a - b);
  const middle = known[Math.floor(known.length / 2)] ?? NaN;
  const groups = new Map<string, number[]>();
  for (let at = TREND_DAYS; at < returns.length; at += 1) {
    const trend = isRising(days.benchmark, at - 1) ? 'rising' : 'falling';
    const volatility = (deviations[at - 1] ?? NaN) > middle ? 'stormy' : 'calm';
    const name = `${trend} ${volatility}`;
    const some = groups.get(name) ?? [];
    some.push(at);
    groups.set(name, some);
  }
  const rows = (['rising', 'falling'] as const).flatMap((trend) =>
    (['calm', 'stormy'] as const).map((volatility): SheetRegime => {
      const places = groups.get(`${trend} ${volatility}`) ?? [];
      return { trend, volatility, ...figuresOf(days, places, daysPerYear) };
    }),
  );
  return { rows, convention };
}

function figuresOf(
  { returns, benchmarkReturns }: DayReturns,
  places: readonly number[],
  daysPerYear: number,
): Omit<SheetRegime, 'trend' | 'volatility'> {
  const own = places.map((at) => returns[at] ?? NaN);
  const { annualVolatility, sharpe } = computeRatios(own, { daysPerYear });
  const grow = (some: Float64Array): number =>
    places.reduce((growth, at) => growth * (1 + (some[at] ?? NaN)), 1) - 1;
  return {
    days: places.length,
    growth: numberOf(grow(returns)),
    yearlyVolatility: figureOf(annualVolatility),
    sharpe: figureOf(sharpe),
    benchmark: numberOf(grow(benchmarkReturns)),
  };
}

function isRising(levels: Float64Array, at: number): boolean {
  const some = levels.subarray(at + 1 - TREND_DAYS, at + 1);
  return (levels[at] ?? NaN) >= some.reduce((sum, one) => sum + one, 0) / some.length;
}

/** Over the days up to each. */
function deviationsOf(returns: Float64Array): Float64Array {
  return Float64Array.from(returns, (_, at) => {
    const some = returns.subarray(Math.max(0, at + 1 - VOLATILITY_DAYS), at + 1);
    const mean = some.reduce((sum, one) => sum + one, 0) / some.length;
    return Math.sqrt(some.reduce((sum, one) => sum + (one - mean) ** 2, 0) / some.length);
  });
}
