import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { csvSource, type CsvSourceOptions } from './csv-source.ts';

const HEADER = 'instrument,event_time_us,side,price,qty,snapshot,last';
const instruments = new InstrumentTable([
  anInstrument(),
  anInstrument({ id: toInstrumentId('TCS.NSE') }),
]);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-books-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(
  lines: readonly string[],
  options: Partial<CsvSourceOptions> = {},
): readonly MarketData[] {
  const path = join(folder, 'books.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const reader = csvSource({ path, instruments, ...options }).open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  return rows;
}

describe('a file of books', () => {
  test('gives the lines of an update as one, in the order of its sides', () => {
    const rows = read([
      HEADER,
      'SBIN.NSE,1000,bid,100.00,5,1,0',
      'SBIN.NSE,1000,ask,100.05,7,1,0',
      'SBIN.NSE,1000,bid,99.95,9,1,1',
      'SBIN.NSE,2000,ask,100.05,0,0,1',
    ]);
    expect(rows).toEqual([
      {
        kind: 'book',
        instrument: 'SBIN.NSE',
        eventAt: 1000,
        nanos: 0,
        availableAt: 1000,
        sourceSequence: 2,
        isSnapshot: true,
        bids: [
          { price: 10_000, qty: 5 },
          { price: 9_995, qty: 9 },
        ],
        asks: [{ price: 10_005, qty: 7 }],
      },
      expect.objectContaining({
        isSnapshot: false,
        sourceSequence: 5,
        bids: [],
        asks: [{ price: 10_005, qty: 0 }],
      }),
    ]);
  });

  test('takes each line for an update where no column says which is the last', () => {
    const rows = read([
      'instrument,time,side,price,qty,snapshot',
      'SBIN.NSE,2026-11-20T09:15:00+05:30,bid,100.00,5,1',
      'SBIN.NSE,2026-11-20T09:15:00+05:30,ask,100.05,7,0',
    ]);
    expect(rows.map((row) => row.kind === 'book' && row.isSnapshot)).toEqual([true, false]);
  });

  test('goes by a layout', () => {
    const rows = read(['at,way,level,size,anew', '1,ask,100.05,3,1'], {
      layout: {
        kind: 'book',
        instrument: { id: anInstrument().id },
        time: 'at',
        timeUnit: 's',
        side: 'way',
        price: 'level',
        qty: 'size',
        snapshot: 'anew',
        last: null,
      },
    });
    expect(rows).toMatchObject([{ availableAt: 1_000_000, asks: [{ price: 10_005, qty: 3 }] }]);
  });

  test.each([
    ['a side that is none', ['SBIN.NSE,1,left,100.00,5,1,1'], 'CSV_BAD_VALUE'],
    ['a mark that is none', ['SBIN.NSE,1,bid,100.00,5,yes,1'], 'CSV_BAD_VALUE'],
    ['a quantity below zero', ['SBIN.NSE,1,bid,100.00,-5,1,1'], 'CSV_BAD_NUMBER'],
    ['a price that is none', ['SBIN.NSE,1,bid,0.00,5,1,1'], 'CSV_BAD_PRICE'],
    ['an update that the file ends in', ['SBIN.NSE,1,bid,100.00,5,1,0'], 'CSV_BOOK_CUT'],
    [
      'an update that goes on at another instant',
      ['SBIN.NSE,1,bid,100.00,5,1,0', 'SBIN.NSE,2,bid,99.00,5,1,1'],
      'CSV_BOOK_CUT',
    ],
    [
      'an update that goes on with another instrument',
      ['SBIN.NSE,1,bid,100.00,5,1,0', 'TCS.NSE,1,bid,99.00,5,1,1'],
      'CSV_BOOK_CUT',
    ],
    [
      'a line within an update that has too few fields',
      ['SBIN.NSE,1,bid,100.00,5,1,0', 'SBIN.NSE,1,bid'],
      'CSV_FIELD_COUNT',
    ],
  ])('refuses %s, and says where', (_, lines, code) => {
    const reading = (): unknown => read([HEADER, ...lines]);
    expect(reading).toThrow(expect.objectContaining({ code }));
    expect(reading).toThrow(/books\.csv.*[123]/u);
  });

  test('does not read an update without an end for ever', () => {
    const endless = Array.from({ length: 20_001 }, (_, at) => `SBIN.NSE,1,bid,${at + 1}.00,5,1,0`);
    expect(() => read([HEADER, ...endless])).toThrow(
      expect.objectContaining({ code: 'CSV_BOOK_CUT' }),
    );
  });
});
