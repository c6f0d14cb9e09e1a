import { toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { aBar, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { RowNotes } from './row-notes.ts';

const minute = 60_000_000;
const quote = aQuote({ at: minute });
const trade = { ...aTrade({ at: minute }), tradeId: toTradeId('T') };

function notesOf(...rows: readonly MarketData[]): readonly string[] {
  const notes = new RowNotes();
  for (const [place, row] of rows.entries()) notes.pass(row, place + 1);
  return notes.all();
}

describe('rows that repeat the one before', () => {
  it('are counted, and the first is told', () => {
    const again = { ...quote, sourceSequence: 7 };
    expect(notesOf(trade, quote, again, quote)).toEqual([
      '2 rows repeat the row before: first row 3, sequence 7',
    ]);
    expect(notesOf(trade, trade)).toEqual([
      `1 row repeats the row before: first row 2, sequence ${trade.sourceSequence}`,
    ]);
  });

  it.each<[string, MarketData, MarketData]>([
    ['time', quote, aQuote({ at: minute + 1 })],
    ['time of the event', quote, { ...quote, eventAt: toTimestamp(1) }],
    ['nanoseconds', quote, { ...quote, nanos: 1 }],
    ['instrument', quote, { ...quote, instrument: aQuote({ instrument: 'TCS.NSE' }).instrument }],
    ['kind', quote, trade],
    ['bid', quote, { ...quote, bid: toPrice(1) }],
    ['ask', quote, { ...quote, ask: toPrice(1) }],
    ['bid size', quote, { ...quote, bidQty: toQuantity(77) }],
    ['ask size', quote, { ...quote, askQty: toQuantity(77) }],
    ['trade id', trade, { ...trade, tradeId: toTradeId('U') }],
    ['price', trade, { ...trade, price: toPrice(1) }],
    ['quantity', trade, { ...trade, qty: toQuantity(77) }],
  ])('are not rows of another %s', (_, one, other) => {
    expect(notesOf(one, other)).toEqual([]);
  });

  it('are not corrections of a bar, which name themselves', () => {
    const bar = aBar({ at: minute });
    expect(notesOf(bar, { ...bar, revision: 1 })).toEqual([]);
  });
});

describe('the time of the first row', () => {
  const at = (micros: number): MarketData => aQuote({ at: toTimestamp(micros) });
  it('is told where another unit would put it into this century', () => {
    expect(notesOf(at(1_795_147_200))).toEqual([
      'the first row is of 1970-01-01T00:29:55.147200Z; counted in seconds it would be of 2026-11-20T04:00:00Z',
    ]);
    expect(notesOf(at(1_795_147_200_000))).toEqual([
      'the first row is of 1970-01-21T18:39:07.200000Z; counted in milliseconds it would be of 2026-11-20T04:00:00Z',
    ]);
  });

  it.each([0, minute, 946_684_799, 4_102_444_801, 1_795_147_200_000_000])(
    'is taken: %i',
    (time) => {
      expect(notesOf(at(time))).toEqual([]);
    },
  );
});
