import { expect, test } from 'vitest';

import { addressOf, parseRoute } from './routes.ts';

test('an address leads to its page and back, whatever its parts are called', () => {
  const address = addressOf('backtests', 'a/b c');
  expect(address).toBe('/backtests/a%2Fb%20c');
  expect(parseRoute(address)).toMatchObject({ page: 'backtests', rest: ['a/b c'] });
});

test('what no page has is where people trade', () => {
  expect(parseRoute('/')).toMatchObject({ page: 'trade', rest: [] });
  expect(parseRoute('/nowhere', 'i=SBIN.NSE').page).toBe('trade');
  expect(addressOf('trade')).toBe('/');
});
