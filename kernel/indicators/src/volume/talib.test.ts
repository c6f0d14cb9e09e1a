import { describeTalib } from '@argosy/testkit/contracts';

import { volumeIndicators } from './group.ts';

const rows = {
  accumulation: { ta: 'AD', options: [] },
  chaikinOscillator: { ta: 'ADOSC', options: [3, 10] },
  moneyFlowIndex: { ta: 'MFI', options: [14] },
  onBalanceVolume: { ta: 'OBV', options: [] },
};

describeTalib({
  group: volumeIndicators,
  rows,
  // Those of TA-Lib 0.8 stand in its own file, the others beside their formulas.
  without: volumeIndicators.map(({ name }) => name).filter((name) => !Object.hasOwn(rows, name)),
});
