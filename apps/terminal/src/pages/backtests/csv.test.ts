import { expect, test } from 'vitest';

import { parseCsv } from './csv.ts';
import { fillsOf, readFills, readTrades } from './run-files.ts';

test('rows have the names of the first line, quotes hold commas and lines', () => {
  expect(parseCsv('a,b\r\n1,"x, ""y""\nz"\r\n,2\r\n')).toEqual([
    { a: '1', b: 'x, "y"\nz' },
    { a: '', b: '2' },
  ]);
});

test('nothing and a head alone have no rows', () => {
  expect([parseCsv(''), parseCsv('a,b\n')]).toEqual([[], []]);
});

test('a trade is made of the fills of its instrument between its ends', () => {
  const [trade] = readTrades(
    'account,book,instrument,side,opened,closed,qty,net,currency\nA,b,X.N,long,2024-01-02T00:00:00Z,2024-01-05T00:00:00Z,3,-4.50,INR\n',
  );
  const fills = readFills(
    [
      'time,instrument,side,qty,price,mid',
      '2024-01-01T00:00:00Z,X.N,buy,1,10,',
      '2024-01-02T00:00:00Z,X.N,buy,3,11.5,11.4',
      '2024-01-03T00:00:00Z,Y.N,buy,1,12,',
      '2024-01-05T00:00:00Z,X.N,sell,3,10,',
    ].join('\n'),
  );
  expect(trade).toMatchObject({ number: 0, net: '-4.50', side: 'long' });
  expect(trade === undefined ? [] : fillsOf(fills, trade).map(({ mid }) => mid)).toEqual([
    11.4, 10,
  ]);
});
