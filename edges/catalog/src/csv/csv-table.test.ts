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

test('a line whose quotes do not end where they should is told, and is no row', () => {
  const { rows, mistakes } = csvTable('a,b\n"1,2\n"1"x,2\n "1" , "2,3"\n');
  expect(rows).toEqual([{ a: '1', b: '2,3' }]);
  expect(mistakes).toEqual([
    { line: 2, detail: 'a quoted cell does not end on its line' },
    { line: 3, detail: 'text follows a quoted cell' },
  ]);
});

test.each([
  ['"a,b\n1,2', 1, 'a quoted cell does not end'],
  ['', 1, 'a first line that names the columns is needed'],
  ['a,b,a\n', 1, 'the column a is there twice'],
  [`a\n${'1\n'.repeat(TABLE_ROWS_MAX + 1)}`, 1, `${TABLE_ROWS_MAX + 1} rows, at most`],
])('what is no table is none: %#', (text, line, expected) => {
  const { rows, mistakes } = csvTable(text);
  expect(rows).toEqual([]);
  expect(mistakes.map((one) => one.line)).toEqual([line]);
  expect(mistakes[0]?.detail).toContain(expected);
});
