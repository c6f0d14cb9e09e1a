import type { OrderEvent } from '@argosy/contract';
import { expect, test } from 'vitest';

import { hopsOf, instantMillis } from './hops.ts';

function event(receivedAt: string): OrderEvent {
  return {
    number: 1,
    index: 0,
    at: receivedAt,
    receivedAt,
    type: 'accepted',
    code: null,
    reason: null,
    brokerId: null,
    qty: null,
    terms: null,
    fill: null,
    trade: null,
    request: null,
    touch: null,
  };
}

test('times between steps keep their microseconds', () => {
  const [first, second, third] = hopsOf([
    event('2026-11-20T04:15:00.120400Z'),
    event('2026-11-20T04:15:00.120650Z'),
    event('2026-11-20T04:15:01.120650Z'),
  ]);
  expect(first?.sincePrevious).toBeNull();
  expect(second?.sincePrevious).toBeCloseTo(0.25, 3);
  expect(third?.sincePrevious).toBeCloseTo(1_000, 3);
  expect(third?.sinceFirst).toBeCloseTo(1_000.25, 3);
});

test('an instant without a fraction is read as well', () => {
  expect(instantMillis('2026-11-20T04:15:00Z')).toBe(Date.parse('2026-11-20T04:15:00Z'));
});
