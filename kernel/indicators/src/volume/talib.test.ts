import { describeTalib } from '@argosy/testkit/contracts';

import { volumeIndicators } from './group.ts';

describeTalib({
  group: volumeIndicators,
  rows: {
    accumulation: { ta: 'AD', options: [] },
    chaikinOscillator: { ta: 'ADOSC', options: [3, 10] },
    moneyFlowIndex: { ta: 'MFI', options: [14] },
    onBalanceVolume: { ta: 'OBV', options: [] },
  },
  without: [],
});
