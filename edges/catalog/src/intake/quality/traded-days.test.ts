import { expect, test } from 'vitest';

import { tradedDays } from './traded-days.ts';

test('an exchange with rules says which of its days are traded, and one without says nothing', () => {
  // 20 November 2026 is a Friday.
  const friday = 20_777;
  const isTraded = tradedDays('SBIN.NSE');
  expect([isTraded(friday), isTraded(friday + 1)]).toEqual([true, false]);
  expect(tradedDays('BANK01.DEMO')(friday)).toBeNull();
});
