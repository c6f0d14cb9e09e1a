import { describeTalib } from '@argosy/testkit/contracts';

import { volatilityIndicators } from './group.ts';

describeTalib({
  group: volatilityIndicators,
  rows: {
    atr: { ta: 'ATR', options: [14] },
    bollingerBands: { ta: 'BBANDS', options: [20, 2, 2, 0], outputs: ['upper', 'middle', 'lower'] },
    natr: { ta: 'NATR', options: [14] },
    trueRange: { ta: 'TRANGE', options: [] },
  },
  without: [],
});
