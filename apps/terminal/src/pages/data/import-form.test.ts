import type { DataMapping } from '@argosy/contract';
import { expect, test } from 'vitest';

import { columnNames, hintsOf, noHints, withColumn } from './import-form.ts';

const mapping: DataMapping = {
  version: 1,
  kind: 'bar',
  encoding: 'utf-8',
  delimiter: ';',
  hasHeader: true,
  columns: { time: 0, close: 1 },
  instrument: null,
  exchange: null,
  timeFormat: 'iso',
  place: 'NSE',
  spec: null,
  moment: null,
  pricePrecision: 2,
  sizePrecision: 0,
};

test('only what was said is said', () => {
  expect(hintsOf({ ...noHints, instrument: ' SBIN.NSE ', kind: 'bar' })).toEqual({
    instrument: 'SBIN.NSE',
    kind: 'bar',
  });
  expect(hintsOf(noHints)).toEqual({});
});

test('a meaning goes to another column, or to none', () => {
  expect(withColumn(mapping, 'close', 3).columns).toEqual({ time: 0, close: 3 });
  expect(withColumn(mapping, 'close', null).columns).toEqual({ time: 0 });
  expect(mapping.columns).toEqual({ time: 0, close: 1 });
});

test('the names of columns are those of the first line, by the delimiter that was found', () => {
  expect(columnNames('\uFEFF"Date";Close, adjusted\r\n1;2\n', mapping)).toEqual([
    'Date',
    'Close, adjusted',
  ]);
});
