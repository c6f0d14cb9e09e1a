import { toAccountId, toBookId, toOriginCode, toStrategyId } from 'argosy/core';

import type { StrategyEntry } from './server-config.ts';

/** The samples that a new node runs on paper, as `strategies.yaml` has them. */
export const sampleEntries: readonly StrategyEntry[] = [
  sample('ema-cross', 'EMAC', {
    strategy: 'EmaCross',
    parameters: { instrument: 'BANK01.DEMO', fast: '200', slow: '400', quantity: '10' },
  }),
  sample('bollinger', 'BOLL', {
    strategy: 'BollingerBounce',
    parameters: {
      instrument: 'TECH01.DEMO',
      bars: 'TECH01.DEMO-1-MINUTE-LAST-INTERNAL',
      percent: '20',
    },
  }),
  sample('macd-trend', 'MACD', {
    strategy: 'MacdTrend',
    parameters: {
      instrument: 'AUTO01.DEMO',
      bars: 'AUTO01.DEMO-1-MINUTE-LAST-INTERNAL',
      percent: '20',
    },
  }),
];

function sample(
  id: string,
  code: string,
  of: { readonly strategy: string; readonly parameters: StrategyEntry['parameters'] },
): StrategyEntry {
  return {
    id: toStrategyId(id),
    code: toOriginCode(code),
    account: toAccountId('PAPER01'),
    book: toBookId(id),
    product: 'delivery',
    host: 'main',
    source: { kind: 'shipped', name: of.strategy },
    parameters: of.parameters,
    allotment: null,
    starts: true,
    sees: 'listened',
  };
}
