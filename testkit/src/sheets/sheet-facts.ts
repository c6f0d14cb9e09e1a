import { toAccountId, toCurrency } from 'argosy/core';
import type { SheetFacts } from 'argosy/report';

const rupees = toCurrency('INR');

/** The facts of a sheet in rupees on which nothing happened, but for what is told. */
export function sheetFacts(changes: Partial<SheetFacts> = {}): SheetFacts {
  return {
    scope: { accounts: [toAccountId('A')], book: null, basis: null, currency: rupees },
    currency: rupees,
    scale: 2,
    scaleOf: () => 2,
    statistics: { daysPerYear: 252, riskFree: 0, ddof: 1, yearlyDaysMin: 20 },
    from: null,
    until: null,
    opening: 0n,
    closing: 0n,
    transferred: 0n,
    deepestFall: null,
    days: [],
    curve: [],
    samples: 0,
    benchmark: null,
    trips: [],
    tripCount: 0,
    fills: [],
    open: 0,
    sums: {
      charges: new Map(),
      income: 0n,
      interest: 0n,
      slippage: 0n,
      delay: 0n,
      measured: 0,
      fills: 0,
      traded: 0n,
    },
    instruments: [],
    exposure: { samples: 0, inMarket: 0, grossSum: 0, netSum: 0, grossMost: 0 },
    orders: [],
    carried: [],
    dataCount: 0,
    dataCounts: new Map(),
    rateOf: (currency) => (currency === rupees ? 1 : null),
    held: [],
    instrumentOf: () => undefined,
    mark2Of: () => null,
    ...changes,
  };
}
