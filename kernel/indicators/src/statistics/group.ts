import type { Definition } from '../base/definition.ts';
import { autocorrelation } from './autocorrelation.ts';
import { averageDeviation } from './average-deviation.ts';
import { beta } from './beta.ts';
import { coefficientOfVariation } from './coefficient-of-variation.ts';
import { correlation } from './correlation.ts';
import { covariance } from './covariance.ts';
import { cumulativeSum } from './cumulative-sum.ts';
import { decay, exponentialDecay } from './decay.ts';
import { dickeyFuller } from './dickey-fuller.ts';
import { entropy } from './entropy.ts';
import { maxIndex, minIndex, minMaxIndex } from './extreme-index.ts';
import { halfLife } from './half-life.ts';
import { highest } from './highest.ts';
import { hurst } from './hurst.ts';
import { interquartileRange } from './interquartile-range.ts';
import { jarqueBera } from './jarque-bera.ts';
import { kurtosis } from './kurtosis.ts';
import { lag } from './lag.ts';
import { rSquared, regressionError } from './line-quality.ts';
import { linearRegressionAngle } from './linear-regression-angle.ts';
import { linearRegressionSlope } from './linear-regression-slope.ts';
import { linearRegressionStart } from './linear-regression-start.ts';
import { linearRegression } from './linear-regression.ts';
import { lowest } from './lowest.ts';
import { medianDeviation } from './median-deviation.ts';
import { median } from './median.ts';
import { minMax } from './min-max.ts';
import { pairSpread } from './pair-spread.ts';
import { percentRank } from './percent-rank.ts';
import { percentile } from './percentile.ts';
import { rollingSharpe, rollingSortino } from './rolling-sharpe.ts';
import { skewness } from './skewness.ts';
import { standardDeviation } from './standard-deviation.ts';
import { standardError } from './standard-error.ts';
import { sum } from './sum.ts';
import { timeSeriesForecast } from './time-series-forecast.ts';
import { varianceRatio } from './variance-ratio.ts';
import { variance } from './variance.ts';
import { zScore } from './z-score.ts';

/** The members of this group, by name. */
export const statisticIndicators: readonly Definition[] = [
  autocorrelation,
  averageDeviation,
  beta,
  coefficientOfVariation,
  correlation,
  covariance,
  cumulativeSum,
  decay,
  dickeyFuller,
  entropy,
  exponentialDecay,
  halfLife,
  highest,
  hurst,
  interquartileRange,
  jarqueBera,
  kurtosis,
  lag,
  linearRegression,
  linearRegressionAngle,
  linearRegressionSlope,
  linearRegressionStart,
  lowest,
  maxIndex,
  median,
  medianDeviation,
  minIndex,
  minMax,
  minMaxIndex,
  pairSpread,
  percentRank,
  percentile,
  rSquared,
  regressionError,
  rollingSharpe,
  rollingSortino,
  skewness,
  standardDeviation,
  standardError,
  sum,
  timeSeriesForecast,
  variance,
  varianceRatio,
  zScore,
];
