import { describeTalib } from '@argosy/testkit/contracts';

import { momentumIndicators } from './group.ts';

describeTalib({
  group: momentumIndicators,
  rows: {
    adx: { ta: 'ADX', options: [14] },
    adxr: { ta: 'ADXR', options: [14] },
    aroon: { ta: 'AROON', options: [14], outputs: ['down', 'up'] },
    balanceOfPower: { ta: 'BOP', options: [] },
    cci: { ta: 'CCI', options: [14] },
    cmo: { ta: 'CMO', options: [14] },
    directionalMovement: { ta: 'DX', options: [14], outputs: ['dx'] },
    macd: { ta: 'MACD', options: [12, 26, 9] },
    momentum: { ta: 'MOM', options: [10] },
    rateOfChange: { ta: 'ROC', options: [10] },
    rsi: { ta: 'RSI', options: [14] },
    stochastic: { ta: 'STOCH', options: [5, 3, 0, 3, 0] },
    trix: { ta: 'TRIX', options: [30] },
    ultimateOscillator: { ta: 'ULTOSC', options: [7, 14, 28] },
    williamsR: { ta: 'WILLR', options: [14] },
  },
  without: [],
});
