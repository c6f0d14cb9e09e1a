import type { CsvLayout } from '@argosy/catalog';
import { alwaysOpen, nseEquity, toInstrumentId, toTimestamp } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { daySessionOf } from './day-session.ts';

const share = anInstrument({ id: toInstrumentId('X.NSE'), calendar: nseEquity.id });
const coin = anInstrument({ id: toInstrumentId('C.X'), calendar: alwaysOpen.id });
const instruments = [share, coin];
const prices = { open: 'o', high: 'h', low: 'l', close: 'c', volume: null } as const;
const spec = '1-DAY-LAST-EXTERNAL';
const byDay = { is: 'day', column: 'd', format: 'YYYY-MM-DD' } as const;
const file = 'days.csv';

function layoutOf(
  instrument: Extract<CsvLayout, { readonly kind: 'bar' }>['instrument'],
  time: Extract<CsvLayout, { readonly kind: 'bar' }>['time'] = byDay,
): CsvLayout {
  return { kind: 'bar', instrument, spec, time, ...prices };
}

describe('the days of a file', () => {
  test.each([share, coin])('are the sessions of its instrument: $id', ({ id, calendar }) => {
    const session = daySessionOf({ file, days: 'sessions' }, layoutOf({ id }), { instruments });
    expect(session?.id).toBe(calendar);
  });

  test.each<[string, 'sessions' | 'midnights', CsvLayout | undefined]>([
    ['where the run file says midnights', 'midnights', layoutOf({ id: share.id })],
    ['where no layout says what a row is', 'sessions', undefined],
    [
      'where each row names an instant',
      'sessions',
      layoutOf({ id: share.id }, { is: 'close', column: 't', unit: 'iso' }),
    ],
    ['of an instrument nobody knows', 'sessions', layoutOf({ id: toInstrumentId('Y.NSE') })],
  ])('are no sessions %s', (_, days, layout) => {
    expect(daySessionOf({ file, days }, layout, { instruments })).toBeUndefined();
  });

  test('are refused where a column names instruments of several calendars', () => {
    expect(() =>
      daySessionOf({ file, days: 'sessions' }, layoutOf({ column: 'symbol' }), { instruments }),
    ).toThrow('the days of days.csv are sessions of NSE and 24x7; give each a file');
  });

  test('are those of a calendar that the run file brings', () => {
    const calendar = { ...alwaysOpen, id: share.calendar };
    const market = { instruments: [share], calendars: [calendar] };
    const session = daySessionOf({ file, days: 'sessions' }, layoutOf({ id: share.id }), market);
    expect(session?.phaseAt(toTimestamp(0))).toBe('open');
  });
});
