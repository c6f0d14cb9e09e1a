import { describeTalibValues } from '@argosy/testkit/contracts';

import { pivotIndicators } from './group.ts';

describeTalibValues(pivotIndicators, [
  [
    'fractals',
    {},
    [
      [4, 0],
      [12, 100],
      [387, 100],
    ],
  ],
  [
    'fractals',
    { left: 3, right: 1 },
    [
      [4, 100],
      [398, 0],
      [399, 100],
    ],
  ],
  [
    'fractals',
    { left: 1, right: 4 },
    [
      [5, 0],
      [14, 100],
      [389, 100],
    ],
  ],
]);
