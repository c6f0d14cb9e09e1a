import {
  checkDaysPerYear,
  checkSample,
  DAYS_PER_YEAR,
  finiteOrNull,
  meanOf,
  type Sample,
  sumOf,
} from './sample.ts';

/** Statistics of daily returns; null where undefined. */
export type ReturnStatistics = Readonly<
  Record<
    | 'ReturnsVolatility'
    | 'ReturnsSkewness'
    | 'ReturnsKurtosis'
    | 'ReturnsAverage'
    | 'ReturnsAverageLoss'
    | 'ReturnsAverageWin'
    | 'SharpeRatio'
    | 'SortinoRatio'
    | 'ProfitFactor'
    | 'RiskReturnRatio',
    number | null
  >
>;

/** What turns daily figures into yearly ones. */
export type ReturnOptions = {
  /** Trading days in a year, 252 unless told. */
  readonly daysPerYear?: number;
  /** Risk-free return of a year as a fraction, 0 unless told; a day's is this over `daysPerYear`. */
  readonly riskFree?: number;
  /** What a deviation divides by: 1 the days less one, as of a sample, unless told; 0 the days. */
  readonly ddof?: 0 | 1;
  /** Of fewer days no yearly figure is made: 20 unless told, 0 makes one of any. */
  readonly yearlyDaysMin?: number;
};

/** Returns are ratios around one: a deviation below this is rounding, and counts as none. */
const DEVIATION_MIN = 1e-12;

/**
 * Statistics of simple daily returns, as fractions.
 *
 * Deviations are of a sample (ddof 1) unless told otherwise, skewness and excess kurtosis bias-corrected (G1 and G2, as
 * `skew` and `kurt` of pandas). A year's volatility, Sharpe and Sortino are a day's times the root of
 * `daysPerYear`. Sortino divides by the root mean square of the shortfalls below the risk-free
 * return over all days, those without a shortfall included. The risk-free return enters Sharpe and
 * Sortino only. Where nothing deviates, a ratio over the deviation is null.
 *
 * @example
 * computeReturnStatistics([0.01, -0.02, 0.03], { daysPerYear: 252 }).ProfitFactor; // 2
 */
export function computeReturnStatistics(
  dailyReturns: Sample,
  options: ReturnOptions = {},
): ReturnStatistics {
  const { daysPerYear = DAYS_PER_YEAR, riskFree = 0, ddof = 1 } = options;
  checkSample(dailyReturns);
  checkDaysPerYear(daysPerYear);
  checkSample([riskFree]);
  const wins = dailyReturns.filter((value) => value > 0);
  const losses = dailyReturns.filter((value) => value < 0);
  const mean = meanOf(dailyReturns);
  const deviation = deviationOf(dailyReturns, mean, ddof);
  const ofSample = deviationOf(dailyReturns, mean, 1);
  const riskFreeDaily = riskFree / daysPerYear;
  const excess = mean - riskFreeDaily;
  const annual = Math.sqrt(daysPerYear);
  return {
    ReturnsVolatility: finiteOrNull(deviation * annual),
    ReturnsSkewness: finiteOrNull(skewnessOf(dailyReturns, mean, ofSample)),
    ReturnsKurtosis: finiteOrNull(kurtosisOf(dailyReturns, mean, ofSample)),
    ReturnsAverage: finiteOrNull(mean),
    ReturnsAverageLoss: finiteOrNull(meanOf(losses)),
    ReturnsAverageWin: finiteOrNull(meanOf(wins)),
    SharpeRatio: finiteOrNull((excess / deviation) * annual),
    SortinoRatio: finiteOrNull((excess / shortfallOf(dailyReturns, riskFreeDaily)) * annual),
    ProfitFactor: finiteOrNull(sumOf(wins) / -sumOf(losses)),
    RiskReturnRatio: finiteOrNull(mean / deviation),
  };
}

/** Standard deviation; 0 where all are alike, NaN of fewer than two. */
export function deviationOf(sample: Sample, mean: number, ddof: 0 | 1): number {
  if (sample.length < 2) return NaN;
  const squares = sumOf(sample, (value) => (value - mean) ** 2);
  return withoutNoise(Math.sqrt(squares / (sample.length - ddof)));
}

/** Downside deviation over all days; 0 without a shortfall, NaN of fewer than two days. */
export function shortfallOf(sample: Sample, target: number): number {
  if (sample.length < 2) return NaN;
  const squares = sumOf(sample, (value) => Math.min(value - target, 0) ** 2);
  return withoutNoise(Math.sqrt(squares / sample.length));
}

/** Bias-corrected skewness (G1); NaN for fewer than three. */
function skewnessOf(sample: Sample, mean: number, deviation: number): number {
  const count = sample.length;
  if (count < 3) return NaN;
  const cubes = sumOf(sample, (value) => ((value - mean) / deviation) ** 3);
  return (count / ((count - 1) * (count - 2))) * cubes;
}

/** Bias-corrected excess kurtosis (G2): 0 for a normal law; NaN for fewer than four. */
function kurtosisOf(sample: Sample, mean: number, deviation: number): number {
  const count = sample.length;
  if (count < 4) return NaN;
  const fourths = sumOf(sample, (value) => ((value - mean) / deviation) ** 4);
  const pairs = (count - 2) * (count - 3);
  const scale = (count * (count + 1)) / ((count - 1) * pairs);
  return scale * fourths - (3 * (count - 1) ** 2) / pairs;
}

function withoutNoise(deviation: number): number {
  return deviation < DEVIATION_MIN ? 0 : deviation;
}
