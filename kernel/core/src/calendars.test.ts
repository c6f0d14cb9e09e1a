import { describe, expect, test } from 'vitest';

import { SessionClock } from './calendar.ts';
import { alwaysOpen, nseClosingAuction, nseEquity, withHolidays } from './calendars.ts';
import { unwrap } from './result.ts';
import { parseTimestamp } from './timestamp-text.ts';

const ist = (text: string) => unwrap(parseTimestamp(`${text}+05:30`)).at;

describe('the equity segment of NSE', () => {
  const clock = new SessionClock(nseEquity);

  test.each([
    ['2026-11-20T08:59:59', null],
    ['2026-11-20T09:00:00', 'preOpen'],
    ['2026-11-20T09:07:59.999999', 'preOpen'],
    ['2026-11-20T09:08:00', 'matching'],
    ['2026-11-20T09:14:59.999999', 'matching'],
    ['2026-11-20T09:15:00', 'open'],
    ['2026-11-20T15:29:59.999999', 'open'],
    ['2026-11-20T15:30:00', null],
    ['2026-11-20T15:40:00', 'postClose'],
    ['2026-11-20T16:00:00', null],
    ['2026-11-21T10:00:00', null],
    ['2026-11-22T10:00:00', null],
  ])('is at %s in phase %s', (text, expected) => {
    expect(clock.phaseAt(ist(text))).toBe(expected);
  });

  test('rests on the days that are given to it', () => {
    const rested = new SessionClock(withHolidays(nseEquity, ['2026-01-26']));
    const days = ['2026-01-23', '2026-01-26', '2026-01-27'];
    expect(days.map((day) => rested.isOpen(ist(`${day}T10:00:00`)))).toEqual([true, false, true]);
  });

  test('keeps the holidays it had', () => {
    const first = withHolidays(nseEquity, ['2026-01-26']);
    expect(withHolidays(first, ['2026-08-15']).holidays).toEqual(['2026-01-26', '2026-08-15']);
  });
});

test.each([
  ['15:14:59', 'open'],
  ['15:15:00', null],
  ['15:20:00', 'closing'],
  ['15:30:00', 'matching'],
  ['15:35:00', null],
] as const)('shares with a closing auction are at %s in phase %s', (time, expected) => {
  expect(new SessionClock(nseClosingAuction).phaseAt(ist(`2026-11-20T${time}`))).toBe(expected);
});

test('the calendar that never closes is open on a Sunday night', () => {
  expect(new SessionClock(alwaysOpen).isOpen(ist('2026-11-22T23:59:59'))).toBe(true);
});
