import { brand, type InstrumentIndex } from 'argosy/core';
import { aBar, aBook, aMarkPrice, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { MarketData } from '../market-data.ts';
import { MarkTable } from './mark-table.ts';

const [index, other] = [brand<InstrumentIndex>(0), brand<InstrumentIndex>(1)];

function after(...data: readonly MarketData[]): MarkTable {
  const marks = new MarkTable(2);
  for (const datum of data) marks.keep(index, datum);
  return marks;
}

describe('twice a mark', () => {
  test('is the middle of the last quote, exactly, or the price of a trade or bar behind it', () => {
    const quote = aQuote({ bid: 10_000, ask: 10_005 });
    expect(after(quote).mark2(index)).toBe(20_005);
    expect(after(quote, aTrade({ price: 9_000 })).mark2(index)).toBe(18_000);
    expect(after(aTrade({ price: 9_000 }), quote).mark2(index)).toBe(20_005);
    expect(after(quote, aBar({ close: 9_500 })).mark2(index)).toBe(19_000);
  });

  test('is no corrected bar', () => {
    const corrected = aBar({ close: 9_500, revision: 1 });
    expect(after(aQuote({ bid: 10_000, ask: 10_005 }), corrected).mark2(index)).toBe(20_005);
  });

  test('is what the venue says, whatever is traded behind it', () => {
    expect(after(aMarkPrice({ price: 9_990 }), aTrade({ price: 9_000 })).mark2(index)).toBe(19_980);
  });

  test('is the middle of a book', () => {
    expect(after(aBook()).mark2(index)).toBeGreaterThan(0);
  });

  test('is unknown where nothing was said', () => {
    expect(after(aTrade({ price: 9_000 })).mark2(other)).toBeNaN();
  });

  test('goes on elsewhere as it was', () => {
    const [marks, copy] = [
      after(aMarkPrice({ price: 9_990 }), aTrade({ price: 9_000 })),
      new MarkTable(2),
    ];
    copy.restore(marks.known());
    expect(copy.known()).toEqual(marks.known());
    expect(copy.mark2(index)).toBe(19_980);
  });
});
