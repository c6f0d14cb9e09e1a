import { describeTalib, type TalibRow } from '@argosy/testkit/contracts';

import { averages } from './group.ts';

describeTalib({
  group: averages,
  rows: {
    accelerationBands: { ta: 'ACCBANDS', options: [20], outputs: ['upper', 'middle', 'lower'] },
    dema: { ta: 'DEMA', options: [30] },
    ema: { ta: 'EMA', options: [30] },
    kama: { ta: 'KAMA', options: [30] },
    mavp: [
      mavpRow(0, 'sma'),
      mavpRow(1, 'ema'),
      mavpRow(2, 'wma'),
      mavpRow(3, 'dema'),
      mavpRow(6, 'kama'),
    ],
    midPoint: { ta: 'MIDPOINT', options: [14] },
    midPrice: { ta: 'MIDPRICE', options: [14] },
    parabolicSar: [
      { ta: 'SAR', options: [0.02, 0.2] },
      { ta: 'SAR', options: [0.3, 0.25], values: { acceleration: 0.3, most: 0.25 } },
    ],
    sarExtended: [
      { ta: 'SAREXT', options: [0, 0, 0.02, 0.02, 0.2, 0.02, 0.02, 0.2] },
      sarRow(-120, 0.01, [0.03, 0.04, 0.2, 0.01, 0.05, 0.3]),
      sarRow(80, 0.05, [0.3, 0.4, 0.2, 0.02, 0.02, 0.01]),
    ],
    sma: { ta: 'SMA', options: [30] },
    t3: { ta: 'T3', options: [5, 0.7] },
    tema: { ta: 'TEMA', options: [30] },
    trima: { ta: 'TRIMA', options: [30] },
    wma: { ta: 'WMA', options: [30] },
  },
  without: [
    'alligator',
    'alma',
    'chandeKrollStop',
    'chandelierExit',
    'dma',
    'donchian',
    'ehma',
    'envelope',
    'fibonacciWma',
    'frama',
    'gannHiLo',
    'hma',
    'hwma',
    'ichimoku',
    'jma',
    'keltner',
    'mcGinley',
    'pascalWma',
    'sineWma',
    'superSmoother',
    'superTrend',
    'symmetricWma',
    'vidya',
    'volatilityStop',
    'vwma',
    'wilder',
    'zlema',
  ],
});

/** Periods are highs of the walk, cut, between bounds that both are met. */
function mavpRow(kind: number, average: string): TalibRow {
  return {
    ta: 'MAVP',
    options: [110, 150, kind],
    inputs: ['close', 'high'],
    values: { least: 110, most: 150, average },
  };
}

type Paces = readonly [number, number, number, number, number, number];

function sarRow(start: number, offset: number, paces: Paces): TalibRow {
  const [longInitial, longStep, longMost, shortInitial, shortStep, shortMost] = paces;
  const long = { longInitial, longStep, longMost };
  const short = { shortInitial, shortStep, shortMost };
  return {
    ta: 'SAREXT',
    options: [start, offset, ...paces],
    values: { start, offset, ...long, ...short },
  };
}
