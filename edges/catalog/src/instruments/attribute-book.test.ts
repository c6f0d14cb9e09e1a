import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { AttributeBook, AttributeReading } from './attribute-book.ts';

const header = 'id,from,attribute,value\n';

function read(rows: string): AttributeBook {
  const reading = new AttributeReading('attributes.csv');
  reading.feed(Buffer.from(header + rows));
  return reading.end();
}

const monday = 20_779; // 2026-11-22 and so on
const none = {
  sector: null,
  industry: null,
  marketCap: null,
  freeFloat: null,
  liquidityClass: null,
  esgScore: null,
  surveillance: null,
};

describe('attributes of instruments', () => {
  const book = read(
    'SBIN.NSE,2026-11-22,sector,Financial Services\n' +
      'SBIN.NSE,2026-11-22,industry,Public Banks\n' +
      'SBIN.NSE,2026-11-24,marketCap,7543210000000.50\n' +
      'SBIN.NSE,2026-11-22,marketCap,7500000000000\n' +
      'SBIN.NSE,2026-11-22,freeFloat,0.43\n' +
      'SBIN.NSE,2026-11-22,liquidityClass,A\n' +
      'SBIN.NSE,2026-11-22,esgScore,61.5\n' +
      'SBIN.NSE,2026-11-22,surveillance,GSM-0|ASM-1\n' +
      'SBIN.NSE,2026-11-23,surveillance,none\n' +
      'SBIN.NSE,2026-11-24,surveillance,\n',
  );

  it('are those that were the last to be said by a day', () => {
    expect(book.at('SBIN.NSE', monday)).toEqual({
      sector: 'Financial Services',
      industry: 'Public Banks',
      marketCap: 7.5e12,
      freeFloat: 0.43,
      liquidityClass: 'A',
      esgScore: 61.5,
      surveillance: ['ASM-1', 'GSM-0'],
    });
    expect(book.at('SBIN.NSE', monday + 100).marketCap).toBe(7_543_210_000_000.5);
  });

  it('are not known before they are said, nor of an instrument nobody speaks of', () => {
    expect(book.at('SBIN.NSE', monday - 1)).toEqual(none);
    expect(book.at('INFY.NSE', monday)).toEqual(none);
  });

  it('tell that there is no measure from that nobody knows', () => {
    const days = [monday, monday + 1, monday + 2];
    expect(days.map((day) => book.at('SBIN.NSE', day).surveillance)).toEqual([
      ['ASM-1', 'GSM-0'],
      [],
      null,
    ]);
  });

  it('are listed with their days', () => {
    expect(book.changes('SBIN.NSE').slice(-3)).toEqual([
      { from: monday + 1, name: 'surveillance', value: 'none' },
      { from: monday + 2, name: 'marketCap', value: '7543210000000.5' },
      { from: monday + 2, name: 'surveillance', value: null },
    ]);
    expect([book.rows, book.ids, book.changes('INFY.NSE')]).toEqual([10, ['SBIN.NSE'], []]);
  });

  it.each([
    [
      'SBIN,2026-11-22,sector,Banks',
      'line 2, field \'id\': expected an id as SBIN.NSE, found "SBIN"',
    ],
    ['A B.NSE,2026-11-22,sector,Banks', "field 'id'"],
    ['SBIN.NSE,22-11-2026,sector,Banks', "field 'from': expected a day as 2026-11-26"],
    ['SBIN.NSE,2026-02-30,sector,Banks', "field 'from'"],
    ['SBIN.NSE,2026-11-22,beta,1.2', "field 'attribute': expected sector, industry, marketCap"],
    [
      'SBIN.NSE,2026-11-22,marketCap,1e9',
      "field 'value': expected a number of at most 2 decimal places",
    ],
    ['SBIN.NSE,2026-11-22,freeFloat,43', "field 'value': expected a number from 0 to 1"],
    ['SBIN.NSE,2026-11-22,freeFloat,-0.1', "field 'value': expected a number from 0 to 1"],
    ['SBIN.NSE,2026-11-22,esgScore,100.1', "field 'value': expected a number from 0 to 100"],
    ['SBIN.NSE,2026-11-22,surveillance,asm', "field 'value': expected at most 16 flags"],
    [`SBIN.NSE,2026-11-22,sector,${'x'.repeat(121)}`, 'expected a text of at most 120 characters'],
    ['SBIN.NSE,2026-11-22,sector,=HYPERLINK(1)', 'expected text that no spreadsheet would run'],
    [
      'SBIN.NSE,2026-11-22,sector,A\nSBIN.NSE,2026-11-22,sector,B',
      "line 3, field 'from': expected one sector of SBIN.NSE on a day",
    ],
    ['SBIN.NSE,2026-11-22,sector', 'expected 4 fields, as in the header, found 3'],
  ])('refuse the row %s', (row, message) => {
    expect(() => read(`${row}\n`)).toThrow(message);
  });

  it('are of so many days at most', () => {
    const book = new AttributeBook();
    for (let from = 0; from < 10_000; from += 1) {
      expect(book.add('X.NSE', { from, name: 'sector', value: 'A' })).toBeNull();
    }
    expect(book.add('X.NSE', { from: 10_000, name: 'sector', value: 'A' })).toBe(
      'at most 10000 days for sector of X.NSE',
    );
  });

  it('are read from a file, packed or not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-attributes-'));
    const text = `${header}SBIN.NSE,2026-11-22,sector,Banks\n`;
    writeFileSync(join(folder, 'a.csv'), text);
    writeFileSync(join(folder, 'a.csv.gz'), gzipSync(text));
    const books = await Promise.all(
      ['a.csv', 'a.csv.gz'].map((name) => AttributeBook.load(join(folder, name))),
    );
    rmSync(folder, { recursive: true });
    expect(books.map((one) => one.at('SBIN.NSE', monday).sector)).toEqual(['Banks', 'Banks']);
  });

  it('give what a plain search gives, in whatever order the days come', () => {
    const days = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 20 });
    fc.assert(
      fc.property(days, fc.integer({ min: -1, max: 61 }), (froms, day) => {
        const one = new AttributeBook();
        for (const from of froms) one.add('X.NSE', { from, name: 'sector', value: `S${from}` });
        const last = Math.max(...froms.filter((from) => from <= day), -1);
        expect(one.at('X.NSE', day).sector).toBe(last === -1 ? null : `S${last}`);
      }),
    );
  });
});
