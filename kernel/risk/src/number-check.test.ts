import { toQuantity } from 'argosy/core';
import { aCheckContext, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';

describe('quantities', () => {
  const bounded = anInstrument({
    lot: toQuantity(5),
    minQty: toQuantity(10),
    maxQty: toQuantity(20),
  });
  test.each([
    [9, 'QTY_BELOW_MINIMUM'],
    [10, null],
    [11, 'QTY_OFF_LOT'],
    [14, 'QTY_OFF_LOT'],
    [15, null],
    [16, 'QTY_OFF_LOT'],
    [20, null],
    [21, 'QTY_ABOVE_MAXIMUM'],
  ])('of %i by fives from 10 to 20 give %s', (qty, expected) => {
    const context = aCheckContext({ instrument: bounded, request: { qty: toQuantity(qty) } });
    expect(checkOrder(context, 'submit')?.code ?? null).toBe(expected);
  });

  test.each([
    [9, 'QTY_NOT_ABOVE_FILLED'],
    [10, 'QTY_NOT_ABOVE_FILLED'],
    [11, null],
  ])('amended to %i with 10 filled give %s', (qty, expected) => {
    const context = aCheckContext({ qty: toQuantity(qty), filled: toQuantity(10) });
    expect(checkOrder(context, 'amend')?.code ?? null).toBe(expected);
  });

  test('are told as people write them', () => {
    const fine = anInstrument({ sizePrecision: 2, lot: toQuantity(5), minQty: toQuantity(5) });
    const context = aCheckContext({ instrument: fine, request: { qty: toQuantity(1_234) } });
    expect(checkOrder(context, 'submit')?.reason).toContain('quantity 12.34, lot 0.05');
  });
});
