import { describeTalib } from '@argosy/testkit/contracts';

import { statisticIndicators } from './group.ts';

const rows = {
  averageDeviation: { ta: 'AVGDEV', options: [14] },
  beta: { ta: 'BETA', options: [5], inputs: ['close', 'high'] as const },
  correlation: { ta: 'CORREL', options: [30], inputs: ['close', 'high'] as const },
  highest: { ta: 'MAX', options: [30] },
  maxIndex: { ta: 'MAXINDEX', options: [30] },
  minIndex: { ta: 'MININDEX', options: [30] },
  minMaxIndex: { ta: 'MINMAXINDEX', options: [30] },
  minMax: { ta: 'MINMAX', options: [30] },
  linearRegression: { ta: 'LINEARREG', options: [14] },
  linearRegressionAngle: { ta: 'LINEARREG_ANGLE', options: [14] },
  linearRegressionSlope: { ta: 'LINEARREG_SLOPE', options: [14] },
  linearRegressionStart: { ta: 'LINEARREG_INTERCEPT', options: [14] },
  lowest: { ta: 'MIN', options: [30] },
  standardDeviation: { ta: 'STDDEV', options: [5, 1] },
  sum: { ta: 'SUM', options: [30] },
  timeSeriesForecast: { ta: 'TSF', options: [14] },
  variance: { ta: 'VAR', options: [5, 1] },
};

describeTalib({
  group: statisticIndicators,
  rows,
  // Those of TA-Lib 0.8 stand in its own file, the others beside their formulas.
  without: statisticIndicators.map(({ name }) => name).filter((name) => !Object.hasOwn(rows, name)),
});
