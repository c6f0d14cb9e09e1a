import type { Definition } from '../base/definition.ts';
import { averageDeviation } from './average-deviation.ts';
import { beta } from './beta.ts';
import { coefficientOfVariation } from './coefficient-of-variation.ts';
import { correlation } from './correlation.ts';
import { covariance } from './covariance.ts';
import { cumulativeSum } from './cumulative-sum.ts';
import { decay, exponentialDecay } from './decay.ts';
import { maxIndex, minIndex, minMaxIndex } from './extreme-index.ts';
import { highest } from './highest.ts';
import { interquartileRange } from './interquartile-range.ts';
import { lag } from './lag.ts';
import { linearRegressionAngle } from './linear-regression-angle.ts';
import { linearRegressionSlope } from './linear-regression-slope.ts';
import { linearRegressionStart } from './linear-regression-start.ts';
import { linearRegression } from './linear-regression.ts';
import { lowest } from './lowest.ts';
import { medianDeviation } from './median-deviation.ts';
import { median } from './median.ts';
import { minMax } from './min-max.ts';
import { percentRank } from './percent-rank.ts';
import { percentile } from './percentile.ts';
import { standardDeviation } from './standard-deviation.ts';
import { standardError } from './standard-error.ts';
import { sum } from './sum.ts';
import { timeSeriesForecast } from './time-series-forecast.ts';
import { variance } from './variance.ts';
import { zScore } from './z-score.ts';

/** The members of this group, by name. */
export const statisticIndicators: readonly Definition[] = [
  averageDeviation,
  beta,
  coefficientOfVariation,
  correlation,
  covariance,
  cumulativeSum,
  decay,
  exponentialDecay,
  highest,
  interquartileRange,
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
  percentRank,
  percentile,
  standardDeviation,
  standardError,
  sum,
  timeSeriesForecast,
  variance,
  zScore,
];
