import { expect, test } from 'vitest';

import { sortRows, toCsv } from './grid-rows.ts';
import type { GridColumn } from './grid-column.ts';

type Row = { readonly name: string; readonly qty: string | null };
const columns: readonly GridColumn<Row>[] = [
  { id: 'name', title: 'Name', value: ({ name }) => name },
  { id: 'qty', title: 'Quantity', value: ({ qty }) => qty, isNumber: true },
  { id: 'do', title: '', value: () => 'x' },
];
const rows: readonly Row[] = [
  { name: 'B', qty: '9' },
  { name: 'a,"1"', qty: null },
  { name: '=SUM(A1)', qty: '-10.5' },
];

test('numbers are sorted as numbers, and what is not known stands last either way', () => {
  const names = (isDescending: boolean): readonly string[] =>
    sortRows(rows, columns, { column: 'qty', isDescending }).map(({ name }) => name);
  expect(names(false)).toEqual(['=SUM(A1)', 'B', 'a,"1"']);
  expect(names(true)).toEqual(['B', '=SUM(A1)', 'a,"1"']);
});

test('without an order rows stay as they come', () => {
  expect(sortRows(rows, columns, null)).toBe(rows);
});

test('a file has its titles, quotes what needs it, and holds no formula', () => {
  expect(toCsv(rows, columns)).toBe(
    ['Name,Quantity', 'B,9', '"a,""1""",', "'=SUM(A1),-10.5"].join('\r\n'),
  );
});
