import { describeTalib } from '@argosy/testkit/contracts';

import { averages } from './group.ts';

describeTalib({
  group: averages,
  rows: {
    accelerationBands: { ta: 'ACCBANDS', options: [20], outputs: ['upper', 'middle', 'lower'] },
    dema: { ta: 'DEMA', options: [30] },
    ema: { ta: 'EMA', options: [30] },
    kama: { ta: 'KAMA', options: [30] },
    midPoint: { ta: 'MIDPOINT', options: [14] },
    midPrice: { ta: 'MIDPRICE', options: [14] },
    parabolicSar: [
      { ta: 'SAR', options: [0.02, 0.2] },
      { ta: 'SAR', options: [0.3, 0.25], values: { acceleration: 0.3, most: 0.25 } },
    ],
    sma: { ta: 'SMA', options: [30] },
    t3: { ta: 'T3', options: [5, 0.7] },
    tema: { ta: 'TEMA', options: [30] },
    trima: { ta: 'TRIMA', options: [30] },
    wma: { ta: 'WMA', options: [30] },
  },
  without: [
    'alma',
    'chandelierExit',
    'donchian',
    'fibonacciWma',
    'hma',
    'mcGinley',
    'pascalWma',
    'sineWma',
    'superTrend',
    'symmetricWma',
    'vwma',
    'wilder',
    'zlema',
  ],
});
