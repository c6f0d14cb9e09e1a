import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { JsonRows } from './json-rows.ts';

const names = ['token', 'symbol', 'name'];

/** The wanted fields of each row; null where one is missing. */
function rowsOf(pieces: readonly Uint8Array[]): readonly (readonly (string | null)[])[] {
  const rows: (string | null)[][] = [];
  const reader = new JsonRows(names, {
    file: 'scrips.json',
    onRow: (fields) => {
      rows.push(
        names.map((_, field) => {
          const from = fields.starts[field] ?? -1;
          return from === -1 ? null : fields.bytes.toString('utf8', from, fields.ends[field]);
        }),
      );
    },
  });
  for (const piece of pieces) reader.feed(piece);
  reader.end();
  return rows;
}

function read(text: string): readonly (readonly (string | null)[])[] {
  return rowsOf([Buffer.from(text)]);
}

describe('rows of a JSON list', () => {
  it('takes the wanted fields of each row, in whatever order they stand', () => {
    const text = '[{"token":"1","symbol":"A","x":1},\n {"symbol": "B" , "token":2, "name":null}]\n';
    expect(read(text)).toEqual([
      ['1', 'A', null],
      ['2', 'B', null],
    ]);
  });

  it('reads escapes as JSON does', () => {
    expect(read(String.raw`[{"symbol":"M\u0026M","name":"a \"b\" \\ \u20b9"}]`)).toEqual([
      [null, 'M&M', 'a "b" \\ ₹'],
    ]);
  });

  it.each([
    ['', 'a file with rows, found an empty one'],
    ['[]', 'expected {, found "]"'],
    ['<html>502 Bad Gateway</html>', 'expected [, found "<html>'],
    ['{"status":false,"message":"Invalid Token"}', 'expected [, found "{'],
    ['[{"token":"1"}', '1 rows and no end: the file is cut off'],
    ['[{"token":"1"},{"tok', '1 rows and no end: the file is cut off'],
    ['[{"token":"1"},]', 'expected {, found "]"'],
    ['[{"token":"1"} {"token":"2"}]', 'expected , or ], found "{'],
    ['[{"token":"1"}]x', 'expected nothing more, found "x"'],
    ['[{"token":["1"]}]', 'expected a text or a number'],
    ['[{"token":"1","token":"2"}]', 'expected each name once in a row, found token twice'],
    ['[{"token" "1"}]', 'expected a colon behind a name'],
    ['[{token:"1"}]', 'expected a text in quotes'],
    [String.raw`[{"token":"\x"}]`, 'expected a text with escapes as JSON has them'],
    ['[{"token":"1\n"}]', 'expected a text without control codes'],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('says in which row a file is wrong', () => {
    expect(() => read('[{"token":"1"},{"token":"2"},{"token":{}}]')).toThrow(
      'scrips.json, line 3: expected a text or a number',
    );
  });

  it('refuses a row that never ends before it fills the memory', () => {
    const reader = new JsonRows(names, { file: 'scrips.json', onRow: () => {} });
    const piece = Buffer.alloc(65_536, 0x41);
    reader.feed(Buffer.from('[{"token":"'));
    expect(() => {
      for (let count = 0; count < 16_384; count += 1) reader.feed(piece);
    }).toThrow('expected a row of at most 65536 bytes, found a longer one');
  });

  it.each([
    ['UTF-16', Buffer.from('\uFEFF[{"token":"1"}]', 'utf16le')],
    ['a gzip archive', Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    ['a zip archive', Buffer.from('PK\u0003\u0004....')],
  ])('says that a file is %s', (what, bytes) => {
    expect(() => rowsOf([bytes])).toThrow(`expected UTF-8 text, found ${what}`);
  });

  it('refuses bytes that are no UTF-8', () => {
    const bytes = Buffer.concat([Buffer.from('[{"name":"'), Buffer.of(0xff), Buffer.from('"}]')]);
    expect(() => rowsOf([bytes])).toThrow('expected UTF-8, found bytes that are none');
  });

  it('reads a file alike, however it is cut into pieces', () => {
    const cell = fc.option(fc.string({ unit: 'grapheme', maxLength: 12 }));
    const row = fc.record({ token: cell, symbol: cell, name: cell, other: fc.double() });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), fc.array(fc.nat(40)), (list, cuts) => {
        const bytes = Buffer.from(JSON.stringify(list, null, 1));
        const pieces: Buffer[] = [];
        let at = 0;
        for (const cut of cuts) {
          pieces.push(bytes.subarray(at, at + cut));
          at += cut;
        }
        const wanted = list.map(({ token, symbol, name }) => [token, symbol, name]);
        expect(rowsOf([...pieces, bytes.subarray(at)])).toEqual(wanted);
      }),
    );
  });
});
