import { expect, test } from 'vitest';

import { formatClock } from './time.ts';

test('a clock that runs down has minutes always, and hours where there are any', () => {
  const minutes = 60_000;
  expect([0, 999, 61_000, 10 * minutes, 62 * minutes + 9_000].map(formatClock)).toEqual([
    '0:00',
    '0:00',
    '1:01',
    '10:00',
    '1:02:09',
  ]);
});
