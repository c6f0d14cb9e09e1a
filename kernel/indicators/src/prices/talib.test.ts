import { describeTalib } from '@argosy/testkit/contracts';

import { priceIndicators } from './group.ts';

describeTalib({
  group: priceIndicators,
  rows: {
    averagePrice: { ta: 'AVGPRICE', options: [] },
    difference: { ta: 'SUB', options: [], inputs: ['close', 'high'] },
    ln: { ta: 'LN', options: [] },
    log10: { ta: 'LOG10', options: [] },
    medianPrice: { ta: 'MEDPRICE', options: [] },
    product: { ta: 'MULT', options: [], inputs: ['close', 'high'] },
    quotient: { ta: 'DIV', options: [], inputs: ['close', 'high'] },
    sqrt: { ta: 'SQRT', options: [] },
    sumOfTwo: { ta: 'ADD', options: [], inputs: ['close', 'high'] },
    typicalPrice: { ta: 'TYPPRICE', options: [] },
    weightedClose: { ta: 'WCLPRICE', options: [] },
  },
  // TA-Lib has Heikin-Ashi candles only since 0.8, which this module is not: the test beside has its values.
  without: [
    'cumulativeReturn',
    'drawdown',
    'heikinAshi',
    'lineBreak',
    'logReturn',
    'pointAndFigure',
    'renko',
  ],
});
