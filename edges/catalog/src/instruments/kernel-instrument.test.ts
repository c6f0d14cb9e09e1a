import { parseDay, toInstrumentId, unwrap } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import type { InstrumentRow } from './instrument-row.ts';
import { kernelInstrument } from './kernel-instrument.ts';

const day = (text: string): number => unwrap(parseDay(text));

/** A future on an index, as a file of that day has it. */
function aFuture(row: Partial<InstrumentRow>): InstrumentRow {
  return {
    row: 0,
    id: toInstrumentId('NIFTY-20261124-F.NFO'),
    exchange: 'NFO',
    kind: 'future',
    symbol: 'NIFTY24NOV26FUT',
    name: '',
    series: '',
    isin: null,
    underlying: 'NIFTY',
    expiry: day('2026-11-24'),
    strike: null,
    right: null,
    pricePrecision: 2,
    tick: 10,
    lot: 65,
    close: null,
    turnover: null,
    firstDay: day('2026-08-26'),
    ...row,
  };
}

describe('the largest quantity of an order', () => {
  it.each([
    ['is what the exchange freezes beyond, in whole lots', {}, '2026-11-20', 1755],
    ['goes by the day', { underlying: 'BANKNIFTY', lot: 30 }, '2025-09-01', 900],
    ['and another day', { underlying: 'BANKNIFTY', lot: 30 }, '2025-11-03', 600],
    ['holds in Mumbai', { exchange: 'BFO', underlying: 'SENSEX', lot: 20 }, '2026-02-02', 1000],
    ['is open where no rule is known', { underlying: 'RELIANCE' }, '2026-11-20', 1_000_000_000],
    ['is open before any is known', {}, '2020-01-01', 1_000_000_000],
    ['is open of a lot beyond it', { lot: 2000 }, '2026-11-20', 1_000_000_000],
    ['is open of what has no such rule', { exchange: 'MCX' }, '2026-11-20', 1_000_000_000],
  ] as const)('%s', (_, row, text, most) => {
    const { maxQty, minQty, lot } = kernelInstrument(aFuture(row), day(text), () => null);
    expect(maxQty).toBe(most);
    expect(minQty).toBe(lot);
  });

  it('is open of what is no contract', () => {
    const share = aFuture({ kind: 'equity', underlying: null, expiry: null, exchange: 'NSE' });
    expect(kernelInstrument(share, day('2026-11-20'), () => null).maxQty).toBe(1_000_000_000);
  });
});
