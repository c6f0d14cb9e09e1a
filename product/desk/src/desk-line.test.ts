import { toOriginCode, toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { DESK_WAITING_MAX, DeskLine, readRefusal } from './desk-line.ts';

test('so many answers wait for the journal, and no more', async () => {
  const waiting: (() => void)[] = [];
  const line = new DeskLine(
    {
      obey: () => null,
      inputs: 7,
      now: toTimestamp(0),
      whenSafe: (run) => void waiting.push(run),
    },
    toOriginCode('HAND'),
  );
  const first = line.whenSafe('first');
  for (let count = 1; count < DESK_WAITING_MAX; count += 1) void line.whenSafe(count);
  expect(line.isFull).toBe(true);
  expect(() => line.whenSafe('one more')).toThrow('too many answers wait');
  waiting[0]?.();
  expect([await first, line.isFull, line.lastNumber]).toEqual(['first', false, 6]);
});

test('a refusal is read out of its text', () => {
  const text = 'ORDER_NOT_OPEN: 0000HAND000001 is FILLED: by all';
  expect(readRefusal(text)).toEqual({
    code: 'ORDER_NOT_OPEN',
    reason: '0000HAND000001 is FILLED: by all',
  });
});
