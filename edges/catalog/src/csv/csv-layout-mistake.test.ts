import { toInstrumentId } from 'argosy/core';
import { expect, it } from 'vitest';

import type { CsvLayout } from './csv-layout.ts';
import { layoutMistake } from './csv-layout-mistake.ts';

const quote: CsvLayout = {
  kind: 'quote',
  instrument: { column: 'symbol' },
  time: 't',
  timeUnit: 'us',
  bid: 'b',
  ask: 'a',
  bidQty: null,
  askQty: 'aq',
};
const prices = { open: 'o', high: 'h', low: 'l', close: 'c', volume: null };
const bar: CsvLayout = {
  kind: 'bar',
  instrument: { id: toInstrumentId('SBIN.NSE') },
  spec: '1-DAY-LAST-EXTERNAL',
  time: { is: 'day', column: 'd', format: 'YYYY-MM-DD' },
  ...prices,
};
/** What plain code may hand over: a layout with members changed to anything. */
const changed = (layout: CsvLayout, members: object): CsvLayout =>
  Object.assign({}, layout, members);

it.each([
  ['quotes', quote],
  ['bars by the day', bar],
  ['bars by their close', changed(bar, { time: { is: 'close', column: 't', unit: 's' } })],
  ['bars by both', changed(bar, { time: { is: 'both', opensAt: 'a', closesAt: 'b', unit: 'us' } })],
  [
    'trades',
    changed(quote, { kind: 'trade', price: 'p', qty: 'q', aggressor: null, tradeId: 'i' }),
  ],
])('a layout of %s is right', (_, layout) => {
  expect(layoutMistake(layout)).toBeNull();
});

it.each([
  [
    changed(quote, { kind: 'zzz' }),
    'kind: one of quote, trade, book, queue, bar, mark, index, funding',
    '"zzz"',
  ],
  [
    changed(quote, { kind: undefined }),
    'kind: one of quote, trade, book, queue, bar, mark, index, funding',
    'undefined',
  ],
  [changed(quote, { instrument: undefined }), 'instrument: { column } or { id }', 'undefined'],
  [changed(quote, { instrument: 'SBIN.NSE' }), 'instrument: { column } or { id }', '"SBIN.NSE"'],
  [changed(quote, { bid: 3 }), 'bid: a text', '3'],
  [changed(quote, { bidQty: undefined }), 'bidQty: a column or null', 'undefined'],
  [changed(quote, { timeUnit: 'ns' }), 'timeUnit: one of us, ms, s, iso', '"ns"'],
  [changed(bar, { spec: '1-MIN' }), 'spec: such as 1-MINUTE-LAST-EXTERNAL', '"1-MIN"'],
  [changed(bar, { time: 'close' }), 'time.is: one of open, close, day, both', 'undefined'],
  [changed(bar, { time: { is: 'both', opensAt: 'a' } }), 'time.closesAt: a text', 'undefined'],
  [
    changed(bar, { time: { is: 'day', column: 'd' } }),
    'time.format: one of YYYY-MM-DD, M/D/YYYY',
    'undefined',
  ],
  [
    changed(bar, { time: { is: 'open', column: 'd', unit: 'h' } }),
    'time.unit: one of us, ms, s, iso',
    '"h"',
  ],
])('of a layout that is not one the first mistake is told %#', (layout, expected, found) => {
  expect(layoutMistake(layout)).toEqual([expected, found]);
});
