import { expect, test } from 'vitest';

import { formatClock, formatInstant, instantIn, typedInstant } from './time.ts';

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

test('what is typed as a time is the instant that is shown as it', () => {
  expect(instantIn('2026-11-23T15:00', 'Asia/Kolkata')).toBe('2026-11-23T09:30:00.000Z');
  expect(instantIn('2026-11-23T15:00:30', 'UTC')).toBe('2026-11-23T15:00:30.000Z');
  for (const zone of ['Asia/Kolkata', 'UTC', 'local'] as const) {
    expect(formatInstant(instantIn('2026-11-23T15:00', zone), zone)).toBe('23 Nov 2026 15:00:00');
    expect(typedInstant(instantIn('2026-11-23T15:00', zone) ?? '', zone)).toBe('2026-11-23T15:00');
  }
  for (const none of ['', 'tomorrow', '2026-11', '2026-13-40T99:99', '2026-11-23T15:00Z']) {
    expect(instantIn(none, 'Asia/Kolkata')).toBeNull();
  }
});

test('days are of one width', () => {
  const months = Array.from({ length: 12 }, (_, at) => Date.UTC(2026, at, 5));
  expect(new Set(months.map((ms) => formatInstant(ms, 'UTC').length)).size).toBe(1);
});
