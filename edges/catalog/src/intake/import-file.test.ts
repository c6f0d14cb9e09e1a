import { join } from 'node:path';

import { ArgosyError, parseTimestamp, unwrap } from 'argosy/core';
import { daily, IntakeRig, sbin } from '@argosy/testkit/intake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { Duck } from '../history/duck.ts';
import { toSeries, type Series } from '../history/series.ts';

import { previewImport } from './import-file.ts';
import type { Mapping } from './mapping.ts';
import { ParquetTable } from './parquet-rows.ts';
import type { Hints } from './sample.ts';

let rig: IntakeRig;
beforeEach(async () => {
  rig = await IntakeRig.open();
});
afterEach(() => rig.close());

async function numbers(series: Series, column: string): Promise<readonly number[]> {
  return [...(await rig.history.scan(series)).numbers(column)];
}

const at = (text: string): number => unwrap(parseTimestamp(text)).at;
const days = toSeries('bar', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL');
const minutes = toSeries('bar', 'SBIN.NSE', '1-MINUTE-LAST-EXTERNAL');
describe('a file of bars', () => {
  it('of days is taken by the sessions of its exchange', async () => {
    const report = await rig.take(rig.file('daily.csv', daily), sbin);
    expect(report).toMatchObject({ rows: 2, badRows: 0, errors: [] });
    expect(await numbers(days, 'close')).toEqual([81_055, 80_625]);
    expect(await numbers(days, 'opens_us')).toEqual(
      ['2026-11-02T09:15:00+05:30', '2026-11-03T09:15:00+05:30'].map(at),
    );
    expect(await numbers(days, 'closes_us')).toEqual(
      ['2026-11-02T15:30:00+05:30', '2026-11-03T15:30:00+05:30'].map(at),
    );
  });

  it('of American days is taken by their sessions, early closes and days that no rule knows among them', async () => {
    const head = 'Date,Open,High,Low,Close\n';
    const dates = ['1999-12-31', '2024-07-01', '2024-11-29'];
    const rows = dates.map((date) => `${date},1,2,1,2\n`).join('');
    const hints = { instrument: 'A.NYSE', spec: '1-DAY-LAST-EXTERNAL' };
    expect((await rig.take(rig.file('us.csv', head + rows), hints)).rows).toBe(3);
    const series = toSeries('bar', 'A.NYSE', '1-DAY-LAST-EXTERNAL');
    expect(await numbers(series, 'closes_us')).toEqual(
      ['1999-12-31T21:00:00Z', '2024-07-01T20:00:00Z', '2024-11-29T18:00:00Z'].map(at),
    );
  });

  it('of minutes is taken by the clock of its exchange, each named by its open', async () => {
    const text = `datetime;o;h;l;c;v
2026-11-02 09:15:00;800,1;801;800;800;10
`.replace('800,1', '800.1');
    const more = `${text}2026-11-02 09:16:00;800;802.5;799.5;801;20\n`;
    await rig.take(rig.file('minutes.csv', more), sbin);
    expect(await numbers(minutes, 'opens_us')).toEqual(
      ['2026-11-02T09:15:00+05:30', '2026-11-02T09:16:00+05:30'].map(at),
    );
    expect((await rig.history.manifest(minutes)).precision).toEqual({ price: 2, size: 0 });
  });

  it('with a day and a time of day in two columns, of several symbols', async () => {
    const text = `Symbol\tDate\tTime\tOpen\tHigh\tLow\tClose\tVolume
SBIN\t02-Nov-2026\t9:15 AM\t800\t801\t799\t800\t5
TCS\t02-Nov-2026\t9:15 AM\t3000\t3001\t2999\t3000\t6
SBIN\t02-Nov-2026\t9:16 AM\t800\t801\t799\t800\t7
TCS\t02-Nov-2026\t9:16 AM\t3000\t3001\t2999\t3000\t8
`;
    const report = await rig.take(rig.file('symbols.tsv', text), { exchange: 'NSE' });
    expect(report.series).toEqual([
      { series: 'bar SBIN.NSE 1-MINUTE-LAST-EXTERNAL', rows: 2, replaced: 0 },
      { series: 'bar TCS.NSE 1-MINUTE-LAST-EXTERNAL', rows: 2, replaced: 0 },
    ]);
    expect(await numbers(minutes, 'opens_us')).toEqual(
      ['2026-11-02T09:15:00+05:30', '2026-11-02T09:16:00+05:30'].map(at),
    );
  });

  it('without a header is told by what stands in its columns, once its kind is said', async () => {
    const text = '20261102,800,801,799,800.5,100\n20261103,800.5,803,800,802,90\n';
    const path = rig.file('bare.csv', text);
    const { doubts } = await previewImport(path, sbin);
    expect(doubts).toEqual([expect.stringContaining('the columns have no names')]);
    await rig.take(path, { ...sbin, kind: 'bar' });
    expect(await numbers(days, 'volume')).toEqual([100, 90]);
  });

  it('that comes again changes nothing, and replaces where it is told to', async () => {
    const path = rig.file('again.csv', daily);
    await rig.take(path, sbin);
    expect((await rig.take(path, sbin)).series[0]).toMatchObject({ rows: 2, replaced: 2 });
    expect(await numbers(days, 'close')).toHaveLength(2);
    const other = rig.file('other.csv', daily.replace('806.25,806.25', '807.50,807.50'));
    await rig.take(other, sbin, { mode: 'replace' });
    expect(await numbers(days, 'close')).toEqual([81_055, 80_750]);
  });
});

describe('ticks', () => {
  it('keep their nanoseconds, in counts and in texts', async () => {
    const quotes = `ts,bid,ask,bidsize,asksize
1793590500000000123,100.05,100.10,5,6
1793590500000001999,100.05,100.15,7,8
`;
    await rig.take(rig.file('quotes.csv', quotes), sbin);
    const series = toSeries('quote', 'SBIN.NSE', '');
    expect(await numbers(series, 'nanos')).toEqual([123, 999]);
    const trades = `time,price,qty,side,trade_id
2026-11-02T09:15:00.123456789+05:30,100.05,5,B,a1
2026-11-02T09:15:00.123456790+05:30,100.10,6,S,a2
`;
    await rig.take(rig.file('trades.csv', trades), sbin);
    const traded = await rig.history.scan(toSeries('trade', 'SBIN.NSE', ''));
    expect([...traded.numbers('nanos')]).toEqual([789, 790]);
    expect(traded.texts('aggressor')).toEqual(['buy', 'sell']);
  });

  it.each([
    ['1793590500', 's'],
    ['1793590500250', 'ms'],
    ['1793590500250000', 'us'],
    ['1793590500250000000', 'ns'],
  ])('counted as %s are in %s', async (time, unit) => {
    const path = rig.file(`${unit}.csv`, `t,price,size\n${time},10.5,3\n`);
    const { mapping } = await previewImport(path, sbin);
    expect(mapping.timeFormat).toBe(unit);
  });

  it('of one instant stay apart, and are known again', async () => {
    const row = '1793590500000,100.05,100.10,5,6\n';
    const path = rig.file(
      'same.csv',
      `t,bid,ask,bidqty,askqty\n${row}${row.replace(',5,', ',9,')}`,
    );
    await rig.take(path, sbin);
    await rig.take(path, sbin);
    expect(await numbers(toSeries('quote', 'SBIN.NSE', ''), 'bid_qty')).toEqual([5, 9]);
  });
});

describe('what nobody can tell from a file', () => {
  it.each([
    ['the instrument', daily, {}],
    [
      'whether days are D/M/YYYY or M/D/YYYY',
      daily.replaceAll(/2026-(\d\d)-(\d\d)/gu, '$2/$1/2026'),
      sbin,
    ],
    [
      'the exchange of the symbols',
      daily
        .replaceAll(/^/gmu, 'SBIN,')
        .replace('SBIN,Date', 'Symbol,Date')
        .replace(/SBIN,$/u, ''),
      {},
    ],
    ['the length of the bars', 'date,open,high,low,close\n2026-11-02 09:15,1,1,1,1\n', sbin],
    ['whose clock', 'datetime,bid,ask\n2026-11-02 09:15:00,1,2\n', { instrument: 'X.ABROAD' }],
  ])('%s is asked for', async (doubt, text, hints: Hints) => {
    const { doubts } = await previewImport(rig.file('doubt.csv', text), hints);
    expect(doubts.join()).toContain(doubt);
  });

  it('days that can be only one are taken as that', async () => {
    const text = daily.replaceAll('2026-11-02', '31/10/2026').replaceAll('2026-11-03', '1/11/2026');
    const { mapping } = await previewImport(rig.file('dmy.csv', text), sbin);
    expect(mapping.timeFormat).toBe('D/M/YYYY');
  });
});

describe('a bad row', () => {
  const good = '2026-11-04,1.00,2.00,1.00,1.50,1.50,5\n';
  it.each([
    ['2026-11-04,=1+1,2,1,1,1,5\n', 'open "=1+1" is a formula, expected a number'],
    [
      '2026-11-04,1,2,1,1.505,1,5\n',
      'close "1.505", expected a number with at most 2 decimal places',
    ],
    ['2026-11-04,1,0.5,1,1,1,5\n', 'high is below another price'],
    ['2026-11-04,1,2,1.2,1,1,5\n', 'low is above another price'],
    ['2026-11-04,1,2,1,1,1,-5\n', 'volume below zero'],
    ['2026-11-31,1,2,1,1,1,5\n', 'time "2026-11-31", expected YYYY-MM-DD'],
    ['2026-11-03,1,2,1,1,1,5\n', 'a bar that was there before'],
    ['2026-11-04,1,2,1\n', '4 cells, expected 7 at least'],
    ['Date,Open,High,Low,Close,Adj Close,Volume\n', 'time "Date", expected YYYY-MM-DD'],
  ])('%j is told with its line and why, and nothing is kept', async (row, reason) => {
    const path = rig.file('bad.csv', `${daily}${row}${good}`);
    const { mapping } = await previewImport(path, sbin);
    const run = rig.take(path, sbin, { mapping: { ...mapping, pricePrecision: 2 } });
    await expect(run).rejects.toMatchObject({
      code: 'INTAKE_BAD_ROWS',
      details: { file: path, badRows: 1, errors: [{ line: 4, reason }] },
    });
    expect(await rig.history.list()).toEqual([]);
  });

  it('is left out where so many are allowed, and told', async () => {
    const path = rig.file(
      'some.csv',
      `${daily}2026-11-04,x,2,1,1,1,5\n${good.replace('04', '05')}`,
    );
    const report = await rig.take(path, sbin, { badRowsMax: 1 });
    expect(report).toMatchObject({ rows: 3, badRows: 1, errors: [{ line: 4 }] });
  });

  it('of many is told a hundred times at most', async () => {
    const rows = Array.from({ length: 500 }, (_, row) => `2026-11-04,x${row},2,1,1,1,5\n`);
    const error = await rig
      .take(rig.file('many.csv', daily + rows.join('')), sbin)
      .catch((found: unknown) => found);
    const details = error instanceof ArgosyError ? error.details : {};
    expect(details).toMatchObject({ badRows: 500 });
    expect(details['errors']).toHaveLength(100);
  });

  it.each(['../../x.NSE', 'A/../B.NSE', '=cmd|calc.NSE', '..', 'C:\\x.NSE'])(
    'that names the instrument %s is refused',
    async (name) => {
      const text = `symbol,time,price,qty\nSBIN.NSE,1793590500,1,1\n${name},1793590501,1,1\n`;
      await expect(rig.take(rig.file('names.csv', text), { place: 'NSE' })).rejects.toThrow(
        'line 3: instrument',
      );
      expect(await rig.history.list()).toEqual([]);
    },
  );
});

describe('encodings', () => {
  const named = `Symbol,Date,Open,High,Low,Close\nSBIN,2026-11-02,1,2,1,1\nSBIN,2026-11-03,1,2,1,1\n`;
  it.each([
    ['utf-16le', Buffer.from(`\uFEFF${named}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${named}`, 'utf16le').swap16()],
    ['utf-8', Buffer.from(`\uFEFF${named}`)],
    [
      'windows-1252',
      Buffer.from(
        named.replace('Close\n', 'Close,Soci\u00e9t\u00e9\n').replaceAll('1\n', '1,x\n'),
        'latin1',
      ),
    ],
  ])('%s is told', async (encoding, bytes) => {
    const path = rig.file('encoded.csv', bytes);
    const { mapping } = await previewImport(path, { exchange: 'NSE' });
    expect(mapping.encoding).toBe(encoding);
    expect((await rig.take(path, { exchange: 'NSE' })).rows).toBe(2);
  });
});

describe('a Parquet file', () => {
  async function parquet(name: string, sql: string): Promise<string> {
    const path = join(rig.folder, name);
    const duck = await Duck.open({ memoryMb: 500, threads: 1, scratch: rig.folder });
    await duck.run(`COPY (${sql}) TO '${path}' (FORMAT parquet)`);
    duck.close();
    return path;
  }

  it('is taken in by the same mapping of its columns', async () => {
    const path = await parquet(
      'days.parquet',
      "SELECT DATE '2026-11-02' + CAST(i AS INTEGER) AS date, 100.5 AS open, 102.25 AS high, 99.0 AS low, 101.0 AS close, 1000 AS volume FROM range(2) t(i)",
    );
    await rig.take(path, sbin);
    expect(await numbers(days, 'high')).toEqual([10_225, 10_225]);
  });

  it('that is damaged, or of nothing but lists, is refused', async () => {
    const good = await parquet(
      'good.parquet',
      'SELECT 1 AS t, 2 AS price, 3 AS qty FROM range(1000)',
    );
    const { readFileSync } = await import('node:fs');
    const damaged = rig.file('damaged.parquet', readFileSync(good).subarray(0, -20));
    await expect(previewImport(damaged)).rejects.toMatchObject({ code: 'INTAKE_UNREADABLE' });
    const lists = await parquet('lists.parquet', 'SELECT [1, 2] AS price');
    await expect(previewImport(lists)).rejects.toThrow('has no plain columns');
  });

  it('whose cells would become thousands of times larger is refused', async () => {
    const sql = "SELECT repeat('x', 100000) || (i % 2) AS t FROM range(3000) r(i)";
    const bomb = await parquet('bomb.parquet', sql);
    await expect(previewImport(bomb)).rejects.toThrow('row 1: a cell of more than 4096 characters');
  });

  it('of too many rows is refused by what it says of itself', async () => {
    const many = await parquet('many.parquet', 'SELECT 1 AS t, 2 AS price FROM range(5000)');
    await expect(ParquetTable.open(many, 4999)).rejects.toThrow('5000 rows');
    (await ParquetTable.open(many, 5000)).close();
  });
});

describe('the precision of a series', () => {
  it('is kept: a file with another is refused before anything is', async () => {
    await rig.take(rig.file('first.csv', daily), sbin);
    const finer = rig.file('finer.csv', daily.replace('806.25,', '806.255,'));
    await expect(rig.take(finer, sbin)).rejects.toThrow(
      'prices with 3 and quantities with 0 decimal places, expected 2 and 0',
    );
    await rig.take(finer.replace('finer', 'first'), { ...sbin, pricePrecision: 2 });
  });
});

describe('a file whose prices happen to be whole', () => {
  const header = 'Date,Open,High,Low,Close,Volume\n';
  const whole = `${header}2024-01-01,800,810,790,805,100\n2024-01-02,805,815,800,810,200\n`;
  const finer = `${header}2024-01-03,810,820,805,815.25,300\n2024-01-04,815.25,830,810,825.5,100\n`;

  it.each([
    ['first', [whole, finer]],
    ['later', [finer, whole]],
  ])('goes into one series with others, if it comes %s', async (_, files) => {
    for (const [at, text] of files.entries()) await rig.take(rig.file(`${at}.csv`, text), sbin);
    const [only, ...others] = await rig.history.list();
    expect([only?.precision, others]).toEqual([{ price: 2, size: 0 }, []]);
  });

  it('is read with the places that its series has', async () => {
    await rig.take(rig.file('fine.csv', finer.replaceAll('.5,', '.5125,')), sbin);
    await rig.take(rig.file('whole.csv', whole), sbin);
    const [only] = await rig.history.list();
    expect(only?.precision).toEqual({ price: 4, size: 0 });
  });
});

describe('an import that is interrupted', () => {
  it('keeps nothing', async () => {
    const run = rig.take(rig.file('stop.csv', daily), sbin, { signal: AbortSignal.abort() });
    await expect(run).rejects.toThrow('aborted');
    expect(await rig.history.list()).toEqual([]);
  });
});

describe('a mapping', () => {
  it('that does not fit its file is told', async () => {
    const path = rig.file('fit.csv', daily);
    const { mapping } = await previewImport(path, sbin);
    const wrong: Mapping = { ...mapping, columns: { ...mapping.columns, close: 40 } };
    await expect(rig.take(path, sbin, { mapping: wrong })).rejects.toThrow(
      '7 cells, expected 41 at least',
    );
  });
});
