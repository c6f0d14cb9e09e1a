import { InstrumentTable } from 'argosy/domain';
import {
  aBar,
  aMarkPrice,
  anAdjustment,
  anInstrument,
  aQuote,
  aStatus,
  aTrade,
} from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { MarketMarks } from './market-marks.ts';

const table = new InstrumentTable([anInstrument()]);
const index = table.indexOf(anInstrument().id);

describe('the mark of an instrument', () => {
  it('of a bar is its close, with how far the bar went', () => {
    const bar = aBar({ open: 100, high: 120, low: 90, close: 110 });
    expect(new MarketMarks(table).take(bar)).toEqual({ index, mark2: 220, low2: 180, high2: 240 });
  });

  it('of a quote is its middle, to half a unit of price', () => {
    const marks = new MarketMarks(table);
    expect(marks.take(aQuote({ bid: 100, ask: 105 }))?.mark2).toBe(205);
  });

  it('is by the best kind that was seen: a lesser one never takes over', () => {
    const marks = new MarketMarks(table);
    const moves = [
      aBar({ open: 100 }),
      aTrade({ price: 101 }),
      aBar({ open: 90 }),
      aQuote({ bid: 102, ask: 104 }),
      aTrade({ price: 95 }),
      aMarkPrice({ price: 107 }),
      aQuote({ bid: 1, ask: 3 }),
      aMarkPrice({ price: 108 }),
    ].map((input) => marks.take(input)?.mark2 ?? null);
    expect(moves).toEqual([200, 202, null, 206, null, 214, null, 216]);
  });

  it('is moved by nothing that is no price, and by no stranger', () => {
    const marks = new MarketMarks(table);
    expect(marks.take(aStatus())).toBeNull();
    expect(marks.take(anAdjustment())).toBeNull();
    expect(marks.take(aTrade({ instrument: 'NOBODY.NSE' }))).toBeNull();
  });
});
