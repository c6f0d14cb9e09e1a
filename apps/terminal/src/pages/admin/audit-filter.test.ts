import { expect, test } from 'vitest';

import { auditQueryOf, noFilter } from './audit-filter.ts';

test('what is empty is not asked for', () => {
  expect(auditQueryOf({ ...noFilter, actor: '  ', action: ' user.invite ' }, 'UTC')).toEqual({
    action: 'user.invite',
    from: undefined,
    until: undefined,
  });
});

test('an instant goes out as the clock here means it, and one half typed does not', () => {
  const { from, until } = auditQueryOf(
    { ...noFilter, from: '2026-11-20T09:15', until: '2026-' },
    'Asia/Kolkata',
  );
  expect(from).toBe('2026-11-20T03:45:00.000Z');
  expect(until).toBeUndefined();
});
