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
    stochastic: [
      { ta: 'STOCH', options: [5, 3, 0, 3, 0] },
      {
        ta: 'STOCH',
        options: [9, 4, 1, 5, 1],
        values: { period: 9, smoothing: 4, signal: 5, average: 'ema' },
      },
    ],
    trix: { ta: 'TRIX', options: [30] },
    ultimateOscillator: { ta: 'ULTOSC', options: [7, 14, 28] },
    williamsR: { ta: 'WILLR', options: [14] },
    apo: [
      { ta: 'APO', options: [12, 26, 1] },
      { ta: 'APO', options: [26, 12, 0], values: { fast: 26, slow: 12, average: 'sma' } },
      { ta: 'APO', options: [5, 9, 6], values: { fast: 5, slow: 9, average: 'kama' } },
    ],
    aroonOscillator: { ta: 'AROONOSC', options: [14] },
    imi: { ta: 'IMI', options: [14] },
    macdExtended: [
      { ta: 'MACDEXT', options: [12, 0, 26, 0, 9, 0] },
      {
        ta: 'MACDEXT',
        options: [12, 1, 26, 1, 9, 1],
        values: { fastAverage: 'ema', slowAverage: 'ema', signalAverage: 'ema' },
      },
      {
        ta: 'MACDEXT',
        options: [20, 4, 9, 8, 5, 2],
        values: {
          fast: 20,
          fastAverage: 'tema',
          slow: 9,
          slowAverage: 't3',
          signal: 5,
          signalAverage: 'wma',
        },
      },
      {
        ta: 'MACDEXT',
        options: [10, 4, 12, 5, 1, 3],
        values: {
          fast: 10,
          fastAverage: 'tema',
          slow: 12,
          slowAverage: 'trima',
          signal: 1,
          signalAverage: 'dema',
        },
      },
    ],
    macdFixed: { ta: 'MACDFIX', options: [9] },
    minusDi: { ta: 'MINUS_DI', options: [14] },
    minusDm: [
      { ta: 'MINUS_DM', options: [14] },
      { ta: 'MINUS_DM', options: [1], values: { period: 1 } },
    ],
    plusDi: { ta: 'PLUS_DI', options: [14] },
    plusDm: [
      { ta: 'PLUS_DM', options: [14] },
      { ta: 'PLUS_DM', options: [2], values: { period: 2 } },
    ],
    ppo: [
      { ta: 'PPO', options: [12, 26, 1] },
      { ta: 'PPO', options: [12, 26, 0], values: { average: 'sma' } },
    ],
    rocp: { ta: 'ROCP', options: [10] },
    rocr: { ta: 'ROCR', options: [10] },
    rocr100: { ta: 'ROCR100', options: [10] },
    stochasticFast: [
      { ta: 'STOCHF', options: [5, 3, 0] },
      { ta: 'STOCHF', options: [9, 4, 1], values: { period: 9, signal: 4, average: 'ema' } },
    ],
    stochasticRsi: [
      { ta: 'STOCHRSI', options: [14, 5, 3, 0] },
      {
        ta: 'STOCHRSI',
        options: [7, 9, 4, 2],
        values: { strength: 7, period: 9, signal: 4, average: 'wma' },
      },
    ],
  },
  without: [
    'acceleratorOscillator',
    'awesomeOscillator',
    'cfo',
    'cmoPlain',
    'coppock',
    'dpo',
    'efficiencyRatio',
    'elderRay',
    'fosc',
    'kdj',
    'qstick',
    'smi',
    'tsi',
    'vhf',
    'vortex',
  ],
});
