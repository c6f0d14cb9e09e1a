import { expect, test } from 'vitest';

import { auditQueryOf, noFilter } from './audit-filter.ts';

test('what is empty is not asked for', () => {
  expect(auditQueryOf({ ...noFilter, actor: '  ', action: ' user.invite ' })).toEqual({
    action: 'user.invite',
    from: undefined,
    until: undefined,
  });
});

test('an instant of this computer goes out with its zone, and one half typed does not', () => {
  const { from, until } = auditQueryOf({ ...noFilter, from: '2026-11-20T09:15', until: '2026-' });
  expect(from).toBe(new Date(2026, 10, 20, 9, 15).toISOString());
  expect(until).toBeUndefined();
});
