import { toTimestamp } from 'argosy/core';
import { toInstrumentIndex, type MarketData, type Touch } from 'argosy/domain';
import { aBar, aMarkPrice, anIndexPrice, aQuote, aStatus, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { TouchTable } from './touch-table.ts';

const index = toInstrumentIndex(0);

function having(...data: readonly MarketData[]): TouchTable {
  const touches = new TouchTable(1);
  for (const datum of data) {
    if (datum.kind !== 'adjustment' && datum.kind !== 'funding') touches.keep(index, datum);
  }
  return touches;
}

const touchOf = (...data: readonly MarketData[]): Touch =>
  having(...data).touch(index, toTimestamp(99));
const last2Of = (...data: readonly MarketData[]): number => having(...data).prices(index).last2;

describe('the touch', () => {
  test('is empty as of now while nothing is known', () => {
    expect(touchOf()).toEqual({ bid: null, ask: null, mid2: null, at: 99 });
  });

  test('is the last quote', () => {
    expect(touchOf(aQuote({ bid: 10, ask: 15, at: 7 }))).toEqual({
      bid: 10,
      ask: 15,
      mid2: 25,
      at: 7,
    });
  });

  test('is the last trade twice where no quote is known', () => {
    expect(touchOf(aTrade({ price: 12, at: 7 }))).toEqual({
      bid: null,
      ask: null,
      mid2: 24,
      at: 7,
    });
  });

  test('stays the quote when a trade follows', () => {
    expect(touchOf(aQuote({ bid: 10, ask: 15, at: 7 }), aTrade({ price: 12, at: 8 })).at).toBe(7);
  });

  test('is the quote of a bar that has one', () => {
    expect(touchOf(aBar({ bid: 10, ask: 15, at: 7 })).mid2).toBe(25);
  });
});

describe('what positions are valued at', () => {
  const mark2Of = (...data: readonly MarketData[]): number => having(...data).mark2(index);

  test('is the mark price, whatever trades behind it, and before it the last known price', () => {
    expect(mark2Of()).toBeNaN();
    expect(mark2Of(aTrade({ price: 12 }))).toBe(24);
    expect(mark2Of(aMarkPrice({ price: 15 }), aTrade({ price: 12 }))).toBe(30);
  });

  test('is no index price: what it is on is worth that', () => {
    const touches = having(anIndexPrice({ price: 15 }), aTrade({ price: 12 }));
    expect([touches.mark2(index), touches.indexPrice(index)]).toEqual([24, 15]);
    expect(touches.markPrice(index)).toBeNaN();
  });

  test('goes over into another table with its state', () => {
    const before = having(aMarkPrice({ price: 15 }), anIndexPrice({ price: 16 }));
    const touches = new TouchTable(1);
    touches.importState(structuredClone(before.exportState()));
    expect([touches.markPrice(index), touches.indexPrice(index)]).toEqual([15, 16]);
    expect(touches.exportState()).toEqual(before.exportState());
  });
});

describe('the last price', () => {
  test.each([
    ['a quote’s mid', aQuote({ bid: 10, ask: 15 }), 25],
    ['a trade’s price', aTrade({ price: 12 }), 24],
    ['a bar’s close', aBar({ open: 10, close: 12 }), 24],
  ])('is %s', (_, datum, expected) => {
    expect(last2Of(datum)).toBe(expected);
  });

  test('does not move with a corrected bar', () => {
    expect(last2Of(aTrade({ price: 12 }), aBar({ close: 10, revision: 1 }))).toBe(24);
  });
});

describe('the table', () => {
  test('keeps what the exchange says', () => {
    expect(having(aStatus({ state: 'halted' })).status(index)).toBe('halted');
  });

  test('comes back from its exported state', () => {
    const table = having(aQuote({ at: 3 }), aTrade({ price: 7, at: 4 }), aStatus());
    const copy = new TouchTable(1);
    copy.importState(table.exportState());
    expect(copy.exportState()).toEqual(table.exportState());
  });
});
