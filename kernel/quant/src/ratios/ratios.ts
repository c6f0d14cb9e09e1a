import { computeDrawdown } from '../equity-statistics.ts';
import { exp, ln } from 'argosy/core';
import { deviationOf, shortfallOf } from '../return-statistics.ts';
import {
  checkDaysPerYear,
  checkSample,
  DAYS_PER_YEAR,
  finiteOrNull,
  meanOf,
  type Sample,
  sumOf,
} from '../sample.ts';
import { checkConvention, type RatioConvention } from './conventions.ts';

/** How ratios are reckoned. */
export type RatioOptions = {
  /** `argosy` unless told: see `ratioConventions`. */
  readonly convention?: RatioConvention;
  /** Periods in a year: 252, days, unless told. */
  readonly daysPerYear?: number;
  /** Of a year, as a fraction: 0 unless told. */
  readonly riskFree?: number;
  /** The return of a period that Omega parts gains from losses by: 0 unless told. */
  readonly target?: number;
};

/** Ratios of a series of returns; null where undefined. */
export type Ratios = Readonly<
  Record<
    | 'annualReturn'
    | 'annualVolatility'
    | 'sharpe'
    | 'sortino'
    | 'calmar'
    | 'omega'
    | 'gainToPain'
    | 'ulcerIndex',
    number | null
  >
>;

/**
 * The equity that simple returns make of a start, the start first: so a loss in the first period is a fall
 * from it.
 *
 * @example
 * equityOfReturns([-0.5, 0.5]); // 1, 0.5, 0.75
 */
export function equityOfReturns(returns: Sample, start: number = 1): Float64Array {
  checkSample(returns);
  checkSample([start]);
  const equity = new Float64Array(returns.length + 1);
  equity[0] = start;
  for (const [at, value] of returns.entries()) equity[at + 1] = (equity[at] ?? 0) * (1 + value);
  return equity;
}

/**
 * Ratios of simple returns of even periods, by the convention of whom is asked.
 *
 * @example
 * computeRatios(returns, { convention: 'lean', riskFree: 0.05 }).sharpe;
 */
export function computeRatios(returns: Sample, options: RatioOptions = {}): Ratios {
  const { convention = 'argosy', daysPerYear = DAYS_PER_YEAR, riskFree = 0, target = 0 } = options;
  checkConvention(convention);
  checkSample([riskFree, target]);
  checkDaysPerYear(daysPerYear);
  const equity = equityOfReturns(returns);
  const annual = annualReturnOf(returns, convention, daysPerYear);
  const volatility = deviationOf(returns, meanOf(returns), 1) * Math.sqrt(daysPerYear);
  const terms = { returns, daysPerYear, riskFree, annual };
  const fall = computeDrawdown(equity)?.fraction ?? NaN;
  const [gain, loss] = sidesOf(returns, target);
  return {
    annualReturn: finiteOrNull(annual),
    annualVolatility: finiteOrNull(volatility),
    sharpe: finiteOrNull(excessOf(convention, terms) / volatility),
    sortino: finiteOrNull(excessOf(convention, terms) / downsideOf(convention, terms)),
    calmar: finiteOrNull(annual / -fall),
    omega: finiteOrNull(gain / loss),
    gainToPain: finiteOrNull(sumOf(returns) / sidesOf(returns, 0)[1]),
    ulcerIndex: returns.length === 0 ? null : finiteOrNull(ulcerOf(equity)),
  };
}

/** The yearly return of periods, by the convention; NaN of none, and where more than everything is lost. */
export function annualReturnOf(
  returns: Sample,
  convention: RatioConvention,
  daysPerYear: number,
): number {
  if (returns.length === 0) return NaN;
  if (convention === 'lean') return powerOf(1 + meanOf(returns), daysPerYear) - 1;
  const total = equityOfReturns(returns).at(-1) ?? NaN;
  const grown = convention === 'quantstats' ? Math.abs(total) : total;
  return powerOf(grown, daysPerYear / returns.length) - 1;
}

/** A power of what is not below zero, the same bits on every machine; NaN below it. */
export function powerOf(base: number, exponent: number): number {
  return base === 0 ? 0 : exp(exponent * ln(base));
}

type Terms = {
  readonly returns: Sample;
  readonly daysPerYear: number;
  readonly riskFree: number;
  /** The annual return by the same convention. */
  readonly annual: number;
};

/** What is earned above the risk-free return in a year. */
function excessOf(
  convention: RatioConvention,
  { returns, daysPerYear, riskFree, annual }: Terms,
): number {
  if (convention === 'lean') return annual - riskFree;
  const mean = meanOf(returns) * daysPerYear;
  return convention === 'nautilus' ? mean : mean - riskFree;
}

/** What is lost, as a deviation of a year. */
function downsideOf(
  convention: RatioConvention,
  { returns, daysPerYear, riskFree }: Terms,
): number {
  const root = Math.sqrt(daysPerYear);
  if (convention === 'lean') {
    const losses = returns.filter((value) => value < 0);
    return deviationOf(losses, meanOf(losses), 1) * root;
  }
  return shortfallOf(returns, convention === 'nautilus' ? 0 : riskFree / daysPerYear) * root;
}

function sidesOf(returns: Sample, target: number): readonly [number, number] {
  return [
    sumOf(returns, (value) => Math.max(value - target, 0)),
    sumOf(returns, (value) => Math.max(target - value, 0)),
  ];
}

function ulcerOf(equity: Float64Array): number {
  let [peak, squares] = [equity[0] ?? 0, 0];
  for (const value of equity.subarray(1)) {
    peak = Math.max(peak, value);
    const fall = value / peak - 1;
    squares += fall * fall;
  }
  return Math.sqrt(squares / (equity.length - 1));
}
