import { toBrokerOrderId } from 'argosy/core';
import type { OrderChange } from 'argosy/domain';
import { aFill, aTouch, anOrder } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { classifyFill } from './classify-fill.ts';

const canceled: OrderChange = { type: 'canceled', reason: null };
const working = (...changes: readonly OrderChange[]) =>
  anOrder({}, [
    { type: 'submitted', touch: aTouch() },
    { type: 'accepted', brokerId: toBrokerOrderId('B-1') },
    ...changes,
  ]);
const filled = (qty: number): OrderChange => ({
  type: 'filled',
  fill: aFill({ trade: 'T-1', qty }),
});

describe('a fill is', () => {
  it.each([
    [
      'ordinary up to what is left',
      working(filled(4)),
      aFill({ trade: 'T-2', qty: 6 }),
      'ordinary',
    ],
    ['too large beyond it', working(filled(4)), aFill({ trade: 'T-2', qty: 7 }), 'tooLarge'],
    ['late after the order closed', working(canceled), aFill({ qty: 10 }), 'late'],
    ['too large rather than late', working(canceled), aFill({ qty: 11 }), 'tooLarge'],
    ['too large once all is filled', working(filled(10)), aFill({ trade: 'T-2' }), 'tooLarge'],
    ['a duplicate when all is the same', working(filled(4)), aFill({ qty: 4 }), 'duplicate'],
    ['a conflict by another quantity', working(filled(4)), aFill({ qty: 5 }), 'conflict'],
    [
      'a conflict by another price',
      working(filled(4)),
      aFill({ qty: 4, price: 10_001 }),
      'conflict',
    ],
    [
      'a duplicate of what was a conflict itself',
      working(filled(4), filled(5)),
      aFill({ qty: 5 }),
      'duplicate',
    ],
    ['a duplicate even after the end', working(filled(10)), aFill({ qty: 10 }), 'duplicate'],
  ] as const)('%s', (_name, order, fill, expected) => {
    expect(classifyFill(order, fill)).toBe(expected);
  });
});
