import { toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';
import { aQuote, aStatus, aTrade } from '@argosy/testkit';

import { readRows } from './feed-wire.ts';
import type { FedRow } from './fed-row.ts';
import { OutgoingRows } from './outgoing-rows.ts';

const now = toTimestamp(1_000);
const plenty = 1_000_000;

/** What leaves, in short: `quote 3 10000` is a quote with the number 3 and a bid of 10000. */
function leaving(rows: OutgoingRows): readonly string[] {
  const found: string[] = [];
  readRows(rows.take(), (row) => void found.push(shortOf(row)));
  return found;
}

function shortOf(row: FedRow): string {
  const value = row.kind === 'quote' ? row.bid : row.kind === 'trade' ? row.price : '';
  return `${row.instrument.slice(0, 1)} ${row.kind} ${row.sourceSequence} ${value}`.trim();
}

const a = { instrument: 'A.NSE' };
const b = { instrument: 'B.NSE' };

test('rows of an instrument are numbered one behind the other, whatever their kind', () => {
  const rows = new OutgoingRows();
  for (const row of [aQuote(a), aTrade(a), aQuote(b), aQuote(a)]) rows.add(row, now);
  expect(leaving(rows)).toEqual([
    'A quote 1 10000',
    'A trade 2 10000',
    'B quote 1 10000',
    'A quote 3 10000',
  ]);
});

test('of what waits the last value of each instrument and kind leaves, and the rest is missing', () => {
  const rows = new OutgoingRows();
  rows.add(aQuote(a), now);
  for (const bid of [1, 2, 3]) rows.hold(aQuote({ ...a, bid }), now);
  rows.hold(aTrade({ ...a, price: 9 }), now);
  rows.hold(aQuote({ ...b, bid: 7 }), now);
  expect([rows.conflated, rows.hasWaiting]).toEqual([2, true]);
  rows.release(plenty, now);
  expect(leaving(rows)).toEqual(['A quote 1 10000', 'A quote 4 3', 'A trade 5 9', 'B quote 1 7']);
  expect(rows.hasWaiting).toBe(false);
});

test('no more is made ready at once than is asked for, and the rest later', () => {
  const rows = new OutgoingRows();
  for (const one of [a, b]) rows.hold(aQuote(one), now);
  rows.release(1, now);
  expect([leaving(rows), rows.hasWaiting]).toEqual([['A quote 1 10000'], true]);
  rows.release(1, now);
  expect([leaving(rows), rows.hasWaiting]).toEqual([['B quote 1 10000'], false]);
});

test('who listens anew is told where the market stands, but no trade a second time', () => {
  const rows = new OutgoingRows();
  for (const row of [aQuote(a), aStatus(a), aTrade(a)]) rows.add(row, now);
  rows.take();
  rows.standAgain();
  rows.release(plenty, now);
  expect(leaving(rows)).toEqual(['A status 4', 'A quote 5 10000']);
});

test('what was ready when the line was lost does not leave twice', () => {
  const rows = new OutgoingRows();
  rows.add(aQuote({ ...a, bid: 1 }), now);
  rows.add(aQuote({ ...a, bid: 2 }), now);
  rows.standAgain();
  rows.release(plenty, now);
  expect(leaving(rows)).toEqual(['A quote 3 2']);
});

test('a row that cannot be written is refused, and those beside it leave whole', () => {
  const rows = new OutgoingRows();
  rows.add(aQuote(a), now);
  const broken = { ...aQuote(a), bidQty: 1.5 as ReturnType<typeof aQuote>['bidQty'] };
  expect(() => rows.add(broken, now)).toThrow('1.5 is not a safe integer');
  expect(() => rows.hold(broken, now)).toThrow('1.5 is not a safe integer');
  rows.add(aQuote(a), now);
  expect(leaving(rows)).toEqual(['A quote 1 10000', 'A quote 2 10000']);
});
