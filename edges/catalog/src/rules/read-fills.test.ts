import { expect, test } from 'vitest';

import { readNoteFills } from './read-fills.ts';

const head = 'segment,order,security,side,qty,price,multiplier';

test('columns stand in any order, and a multiplier may be left out', () => {
  const fill = {
    segment: 'mcx.futures',
    order: '7',
    security: 'GOLD',
    side: 'buy',
    qty: '1',
    price: '98512',
  };
  const text = 'price,qty,side,security,order,segment\n98512,1,buy,GOLD,7,mcx.futures\n';
  expect(readNoteFills('a.csv', text)).toEqual([{ ...fill, multiplier: '1' }]);
  const more = `${head}\nmcx.futures,7,GOLD,buy,1,98512,\nmcx.futures,7,GOLD,buy,1,98512,100\n`;
  expect(readNoteFills('a.csv', more).map(({ multiplier }) => multiplier)).toEqual(['1', '100']);
});

test.each([
  ['', 'a.csv:1: a first line that names the columns is needed'],
  [`${head}\nx,1,A,BUY,1,1,1`, "a.csv:2: 'side': expected buy or sell, found BUY"],
  [`${head}\nx,1,A,buy,0,1,1`, "a.csv:2: 'qty': expected a decimal above 0, found 0"],
  [`${head}\nx,1,A,buy,1e3,1,1`, "a.csv:2: 'qty': expected a decimal above 0, found 1e3"],
  [`${head}\nx,1,A,buy,1,-0.01,1`, "a.csv:2: 'price': expected a decimal from 0, found -0.01"],
  [`${head}\nx,1,A,buy,1,1,0`, "a.csv:2: 'multiplier': expected a decimal above 0, found 0"],
  [`${head}\nx,1,A,buy,1,"1,000.00",1`, "a.csv:2: 'price': expected a decimal from 0"],
  [`${head}\n,1,A,buy,1,1,1`, "a.csv:2: 'segment' is missing"],
  [`${head},fee\nx,1,A,buy,1,1,1,2`, "a.csv:2: 'fee': is not known here"],
])('%j is refused', (text, why) => {
  expect(() => readNoteFills('a.csv', text)).toThrow(why);
});
