import { expect, test } from 'vitest';

import { parseTimeframe } from './timeframe.ts';

test.each([
  ['5', '5m'],
  ['15m', '15m'],
  ['60', '1h'],
  ['1h', '1h'],
  ['d', '1D'],
  ['1D', '1D'],
])('%s is typed for %s', (typed, name) => {
  expect(parseTimeframe(typed)?.name).toBe(name);
});

test.each(['', '7', 'x', '1w', 'five'])('there is no timeframe %j', (typed) => {
  expect(parseTimeframe(typed)).toBeNull();
});
