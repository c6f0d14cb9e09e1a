import { quantError } from '../errors.ts';
import { deviationOf } from '../return-statistics.ts';
import {
  checkDaysPerYear,
  checkSample,
  DAYS_PER_YEAR,
  finiteOrNull,
  meanOf,
  type Sample,
} from '../sample.ts';
import { checkConvention, type RatioConvention } from './conventions.ts';
import { annualReturnOf, equityOfReturns, powerOf, type RatioOptions } from './ratios.ts';

/** What returns are beside those of a benchmark; null where undefined. */
export type BenchmarkRatios = Readonly<
  Record<
    | 'beta'
    | 'alpha'
    | 'correlation'
    | 'treynor'
    | 'trackingError'
    | 'informationRatio'
    | 'upCapture'
    | 'downCapture'
    | 'battingAverage',
    number | null
  >
>;

/**
 * Ratios of simple returns beside those of a benchmark over the same periods, by the convention of whom is asked.
 *
 * @example
 * computeBenchmarkRatios(returns, indexReturns, { riskFree: 0.05 }).beta;
 */
export function computeBenchmarkRatios(
  returns: Sample,
  benchmark: Sample,
  options: Omit<RatioOptions, 'target'> = {},
): BenchmarkRatios {
  const { convention = 'argosy', daysPerYear = DAYS_PER_YEAR, riskFree = 0 } = options;
  checkConvention(convention);
  check(returns, benchmark);
  checkSample([riskFree]);
  checkDaysPerYear(daysPerYear);
  const active = Float64Array.from(returns, (value, at) => value - (benchmark[at] ?? 0));
  const [ofReturns, ofBenchmark] = [spreadOf(returns), spreadOf(benchmark)];
  // What does not spread goes with nothing: what rounding leaves of it is none.
  const isStill = ofReturns === 0 || ofBenchmark === 0;
  const covariance = isStill ? 0 : covarianceOf(returns, benchmark);
  const beta = covariance / (ofBenchmark * ofBenchmark);
  const terms: Terms = { returns, benchmark, active, beta, daysPerYear, riskFree };
  const annual = annualReturnOf(returns, convention, daysPerYear);
  const above = active.filter((value) => value > 0).length;
  return {
    beta: finiteOrNull(beta),
    alpha: finiteOrNull(alphaOf(convention, terms)),
    correlation: finiteOrNull(covariance / (ofReturns * ofBenchmark)),
    treynor: finiteOrNull(Math.abs(beta) < BETA_MIN ? NaN : (annual - riskFree) / beta),
    trackingError: finiteOrNull(spreadOf(active) * Math.sqrt(daysPerYear)),
    informationRatio: finiteOrNull(informationOf(convention, terms)),
    upCapture: finiteOrNull(captureOf(convention, terms, 1)),
    downCapture: finiteOrNull(captureOf(convention, terms, -1)),
    battingAverage: finiteOrNull(above / active.length),
  };
}

/** Less is rounding. */
const BETA_MIN = 1e-12;

type Terms = {
  readonly returns: Sample;
  readonly benchmark: Sample;
  readonly active: Float64Array;
  readonly beta: number;
  readonly daysPerYear: number;
  readonly riskFree: number;
};

function alphaOf(convention: RatioConvention, terms: Terms): number {
  const { returns, benchmark, beta, daysPerYear, riskFree } = terms;
  const free = riskFree / daysPerYear;
  if (convention === 'lean') {
    const [own, other] = [returns, benchmark].map((sample) =>
      annualReturnOf(sample, 'lean', daysPerYear),
    );
    return (own ?? NaN) - (riskFree + beta * ((other ?? NaN) - riskFree));
  }
  if (convention === 'quantstats') {
    return (meanOf(returns) - beta * meanOf(benchmark)) * daysPerYear;
  }
  const daily = meanOf(returns) - free - beta * (meanOf(benchmark) - free);
  return convention === 'empyrical' ? powerOf(1 + daily, daysPerYear) - 1 : daily * daysPerYear;
}

function informationOf(convention: RatioConvention, terms: Terms): number {
  const { returns, benchmark, active, daysPerYear } = terms;
  const root = Math.sqrt(daysPerYear);
  const spread = spreadOf(active);
  if (convention === 'lean') {
    const own = annualReturnOf(returns, 'lean', daysPerYear);
    return (own - annualReturnOf(benchmark, 'lean', daysPerYear)) / (spread * root);
  }
  const daily = meanOf(active) / spread;
  return convention === 'empyrical' || convention === 'quantstats' ? daily : daily * root;
}

/** Over the periods in which the benchmark went to one side. */
function captureOf(convention: RatioConvention, terms: Terms, side: 1 | -1): number {
  const { returns, benchmark, daysPerYear } = terms;
  const isThere = (_: number, at: number): boolean => side * (benchmark[at] ?? 0) > 0;
  const [own, other] = [returns, benchmark].map((sample) => {
    const some = sample.filter(isThere);
    if (convention === 'empyrical') return annualReturnOf(some, convention, daysPerYear);
    return powerOf(equityOfReturns(some).at(-1) ?? NaN, 1 / some.length) - 1;
  });
  return (own ?? NaN) / (other ?? NaN);
}

function check(returns: Sample, benchmark: Sample): void {
  checkSample(returns);
  checkSample(benchmark);
  if (returns.length === benchmark.length) return;
  const found = `${returns.length} returns beside ${benchmark.length} of the benchmark`;
  throw quantError('BAD_NUMBER', `${found}, expected as many`);
}

function spreadOf(sample: Sample): number {
  return deviationOf(sample, meanOf(sample), 1);
}

function covarianceOf(one: Sample, other: Sample): number {
  const [meanOne, meanOther] = [meanOf(one), meanOf(other)];
  let sum = 0;
  for (const [at, value] of one.entries())
    sum += (value - meanOne) * ((other[at] ?? 0) - meanOther);
  return sum / (one.length - 1);
}
