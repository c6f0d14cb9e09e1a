export { Autocorrelation, autocorrelation } from './autocorrelation.ts';
export { AverageDeviation, averageDeviation } from './average-deviation.ts';
export { Beta, beta } from './beta.ts';
export { CoefficientOfVariation, coefficientOfVariation } from './coefficient-of-variation.ts';
export { Correlation, correlation } from './correlation.ts';
export { Covariance, covariance } from './covariance.ts';
export { CumulativeSum, cumulativeSum } from './cumulative-sum.ts';
export { Decay, ExponentialDecay, decay, exponentialDecay } from './decay.ts';
export { DickeyFuller, dickeyFuller } from './dickey-fuller.ts';
export { Entropy, entropy } from './entropy.ts';
export {
  MaxIndex,
  MinIndex,
  MinMaxIndex,
  maxIndex,
  minIndex,
  minMaxIndex,
  type CountFrom,
} from './extreme-index.ts';
export { HalfLife, halfLife } from './half-life.ts';
export { Highest, highest } from './highest.ts';
export { Hurst, hurst } from './hurst.ts';
export { InterquartileRange, interquartileRange } from './interquartile-range.ts';
export { JarqueBera, jarqueBera } from './jarque-bera.ts';
export { Kurtosis, kurtosis } from './kurtosis.ts';
export { Lag, lag } from './lag.ts';
export { RSquared, RegressionError, rSquared, regressionError } from './line-quality.ts';
export { LinearRegressionAngle, linearRegressionAngle } from './linear-regression-angle.ts';
export { LinearRegressionSlope, linearRegressionSlope } from './linear-regression-slope.ts';
export { LinearRegressionStart, linearRegressionStart } from './linear-regression-start.ts';
export { LinearRegression, linearRegression } from './linear-regression.ts';
export { Lowest, lowest } from './lowest.ts';
export { MedianDeviation, medianDeviation } from './median-deviation.ts';
export { Median, median } from './median.ts';
export { MinMax, minMax } from './min-max.ts';
export { PairSpread, pairSpread } from './pair-spread.ts';
export { PercentRank, percentRank } from './percent-rank.ts';
export {
  Percentile,
  percentile,
  type PercentileMethod,
  type PercentileOptions,
} from './percentile.ts';
export {
  RollingSharpe,
  RollingSortino,
  rollingSharpe,
  rollingSortino,
  type RatioOptions,
} from './rolling-sharpe.ts';
export { Skewness, skewness } from './skewness.ts';
export { StandardDeviation, standardDeviation } from './standard-deviation.ts';
export { StandardError, standardError } from './standard-error.ts';
export { Sum, sum } from './sum.ts';
export { TimeSeriesForecast, timeSeriesForecast } from './time-series-forecast.ts';
export { VarianceRatio, varianceRatio } from './variance-ratio.ts';
export { Variance, variance } from './variance.ts';
export { ZScore, zScore } from './z-score.ts';
