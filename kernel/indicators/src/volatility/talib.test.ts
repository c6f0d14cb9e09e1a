import { describeTalib } from '@argosy/testkit/contracts';

import { volatilityIndicators } from './group.ts';

const rows = {
  atr: { ta: 'ATR', options: [14] },
  bollingerBands: { ta: 'BBANDS', options: [20, 2, 2, 0], outputs: ['upper', 'middle', 'lower'] },
  natr: { ta: 'NATR', options: [14] },
  trueRange: { ta: 'TRANGE', options: [] },
};

describeTalib({
  group: volatilityIndicators,
  rows,
  // Those of TA-Lib 0.8 stand in its own file, the others beside their formulas.
  without: volatilityIndicators
    .map(({ name }) => name)
    .filter((name) => !Object.hasOwn(rows, name)),
});
