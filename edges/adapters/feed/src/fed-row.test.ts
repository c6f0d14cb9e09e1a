import { toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';
import { aBook, anInstrument, aQuote, aTrade } from '@argosy/testkit';

import { flawOf } from './fed-row.ts';

const share = anInstrument();
const now = toTimestamp(1_000_000_000);

test('rows that can be have no flaw, a bid above its ask among them', () => {
  for (const row of [aQuote(), aQuote({ bid: 10_010 }), aTrade()]) {
    expect(flawOf(row, share, now)).toBeNull();
  }
});

test('a price that its instrument cannot have is told', () => {
  expect(flawOf(aQuote({ bid: 0 }), share, now)).toBe('a quote of 0 and 10005');
  expect(flawOf(aTrade({ price: -5 }), share, now)).toBe('a trade at -5');
  expect(flawOf({ ...aQuote({ bid: -3 }) }, { ...share, kind: 'derived' }, now)).toBeNull();
});

test('a book names what is wrong in it, and no more prices than a book has', () => {
  const [level] = aBook({}).bids;
  const many = Array.from({ length: 201 }, () => level ?? { price: share.tick, qty: share.lot });
  expect(flawOf({ ...aBook({}), bids: many }, share, now)).toBe(
    '201 prices of a side, 200 at most',
  );
});

test('a source whose clock is more than a minute ahead is not believed', () => {
  const at = (eventAt: number) =>
    flawOf({ ...aQuote(), eventAt: toTimestamp(eventAt) }, share, now);
  expect(at(now + 60_000_000)).toBeNull();
  expect(at(now + 60_000_001)).toMatch(/lies ahead of/u);
});
