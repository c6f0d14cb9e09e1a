import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { csvTable, formatCell } from './csv.ts';

test('no cell begins as a formula does, but for plain numbers', () => {
  expect(formatCell('=1+1')).toBe("'=1+1");
  expect(formatCell('@SUM(A1)')).toBe("'@SUM(A1)");
  expect(formatCell('-5.25')).toBe('-5.25');
  expect(formatCell('-5|cmd')).toBe("'-5|cmd");
  expect(formatCell('+44')).toBe("'+44");
  fc.assert(
    fc.property(fc.string(), (text) => {
      const cell = formatCell(text).replace(/^"/u, '');
      expect(/^[=+@\t\r\n]/u.test(cell) || /^-(?!\d+(?:\.\d+)?"?$)/u.test(cell)).toBe(false);
    }),
  );
});

test('a table reads back as it was', () => {
  const table = csvTable(
    (rows: readonly string[]) => rows,
    [
      ['place', (row) => row.length],
      ['text', (row) => row],
    ],
  );
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') })),
      (rows) => {
        const read = parse(table(rows)).slice(1);
        const text = (cell: string): string => cell.replace(/^'/u, '');
        expect(read.map(([, cell = '']) => text(cell))).toEqual(rows);
      },
    ),
  );
});

/** RFC 4180, as plainly as can be: cells, and what stands between them. */
function parse(csv: string): readonly (readonly string[])[] {
  const rows: string[][] = [[]];
  for (const [, cell = '', end] of csv.matchAll(/("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/gu)) {
    rows.at(-1)?.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}
