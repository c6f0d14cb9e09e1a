import { describeTalibValues } from '@argosy/testkit/contracts';

import { statisticIndicators } from './group.ts';

describeTalibValues(statisticIndicators, [
  [
    'cumulativeSum',
    {},
    [
      [0, 104.93],
      [100, 11943.1],
      [399, 58489.63],
    ],
  ],
  [
    'percentile',
    {},
    [
      [29, 106.29],
      [100, 130.03],
      [399, 181.91],
    ],
  ],
  [
    'percentile',
    { percent: 90 },
    [
      [29, 110.08],
      [100, 132.36],
      [399, 183.37],
    ],
  ],
  [
    'percentRank',
    {},
    [
      [100, 98],
      [110, 99],
      [399, 98],
    ],
  ],
]);
