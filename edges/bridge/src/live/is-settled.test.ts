import type { Order } from 'argosy/domain';
import { anOrder } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { isSettled } from './is-settled.ts';

test.each<[string, Partial<Order>, number, boolean]>([
  ['nothing is under way', { state: 'ACCEPTED' }, 0, true],
  ['an effect waits for the journal', { state: 'ACCEPTED' }, 1, false],
  ['an order is on its way', { state: 'SUBMITTED' }, 0, false],
  ['a cancel is', { state: 'PENDING_CANCEL', pending: 'cancel' }, 0, false],
  ['an amendment is', { state: 'PENDING_UPDATE', pending: 'update' }, 0, false],
  ['the answer to one is lost', { state: 'SUBMITTED', inDoubt: ['submit'] }, 0, true],
])('where %s', (_, changes, size, expected) => {
  const order: Order = { ...anOrder(), ...changes };
  expect(isSettled({ openOrders: () => [order] }, { size })).toBe(expected);
});
