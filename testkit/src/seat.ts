import { BACKTEST_SESSION, toAccountId, toBookId, toOriginCode, toStrategyId } from 'argosy/core';
import type { SeatSetup } from 'argosy/engine';

import { anInstrument } from './instrument.ts';

/** The seat of a strategy `TEST` that trades the book `TEST` of the account `MAIN`. */
export function aSeat(
  changes: Pick<SeatSetup, 'strategy'> & Partial<Omit<SeatSetup, 'strategy'>>,
): SeatSetup {
  return {
    id: toStrategyId('TEST'),
    code: toOriginCode('TEST'),
    account: toAccountId('MAIN'),
    currency: anInstrument().currency,
    book: toBookId('TEST'),
    mode: 'netting',
    allotment: null,
    kind: 'cash',
    leverage: {},
    awaitsReceipts: false,
    scan: undefined,
    product: 'delivery',
    session: BACKTEST_SESSION,
    lastCounter: -1,
    onFault: 'cancelOrders',
    ...changes,
  };
}
