import { expect, test } from 'vitest';

import { csvTable, TABLE_ROWS_MAX } from './csv-table.ts';

test('a table is an object for each row, without the cells that are empty', () => {
  const text = '\uFEFFid, type ,note\r\n# left out\r\nA.X,split,\n\n"B,""X""",,"two words"\n';
  expect(csvTable(text)).toEqual({
    rows: [
      { id: 'A.X', type: 'split' },
      { id: 'B,"X"', note: 'two words' },
    ],
    lines: [3, 5],
    mistakes: [],
  });
});

test('every line of another number of cells is told, and is no row', () => {
  expect(csvTable('a,b\n1\n1,2\n1,2,3')).toEqual({
    rows: [{ a: '1', b: '2' }],
    lines: [3],
    mistakes: [
      { line: 2, detail: 'expected 2 cells, found 1' },
      { line: 4, detail: 'expected 2 cells, found 3' },
    ],
  });
});

test.each([
  ['', 1, 'a first line that names the columns is needed'],
  ['a,b,a\n', 1, 'the column a is there twice'],
  [`a\n${'1\n'.repeat(TABLE_ROWS_MAX + 1)}`, 1, `${TABLE_ROWS_MAX + 1} rows, at most`],
])('what is no table is none: %#', (text, line, expected) => {
  const { rows, mistakes } = csvTable(text);
  expect(rows).toEqual([]);
  expect(mistakes.map((one) => one.line)).toEqual([line]);
  expect(mistakes[0]?.detail).toContain(expected);
});
