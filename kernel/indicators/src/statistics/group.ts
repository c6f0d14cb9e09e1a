import type { Definition } from '../base/definition.ts';
import { averageDeviation } from './average-deviation.ts';
import { highest } from './highest.ts';
import { linearRegressionAngle } from './linear-regression-angle.ts';
import { linearRegressionSlope } from './linear-regression-slope.ts';
import { linearRegressionStart } from './linear-regression-start.ts';
import { linearRegression } from './linear-regression.ts';
import { lowest } from './lowest.ts';
import { standardDeviation } from './standard-deviation.ts';
import { sum } from './sum.ts';
import { timeSeriesForecast } from './time-series-forecast.ts';
import { variance } from './variance.ts';

/** The members of this group, by name. */
export const statisticIndicators: readonly Definition[] = [
  averageDeviation,
  highest,
  linearRegression,
  linearRegressionAngle,
  linearRegressionSlope,
  linearRegressionStart,
  lowest,
  standardDeviation,
  sum,
  timeSeriesForecast,
  variance,
];
