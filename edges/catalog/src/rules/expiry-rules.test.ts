import { formatDay, parseDay, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { marketCalendars } from './calendars-file.ts';
import { expiryRules } from './expiries-file.ts';
import { expiryDayOf, readExpiryRules, type ExpiryCycle } from './expiry-rules.ts';

const dayOf = (text: string): number => unwrap(parseDay(text));

function expiry(underlying: string, every: ExpiryCycle, day: number): string {
  const found = expiryDayOf(expiryRules(), marketCalendars(), { underlying, every, day });
  return found.known ? formatDay(found.value) : found.why;
}

test.each([
  // weeklies on each side of each change of the day
  ['NIFTY', 'week', '2025-08-25', '2025-08-28'],
  ['NIFTY', 'week', '2025-09-01', '2025-09-02'],
  ['NIFTY', 'week', '2025-09-07', '2025-09-02'],
  ['BANKNIFTY', 'week', '2023-08-28', '2023-08-31'],
  ['BANKNIFTY', 'week', '2023-09-04', '2023-09-06'],
  ['BANKNIFTY', 'week', '2024-11-11', '2024-11-13'],
  ['BANKNIFTY', 'week', '2024-11-18', 'BANKNIFTY/week: not known after 2024-11-13'],
  ['FINNIFTY', 'week', '2024-11-18', '2024-11-19'],
  ['MIDCPNIFTY', 'week', '2024-11-18', '2024-11-18'],
  ['SENSEX', 'week', '2024-12-23', '2024-12-27'],
  ['SENSEX', 'week', '2025-01-06', '2025-01-07'],
  ['SENSEX', 'week', '2025-09-01', '2025-09-04'],
  ['SENSEX', 'week', '2025-01-01', 'SENSEX/week: no expiry day is known in the week of 2025-01-01'],
  // monthlies
  ['NIFTY', 'month', '2025-08-01', '2025-08-28'],
  ['NIFTY', 'month', '2025-09-15', '2025-09-30'],
  ['NIFTY', 'month', '2025-12-31', '2025-12-30'],
  ['BANKNIFTY', 'month', '2024-02-01', '2024-02-29'],
  ['BANKNIFTY', 'month', '2024-03-01', '2024-03-27'],
  ['BANKNIFTY', 'month', '2025-01-15', '2025-01-30'],
  ['NSE-SHARES', 'month', '2026-08-01', '2026-08-25'],
  ['SENSEX', 'month', '2025-09-01', '2025-09-25'],
  ['BANKEX', 'month', '2024-12-02', '2024-12-30'],
  // a holiday moves an expiry to the trading day before it, and so does a day of Muhurat trading alone
  ['NIFTY', 'month', '2023-06-01', '2023-06-28'],
  ['NIFTY', 'month', '2026-03-01', '2026-03-30'],
  ['NIFTY', 'month', '2026-11-01', '2026-11-23'],
  ['NIFTY', 'week', '2021-11-01', '2021-11-03'],
  ['NIFTY', 'week', '2025-10-22', '2025-10-20'],
  ['SENSEX', 'week', '2025-10-02', '2025-10-01'],
  // what is not known
  ['NIFTY', 'week', '2018-06-01', 'NIFTY/week: not known before 2019-02-11'],
  ['NIFTY', 'month', '2027-01-05', 'NIFTY/month: not known after 2026-12-31'],
  ['GOLD', 'month', '2026-01-05', 'GOLD/month: no rule is known'],
] as const)('%s, the %s of %s: %s', (underlying, every, day, expected) => {
  expect(expiry(underlying, every, dayOf(day))).toBe(expected);
});

test('an expiry is a usual trading day of its own week or month, whichever day of it is asked about', () => {
  const calendars = marketCalendars();
  const cycles = fc.constantFrom<ExpiryCycle>('week', 'month');
  const days = fc.integer({ min: dayOf('2019-06-01'), max: dayOf('2026-10-15') });
  fc.assert(
    fc.property(cycles, days, (every, day) => {
      const of = { underlying: 'NIFTY', every, day };
      const found = expiryDayOf(expiryRules(), calendars, of);
      if (!found.known) return;
      const sessions = calendars.on('nfo', found.value);
      expect(sessions.known && sessions.value.isRegular).toBe(true);
      expect(Math.abs(found.value - day)).toBeLessThan(every === 'week' ? 9 : 35);
      const again = expiryDayOf(expiryRules(), calendars, { ...of, day: found.value });
      // One that moved out of its month or week is asked about by the days it came from.
      if (every === 'month' && formatDay(found.value).slice(0, 7) === formatDay(day).slice(0, 7)) {
        expect(again).toEqual(found);
      }
    }),
  );
});

test('a day of the week that is none is a mistake of its row', () => {
  const row = { underlyings: 'X', every: 'year', from: '2020-01-01', weekday: 'sunday' };
  const content = {
    knownUntil: '2026-12-31',
    sources: { s: { text: 'a list', written: '2026-01-01', certainty: 'checked' } },
    rows: [{ ...row, calendar: 'nfo', source: 's' }],
  };
  expect(() => readExpiryRules('x.json', content)).toThrow(
    [
      '  x.json, row 1: \'every\': expected week, month, found "year"',
      '  x.json, row 1: \'weekday\': expected monday, tuesday, wednesday, thursday, friday, found "sunday"',
    ].join('\n'),
  );
});
