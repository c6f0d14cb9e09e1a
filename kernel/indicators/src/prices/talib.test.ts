import { describeTalib } from '@argosy/testkit/contracts';

import { priceIndicators } from './group.ts';

describeTalib({
  group: priceIndicators,
  rows: {
    averagePrice: { ta: 'AVGPRICE', options: [] },
    medianPrice: { ta: 'MEDPRICE', options: [] },
    typicalPrice: { ta: 'TYPPRICE', options: [] },
    weightedClose: { ta: 'WCLPRICE', options: [] },
  },
  without: [],
});
