import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { csvLine } from '../csv/csv-line.ts';
import { CsvRows } from './csv-rows.ts';

const columns = [
  { names: ['token', 'exchange_token'] },
  { names: ['symbol'] },
  { names: ['isin'], isOptional: true },
];

type Row = readonly (string | null)[];

function rowsOf(pieces: readonly Uint8Array[]): readonly Row[] {
  const rows: Row[] = [];
  const reader = new CsvRows(columns, {
    file: 'scrips.csv',
    onRow: ({ bytes, starts, ends }) => {
      const cells = columns.map((_, field) => {
        const from = starts[field] ?? -1;
        return from === -1 ? null : bytes.toString('utf8', from, ends[field]);
      });
      rows.push(cells);
    },
  });
  for (const piece of pieces) reader.feed(piece);
  reader.end();
  return rows;
}

function read(text: string): readonly Row[] {
  return rowsOf([Buffer.from(text)]);
}

describe('rows of a CSV file', () => {
  it('finds its columns by any of their names, and leaves others out', () => {
    const text = 'x,Symbol,EXCHANGE_TOKEN\r\n1,SBIN,3045\r\n\r\n2,INFY,1594';
    expect(read(text)).toEqual([
      ['3045', 'SBIN', null],
      ['1594', 'INFY', null],
    ]);
  });

  it('begins behind a byte order mark', () => {
    expect(read('\uFEFFtoken,symbol\n1,A\n')).toEqual([['1', 'A', null]]);
  });

  it('allows a column without a name, as old bhavcopies end with one', () => {
    expect(read('token,symbol,\n1,A,\n')).toEqual([['1', 'A', null]]);
  });

  it.each([
    ['', 'a file with rows, found an empty one'],
    ['\n\n', 'expected a header, found none'],
    ['token,symbol\n', 'expected rows behind the header, found none'],
    ['token,name\n1,2\n', 'expected a column symbol, found columns token,name'],
    ['token,symbol,symbol\n1,2,3\n', 'expected each column once, found symbol twice'],
    ['token,symbol\n1\n', 'line 2: expected 2 fields, as in the header, found 1'],
    ['token,symbol\n1,2\n1,"2\n', 'line 3: expected a closing quote on the same line'],
    ['token,symbol\n1,"2"x\n', 'expected a comma behind a closing quote'],
    ['token,symbol\n1,a\0b\n', 'expected text, found a NUL byte'],
    ['token,symbol\r1,2\r', 'expected lines that end with LF or CRLF'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('refuses a line without an end before it fills the memory', () => {
    const reader = new CsvRows(columns, { file: 'scrips.csv', onRow: () => {} });
    const piece = Buffer.alloc(1_048_576, 0x41);
    expect(() => {
      for (let count = 0; count < 1024; count += 1) reader.feed(piece);
    }).toThrow('expected a row of at most 65536 bytes');
  });

  it('refuses a line of a thousand fields', () => {
    expect(() => read(`${'a,'.repeat(1000)}\n`)).toThrow('expected at most 256 fields');
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('token,symbol\n1,'), Buffer.of(0xe9, 0x0a)]);
    expect(() => rowsOf([bytes])).toThrow('line 2: expected UTF-8');
  });

  it('reads back what is written, however it is cut into pieces', () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 9 })
      .filter((text) => !/[\r\n\0]/u.test(text));
    const row = fc.tuple(cell, cell, cell);
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.array(fc.nat(30)), (list, cuts) => {
        const lines = [['token', 'symbol', 'isin'], ...list].map(csvLine);
        const bytes = Buffer.from(lines.join(''));
        const pieces: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) {
          pieces.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        expect(rowsOf([...pieces, bytes.subarray(at)])).toEqual(list);
      }),
    );
  });
});
