import { describeTalibValues } from '@argosy/testkit/contracts';

import { volatilityIndicators } from './group.ts';

describeTalibValues(volatilityIndicators, [
  [
    'averageRange',
    {},
    [
      [13, 0.8928571428571],
      [100, 0.8321428571429],
      [399, 1.321428571429],
    ],
  ],
  [
    'chaikinVolatility',
    {},
    [
      [19, 29.8756467457],
      [100, -14.93568800188],
      [399, 14.87274233793],
    ],
  ],
  [
    'massIndex',
    {},
    [
      [40, 25.76761543403],
      [100, 23.86679249703],
      [399, 25.64217701514],
    ],
  ],
  [
    'relativeVolatility',
    {},
    [
      [22, 55.88980542489],
      [100, 64.35078508521],
      [399, 61.55325216259],
    ],
  ],
]);
