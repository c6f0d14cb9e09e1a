import { describeTalib } from '@argosy/testkit/contracts';

import { cycleIndicators } from './group.ts';

describeTalib({
  group: cycleIndicators,
  rows: {
    dominantCyclePeriod: { ta: 'HT_DCPERIOD', options: [] },
    dominantCyclePhase: { ta: 'HT_DCPHASE', options: [] },
    hilbertTrend: { ta: 'HT_TRENDLINE', options: [] },
    mama: [
      { ta: 'MAMA', options: [0.5, 0.05] },
      { ta: 'MAMA', options: [0.9, 0.2], values: { fast: 0.9, slow: 0.2 } },
    ],
    phasor: { ta: 'HT_PHASOR', options: [] },
    sineWave: { ta: 'HT_SINE', options: [] },
    trendMode: { ta: 'HT_TRENDMODE', options: [] },
  },
  without: [
    'bandPass',
    'correlationCycle',
    'cyberCycle',
    'decycler',
    'evenBetterSine',
    'mesaSine',
    'mesaStochastic',
    'reflex',
    'rocketRsi',
    'roofingFilter',
    'trendflex',
  ],
});
