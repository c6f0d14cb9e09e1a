import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { nseEquity, SessionClock, toInstrumentId, toMicros } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';

import { BATCH_ROWS, csvSource, type CsvSourceOptions } from './csv-source.ts';
import type { BarLayout, CsvLayout } from './csv-layout.ts';
import { LINE_BYTES_MAX } from './csv-lines.ts';

const sbin = toInstrumentId('SBIN.NSE');
const instruments = new InstrumentTable([
  anInstrument(),
  anInstrument({ id: toInstrumentId('TCS.NSE') }),
]);
const quoteHeader = 'instrument,event_time_us,bid,ask,bid_qty,ask_qty';
const quoteFile = `${quoteHeader}\nSBIN.NSE,1000,99.95,100.05,10,20\nTCS.NSE,2000,50,50.1,3,4\n`;
const barHeader = 'instrument,open_time_us,close_time_us,open,high,low,close,volume';
const barSpec = '1-MINUTE-LAST-EXTERNAL';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'csv-source-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

type Changes = Partial<CsvSourceOptions>;
const sourceOf = (content: string | Uint8Array, changes: Changes = {}) => {
  const path = join(dir, 'data.csv');
  writeFileSync(path, content);
  return csvSource({ path, instruments, ...changes });
};
const rowsOf = (content: string | Uint8Array, changes: Changes = {}): readonly MarketData[] => {
  const reader = sourceOf(content, changes).open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  return rows;
};
const detailsOf = (content: string | Uint8Array, changes: Changes = {}): unknown => {
  try {
    rowsOf(content, changes);
  } catch (error) {
    return error;
  }
  return null;
};

describe('a file of quotes', () => {
  it('gives each row with its line number', () => {
    expect(rowsOf(quoteFile)).toEqual([
      {
        kind: 'quote',
        instrument: 'SBIN.NSE',
        eventAt: 1000,
        nanos: 0,
        availableAt: 1000,
        sourceSequence: 2,
        bid: 9_995,
        ask: 10_005,
        bidQty: 10,
        askQty: 20,
      },
      expect.objectContaining({ instrument: 'TCS.NSE', sourceSequence: 3, bid: 5_000 }),
    ]);
  });

  it('says what it brings before it is opened', () => {
    expect(sourceOf(quoteFile).contents).toEqual([
      { kind: 'quote', instrument: 'SBIN.NSE' },
      { kind: 'quote', instrument: 'TCS.NSE' },
    ]);
  });

  it('can be read a second time', () => {
    const source = sourceOf(quoteFile);
    expect(source.open().next()).toEqual(source.open().next());
  });

  it.each([
    ['a byte order mark', `\uFEFF${quoteFile}`],
    ['carriage returns', quoteFile.replaceAll('\n', '\r\n')],
    ['no last line break', quoteFile.trimEnd()],
    ['quoted fields', quoteFile.replaceAll(/[^,\n]+/g, '"$&"')],
  ])('reads the same with %s', (_, content) => {
    expect(rowsOf(content)).toEqual(rowsOf(quoteFile));
  });

  it('skips blank lines', () => {
    expect(rowsOf(`${quoteFile}\n\n`)).toHaveLength(2);
  });

  it('reads the same wherever a chunk ends', () => {
    const awkward = `\uFEFF${quoteFile.replaceAll('\n', '\r\n').replace('99.95', '"99.95"')}`;
    const whole = rowsOf(awkward);
    for (let chunkBytes = 1; chunkBytes < awkward.length + 5; chunkBytes += 1) {
      expect(rowsOf(awkward, { chunkBytes })).toEqual(whole);
    }
  });

  it('reads back whatever was written', () => {
    const cents = fc.integer({ min: 1, max: 10_000_000 });
    const row = fc.tuple(fc.nat(1000), cents, cents, fc.nat(1_000_000), fc.nat(1_000_000));
    const decimal = (value: number): string => (value / 100).toFixed(2);
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1 }),
        fc.integer({ min: 1, max: 90 }),
        (rows, chunkBytes) => {
          let at = 0;
          const expected = rows.map(([gap, bid, ask, bidQty, askQty]) => {
            at += gap;
            return { eventAt: at, bid, ask, bidQty, askQty };
          });
          const lines = expected.map(
            (quote) =>
              `SBIN.NSE,${quote.eventAt},${decimal(quote.bid)},${decimal(quote.ask)},${quote.bidQty},${quote.askQty}\n`,
          );
          expect(rowsOf(`${quoteHeader}\n${lines.join('')}`, { chunkBytes })).toMatchObject(
            expected,
          );
        },
      ),
    );
  });

  it('is in order across batches', () => {
    const lines = Array.from({ length: BATCH_ROWS }, () => 'SBIN.NSE,5,1,2,3,4');
    const content = `${quoteHeader}\n${lines.join('\n')}\nSBIN.NSE,4,1,2,3,4\n`;
    const details = { line: BATCH_ROWS + 2 };
    expect(detailsOf(content)).toMatchObject({ code: 'CSV_UNSORTED', details });
  });

  const longTimes = Array.from({ length: 10_000 }, (_, index) => index);
  const longFile = `${quoteHeader}\n${longTimes.map((at) => `SBIN.NSE,${at},1,2,3,4`).join('\n')}`;
  it('hands out a few rows at a time, however many the file has', () => {
    const reader = sourceOf(longFile).open();
    const sizes: number[] = [];
    for (let rows = reader.next(); rows !== null; rows = reader.next()) sizes.push(rows.length);
    expect(Math.max(...sizes)).toBe(512);
  });

  it('reads many batches', () => {
    expect(rowsOf(longFile).map(({ eventAt }) => eventAt)).toEqual(longTimes);
  });
});

describe('the hash of a pass', () => {
  it('is that of the bytes of the file', () => {
    const reader = sourceOf(quoteFile).open();
    while (reader.next() !== null);
    const digest = createHash('sha256').update(quoteFile).digest('hex');
    expect(reader.hash()).toBe(`sha256:${digest}`);
  });

  it('is not there when the pass was closed before the end', () => {
    const reader = sourceOf(quoteFile, { chunkBytes: 60 }).open();
    reader.close();
    reader.close();
    expect([reader.next(), reader.hash()]).toEqual([null, null]);
  });
});

describe('times', () => {
  const layout = {
    kind: 'trade',
    instrument: { id: sbin },
    time: 't',
    price: 'p',
    qty: 'q',
    aggressor: null,
    tradeId: null,
  } as const;

  test.each([
    ['us', '1700000000000001', 1_700_000_000_000_001],
    ['ms', '1700000000000', 1_700_000_000_000_000],
    ['s', '1700000000.5', 1_700_000_000_500_000],
    ['iso', '2023-11-14T22:13:20Z', 1_700_000_000_000_000],
  ] as const)('in %s are microseconds', (timeUnit, text, expected) => {
    const rows = rowsOf(`t,p,q\n${text},1,1\n`, { layout: { ...layout, timeUnit } });
    expect(rows[0]).toMatchObject({ eventAt: expected, tradeId: 'L2', nanos: 0 });
  });

  it('keep their nanoseconds', () => {
    const content = 't,p,q\n2023-11-14T22:13:20.000000123Z,1,1\n2023-11-14T22:13:21Z,1,1\n';
    const rows = rowsOf(content, { layout: { ...layout, timeUnit: 'iso' } });
    expect(rows.map(({ nanos }) => nanos)).toEqual([123, 0]);
  });

  it('without a zone are read by the given offset', () => {
    const offset = toMicros(3_600_000_000);
    const changes = { layout: { ...layout, timeUnit: 'iso' }, offset } as const;
    expect(rowsOf('t,p,q\n1970-01-01 01:00:00,1,1\n', changes)[0]).toMatchObject({ eventAt: 0 });
  });
});

describe('a file of trades', () => {
  it('gives the aggressor and the id where it has them', () => {
    const content =
      'instrument,time,price,qty,aggressor,trade_id\nSBIN.NSE,1970-01-01T00:00:00Z,1,2,buy,X\n';
    expect(rowsOf(content)).toEqual([
      expect.objectContaining({
        kind: 'trade',
        price: 100,
        qty: 2,
        aggressor: 'buy',
        tradeId: 'X',
      }),
    ]);
  });
});

describe('a file of bars', () => {
  const layout: BarLayout = {
    kind: 'bar',
    instrument: { id: sbin },
    spec: '1-DAY-LAST-EXTERNAL',
    time: { is: 'day', column: 'Date', format: 'M/D/YYYY' },
    open: 'Open',
    high: 'High',
    low: 'Low',
    close: 'Close',
    volume: 'Volume',
  };
  const daily = 'Date,Open,High,Low,Close,Adj Close,Volume\n1/5/2026,1.1,1.2,1,1.15,1.15,7\n';
  const monday = 1_767_571_200_000_000;

  it('is known at its close', () => {
    const rows = rowsOf(`${barHeader}\nSBIN.NSE,0,60000000,1,2,0.5,1.5,9\n`, { barSpec });
    expect(rows).toEqual([
      expect.objectContaining({
        kind: 'bar',
        spec: 'SBIN.NSE-1-MINUTE-LAST-EXTERNAL',
        opensAt: 0,
        closesAt: 60_000_000,
        availableAt: 60_000_000,
        high: 200,
        low: 50,
        volume: 9,
      }),
    ]);
  });

  it.each([
    ['open', 120_000_000, 180_000_000],
    ['close', 60_000_000, 120_000_000],
  ] as const)('whose time is its %s runs for its span', (is, opensAt, closesAt) => {
    const time = { is, column: 'Date', unit: 's' } as const;
    const changes = { layout: { ...layout, spec: barSpec, time } };
    expect(rowsOf(daily.replace('1/5/2026', '120'), changes)).toMatchObject([
      { opensAt, closesAt },
    ]);
  });

  it('of a day runs from the open to the close of its session', () => {
    const rows = rowsOf(daily, { layout, session: new SessionClock(nseEquity) });
    const opensAt = monday + (3 * 60 + 45) * 60_000_000;
    expect(rows).toMatchObject([{ opensAt, closesAt: monday + 10 * 3_600_000_000 }]);
  });

  it('of a day runs from local midnight to midnight without a session', () => {
    const offset = toMicros(3_600_000_000);
    const opensAt = monday - offset;
    expect(rowsOf(daily, { layout, offset })).toMatchObject([
      { opensAt, closesAt: opensAt + 86_400_000_000 },
    ]);
  });

  it('is rounded half to even where that is asked for', () => {
    const content = daily.replace('1.15,1.15', '1.145000,1.15');
    expect(rowsOf(content, { layout, rounding: 'halfEven' })).toMatchObject([{ close: 114 }]);
  });

  it('refuses a day without a session', () => {
    const changes = { layout, session: new SessionClock(nseEquity) };
    expect(detailsOf(daily.replace('1/5', '1/4'), changes)).toMatchObject({
      code: 'CSV_NO_SESSION',
      details: { line: 2, field: 'Date' },
    });
  });

  it('refuses a day that there is not', () => {
    expect(detailsOf(daily.replace('1/5', '2/30'), { layout })).toMatchObject({
      code: 'CSV_BAD_TIME',
      details: { line: 2, field: 'Date', expected: 'a day M/D/YYYY', found: '"2/30/2026"' },
    });
  });

  it('refuses a bar file whose specification nobody told', () => {
    expect(detailsOf(`${barHeader}\nSBIN.NSE,0,60,1,1,1,1,1\n`)).toMatchObject({
      code: 'CSV_UNKNOWN_LAYOUT',
    });
  });
});

it('finds a mistake in the header before anything is read', () => {
  expect(() => sourceOf('a,b\n1,2\n')).toThrow(
    expect.objectContaining({ code: 'CSV_UNKNOWN_LAYOUT' }),
  );
});

describe('a mistake in a file', () => {
  const second = (line: string): string => `${quoteHeader}\nSBIN.NSE,1000,1,1,1,1\n${line}\n`;

  it.each([
    ['another number of fields', 'CSV_FIELD_COUNT', 'ask_qty', 'SBIN.NSE,1000,1,1,1'],
    ['a blank price', 'CSV_BLANK_FIELD', 'bid', 'SBIN.NSE,1000,,1,1,1'],
    ['a blank quantity', 'CSV_BLANK_FIELD', 'ask_qty', 'SBIN.NSE,1000,1,1,1,'],
    ['NaN', 'CSV_BAD_NUMBER', 'ask', 'SBIN.NSE,1000,1,NaN,1,1'],
    ['a price past 2^53', 'CSV_BAD_NUMBER', 'ask', 'SBIN.NSE,1000,1,99999999999999999,1,1'],
    ['a negative quantity', 'CSV_BAD_NUMBER', 'bid_qty', 'SBIN.NSE,1000,1,1,-1,1'],
    ['too many places', 'CSV_PRECISION', 'bid', 'SBIN.NSE,1000,1.005,1,1,1'],
    ['a part of a share', 'CSV_PRECISION', 'bid_qty', 'SBIN.NSE,1000,1,1,1.5,1'],
    ['a time that is none', 'CSV_BAD_TIME', 'event_time_us', 'SBIN.NSE,noon,1,1,1,1'],
    ['an unknown instrument', 'CSV_UNKNOWN_INSTRUMENT', 'instrument', 'WIPRO.NSE,1000,1,1,1,1'],
    ['rows out of order', 'CSV_UNSORTED', 'event_time_us', 'SBIN.NSE,999,1,1,1,1'],
    ['a quote without an end', 'CSV_BAD_QUOTES', null, '"SBIN.NSE,1000,1,1,1,1'],
    ['text after a quote', 'CSV_BAD_QUOTES', null, '"SBIN".NSE,1000,1,1,1,1'],
    ['a NUL byte', 'CSV_NOT_TEXT', null, 'SBIN.NSE,1000,1,\0,1,1'],
    ['a long line', 'CSV_LINE_TOO_LONG', null, 'x'.repeat(LINE_BYTES_MAX + 1)],
    ['a line without an end', 'CSV_LINE_TOO_LONG', null, 'x'.repeat(3 * LINE_BYTES_MAX)],
    ['too many fields', 'CSV_TOO_MANY_FIELDS', null, ','.repeat(500)],
  ])('is named with its place: %s', (_, code, field, line) => {
    const details = { file: join(dir, 'data.csv'), line: 3, field };
    expect(detailsOf(second(line), { chunkBytes: 5000 })).toMatchObject({ code, details });
  });

  it('says what was expected and what was found', () => {
    expect(detailsOf(second('SBIN.NSE,1000,1,x1,1,1'))).toMatchObject({
      message:
        'a field is not a number that can be kept: ' +
        `${join(dir, 'data.csv')}, line 3, field 'ask': ` +
        'expected a decimal number that is kept exactly at 2 places, found "x1"',
    });
  });

  it.each([
    ['an empty file', 'CSV_EMPTY', ''],
    ['blank lines alone', 'CSV_EMPTY', '\n\n'],
    ['a header alone', 'CSV_NO_ROWS', `${quoteHeader}\n`],
    ['UTF-16', 'CSV_NOT_TEXT', Buffer.from(`\uFEFF${quoteFile}`, 'utf16le')],
    ['columns nobody knows', 'CSV_UNKNOWN_LAYOUT', 'a,b\n1,2\n'],
    ['a column twice', 'CSV_DUPLICATE_COLUMN', 'a,a\n1,2\n'],
  ])('is refused as a whole: %s', (_, code, content) => {
    expect(detailsOf(content)).toMatchObject({ code });
  });

  it('is a column that the header lacks', () => {
    const layout: CsvLayout = {
      kind: 'trade',
      instrument: { id: sbin },
      time: 't',
      timeUnit: 'us',
      price: 'p',
      qty: 'q',
      aggressor: null,
      tradeId: null,
    };
    expect(detailsOf('t,p\n1,2\n', { layout })).toMatchObject({
      code: 'CSV_MISSING_COLUMN',
      details: { line: 1, field: 'q', found: 't, p' },
    });
  });

  it('is a file that is not there', () => {
    expect(() => csvSource({ path: join(dir, 'none.csv'), instruments })).toThrow(
      expect.objectContaining({ code: 'FILE_UNREADABLE' }),
    );
  });

  it('is an instrument that the table does not know', () => {
    expect(() => sourceOf(quoteFile, { contents: [toInstrumentId('WIPRO.NSE')] })).toThrow(
      expect.objectContaining({ code: 'CSV_UNKNOWN_INSTRUMENT' }),
    );
  });

  it('is an instrument of the table that this file was not to bring', () => {
    expect(detailsOf(quoteFile, { contents: [sbin] })).toMatchObject({
      code: 'CSV_UNKNOWN_INSTRUMENT',
      details: { line: 3, found: '"TCS.NSE"' },
    });
  });
});
