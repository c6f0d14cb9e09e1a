import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toInstrumentId } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { CsvLayout } from './csv-layout.ts';
import { csvSource, type CsvSourceOptions } from './csv-source.ts';

const instruments = new InstrumentTable([anInstrument()]);
const quoteHeader = 'instrument,event_time_us,bid,ask,bid_qty,ask_qty';
const barHeader = 'instrument,open_time_us,close_time_us,open,high,low,close,volume';
const barSpec = '1-MINUTE-LAST-EXTERNAL';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'csv-defects-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

type Changes = Partial<CsvSourceOptions>;
/** The error that reading these lines ends with; null without one. */
function errorOf(lines: readonly string[], changes: Changes = {}): unknown {
  const path = join(dir, 'data.csv');
  writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
  try {
    const reader = csvSource({ path, instruments, ...changes }).open();
    while (reader.next() !== null);
    return null;
  } catch (error) {
    return error;
  }
}
const placeOf = (line: number | null, field: string | null) => ({
  file: join(dir, 'data.csv'),
  line,
  field,
});

describe('a header that lacks something says what', () => {
  it.each([
    [
      'ask',
      'instrument,event_time_us,bid,bid_qty,ask_qty',
      'ask in the header, as a file of quotes',
    ],
    ['event_time_us', 'instrument,bid,ask,bid_qty,ask_qty', 'event_time_us in the header'],
    ['instrument', 'time,price,qty', 'instrument in the header, as a file of trades'],
    ['qty', 'instrument,time,price', 'qty in the header, as a file of trades'],
    [
      'close_time',
      'instrument,open_time,open,high,low',
      'close_time, close in the header, as a file of bars',
    ],
    ['open_time_us', 'instrument,open,high,low,close', 'open_time_us, close_time_us in the header'],
  ])('%s', (field, header, expected) => {
    const error = errorOf([header]);
    expect(error).toMatchObject({
      code: 'CSV_MISSING_COLUMN',
      details: { ...placeOf(1, field), found: header.replaceAll(',', ', ') },
    });
    expect(String(error)).toContain(expected);
  });

  it('a specification, where only that is missing', () => {
    expect(errorOf([barHeader])).toMatchObject({
      code: 'CSV_UNKNOWN_LAYOUT',
      details: { ...placeOf(1, null), expected: 'a barSpec or a layout for bars' },
    });
  });

  it.each([';', '\t', '|'])('commas, where %j stands between the columns', (separator) => {
    expect(errorOf([quoteHeader.replaceAll(',', separator)])).toMatchObject({
      code: 'CSV_UNKNOWN_LAYOUT',
      details: { ...placeOf(1, null), expected: 'commas between the columns' },
    });
  });

  it('or has a column twice', () => {
    expect(errorOf(['instrument,bid,bid'])).toMatchObject({
      code: 'CSV_DUPLICATE_COLUMN',
      details: placeOf(1, 'bid'),
    });
  });
});

describe('a row that is wrong says in which field', () => {
  const quote = 'SBIN.NSE,2000,1,1,1,1';
  it.each([
    ['CSV_BAD_TIME', 'event_time_us', 'a time from 1970 on', 'SBIN.NSE,-1,1,1,1,1'],
    [
      'CSV_UNSORTED',
      'event_time_us',
      '1970-01-01T00:00:00.002000Z or later',
      'SBIN.NSE,1999,1,1,1,1',
    ],
    ['CSV_FIELD_COUNT', 'ask_qty', '6 fields', 'SBIN.NSE,2000,1,1,1'],
    ['CSV_FIELD_COUNT', null, '6 fields', 'SBIN.NSE,2000,1,1,1,1,1'],
    ['CSV_BAD_PRICE', 'ask', 'a price from 0.01 to 45035996273704.95', 'SBIN.NSE,2000,1,0,1,1'],
    ['CSV_BAD_PRICE', 'bid', 'a price from 0.01 to 45035996273704.95', 'SBIN.NSE,2000,-1,1,1,1'],
    [
      'CSV_BAD_PRICE',
      'bid',
      'a price from 0.01 to 45035996273704.95',
      'SBIN.NSE,2000,45035996273704.96,1,1,1',
    ],
  ])('%s at %s', (code, field, expected, row) => {
    expect(errorOf([quoteHeader, quote, '', row])).toMatchObject({
      code,
      details: { ...placeOf(4, field), expected },
    });
  });

  it('of a time before 1970 however it is written', () => {
    const header = 'instrument,time,price,qty';
    expect(errorOf([header, 'SBIN.NSE,1969-12-31T23:59:59Z,1,1'])).toMatchObject({
      code: 'CSV_BAD_TIME',
      details: { ...placeOf(2, 'time'), expected: 'a time from 1970 on' },
    });
  });

  const [first, minute] = ['SBIN.NSE,0,60000000,1,1,1,1,1', 60_000_000];
  const barOf = (opens: number, closes: number, prices = '1,1,1,1'): string =>
    `SBIN.NSE,${opens},${closes},${prices},1`;
  it.each([
    [
      'CSV_BAR_OVERLAP',
      'open_time_us',
      'opens at 1970-01-01T00:01:00Z',
      barOf(minute - 1, 2 * minute - 1),
    ],
    [
      'CSV_BAD_TIME',
      'close_time_us',
      'at most 1970-01-01T00:02:00Z',
      barOf(minute, 2 * minute + 1),
    ],
    ['CSV_BAD_TIME', 'close_time_us', 'a close after the open', barOf(minute, minute)],
    ['CSV_BAR_SHAPE', 'high', 'at least the low, 2.5', barOf(minute, 2 * minute, '1,2,2.5,1')],
    ['CSV_BAR_SHAPE', 'high', 'at least the open, 3', barOf(minute, 2 * minute, '3,2,1,1')],
    ['CSV_BAR_SHAPE', 'high', 'at least the close, 3', barOf(minute, 2 * minute, '1,2,1,3')],
    ['CSV_BAR_SHAPE', 'low', 'at most the open, 1', barOf(minute, 2 * minute, '1,3,2,2')],
    ['CSV_BAR_SHAPE', 'low', 'at most the close, 1', barOf(minute, 2 * minute, '2,3,2,1')],
  ])('%s at %s: %s', (code, field, expected, row) => {
    const error = errorOf([barHeader, first, row], { barSpec });
    expect(error).toMatchObject({ code, details: placeOf(3, field) });
    expect(String(error)).toContain(expected);
  });

  it('of a bar that would open before 1970', () => {
    const time = { is: 'close', column: 't', unit: 's' } as const;
    const prices = { open: 'p', high: 'p', low: 'p', close: 'p', volume: null };
    const instrument = { id: toInstrumentId('SBIN.NSE') };
    const layout: CsvLayout = { kind: 'bar', instrument, spec: barSpec, time, ...prices };
    expect(errorOf(['t,p', '59,1'], { layout })).toMatchObject({
      code: 'CSV_BAD_TIME',
      details: { ...placeOf(2, 't'), found: '"59"' },
    });
    expect(errorOf(['t,p', '60,1'], { layout })).toBeNull();
  });
});

it('a file whose lines end with a return alone is not text', () => {
  const path = join(dir, 'returns.csv');
  writeFileSync(path, `${quoteHeader}\rSBIN.NSE,1,10,10,10,10\r`);
  for (const chunkBytes of [1, 7, 1000]) {
    const open = (): unknown => csvSource({ path, instruments, chunkBytes });
    expect(open).toThrow(expect.objectContaining({ code: 'CSV_NOT_TEXT' }));
    expect(open).toThrow('line 1: expected lines that end with LF or CRLF');
  }
});

it('a file that ends within a line is noted, as it may be cut off', () => {
  const path = join(dir, 'data.csv');
  const notesOf = (content: string): readonly string[] | undefined => {
    writeFileSync(path, content);
    const reader = csvSource({ path, instruments }).open();
    while (reader.next() !== null);
    return reader.notes?.();
  };
  const whole = `${quoteHeader}\nSBIN.NSE,1,10,10,10,10\n`;
  expect(notesOf(whole)).toEqual([]);
  expect(notesOf(whole.slice(0, -2))).toEqual([
    'line 2 is the last and has no line break: the file may be cut off there',
  ]);
});
