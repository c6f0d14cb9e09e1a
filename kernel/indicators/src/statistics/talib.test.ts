import { describeTalib } from '@argosy/testkit/contracts';

import { statisticIndicators } from './group.ts';

describeTalib({
  group: statisticIndicators,
  rows: {
    averageDeviation: { ta: 'AVGDEV', options: [14] },
    highest: { ta: 'MAX', options: [30] },
    linearRegression: { ta: 'LINEARREG', options: [14] },
    linearRegressionAngle: { ta: 'LINEARREG_ANGLE', options: [14] },
    linearRegressionSlope: { ta: 'LINEARREG_SLOPE', options: [14] },
    linearRegressionStart: { ta: 'LINEARREG_INTERCEPT', options: [14] },
    lowest: { ta: 'MIN', options: [30] },
    standardDeviation: { ta: 'STDDEV', options: [5, 1] },
    sum: { ta: 'SUM', options: [30] },
    timeSeriesForecast: { ta: 'TSF', options: [14] },
    variance: { ta: 'VAR', options: [5, 1] },
  },
  without: [],
});
