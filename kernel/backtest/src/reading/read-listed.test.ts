import { expect, test } from 'vitest';

import { readListed } from './read-listed.ts';

test('instruments and calendars are read as a run file has them', () => {
  const read = readListed({
    instruments: [
      { id: 'SBIN.NSE' },
      { id: 'BTC-USDT.X', kind: 'cryptoSpot', base: 'BTC', calendar: 'MINE' },
    ],
    calendars: [{ id: 'MINE', week: { mon: [{ from: '09:00', until: '10:00' }] } }],
  });
  expect(read).toMatchObject({
    ok: true,
    value: {
      instruments: [{ id: 'SBIN.NSE', tick: 5, calendar: 'NSE' }, { id: 'BTC-USDT.X' }],
      calendars: [{ id: 'MINE' }],
    },
  });
});

test('every mistake is told with its place, and so is what is no part of it', () => {
  const read = readListed({ instruments: [{ id: 'SBIN.NSE', tick: '0.001' }], strategies: [] });
  expect(read.ok ? [] : read.mistakes.map(({ place }) => place)).toEqual([
    'instruments[0].tick',
    'strategies',
  ]);
});
