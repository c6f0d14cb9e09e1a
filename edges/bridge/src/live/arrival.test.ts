import { toTimestamp } from 'argosy/core';
import { aQuote } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { arrivedAt, upTo } from './arrival.ts';

const now = toTimestamp(1_000);

test('what is known already keeps its instant', () => {
  const quote = aQuote({ at: 900 });
  expect(upTo(quote, now)).toBe(quote);
});

test('what says that it is of later is of now', () => {
  const quote = aQuote({ at: 1_001 });
  expect(upTo(quote, now)).toEqual({ ...quote, availableAt: now });
});

test('a command is of when it came', () => {
  expect(arrivedAt({ kind: 'command', at: 5 }, now)).toEqual({ kind: 'command', at: now });
});

test('what is no command stays what it is', () => {
  expect([null, 5, 'at', undefined].map((one) => arrivedAt(one, now))).toEqual([
    null,
    5,
    'at',
    undefined,
  ]);
});
