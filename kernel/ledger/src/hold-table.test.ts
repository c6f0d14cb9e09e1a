import { toAccountId, toCurrency, toOrderId, toQuantity, type OrderId } from 'argosy/core';
import { rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { HoldBody } from './bodies.ts';
import { HoldTable } from './hold-table.ts';

const account = toAccountId('MAIN');
const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const orderOf = (n: number): OrderId => toOrderId(`0000TEST00000${n}`);

function holdOf(n: number, paise: bigint, changes: Partial<HoldBody> = {}): HoldBody {
  const [order, qty] = [orderOf(n), toQuantity(n)];
  const money = rupees(paise);
  return { kind: 'hold', change: 'placed', order, account, money, qty, group: null, ...changes };
}

/** Two orders on their own, and two siblings of one group; all but the first sell a position. */
function aTable(): HoldTable {
  const table = new HoldTable();
  table.apply(holdOf(3, 30n, { group: 'G' }), 'P');
  table.apply(holdOf(1, 10n), null);
  table.apply(holdOf(4, 20n, { group: 'G' }), 'P');
  table.apply(holdOf(2, 5n), 'P');
  return table;
}

const sumsOf = (table: HoldTable): readonly (bigint | number)[] => [
  table.heldCash(account, inr),
  table.heldQty('P'),
];

describe('holds', () => {
  test('are summed, of a group the largest', () => {
    expect(sumsOf(aTable())).toEqual([10n + 5n + 30n, 2 + 4]);
    expect(aTable().heldCash(account, usd)).toBe(0n);
    expect(aTable().heldQty('Q')).toBe(0);
  });

  test('are told by order', () => {
    const orders = aTable()
      .all()
      .map(({ order }) => order);
    expect(orders).toEqual([1, 2, 3, 4].map(orderOf));
  });

  test('give way to what remains, at the position that was told first', () => {
    const table = aTable();
    table.apply(holdOf(2, 3n, { qty: toQuantity(1) }), null);
    expect(sumsOf(table)).toEqual([43n, 5]);
    expect(table.find(orderOf(2))?.position).toBe('P');
  });

  test.each<[number, string | null, readonly (bigint | number)[]]>([
    [1, null, [35n, 6]],
    [2, null, [40n, 4]],
    [3, 'G', [35n, 6]],
    [4, 'G', [45n, 5]],
  ])('are taken off when they are released: %i of group %s', (n, group, expected) => {
    const table = aTable();
    table.apply(holdOf(n, 0n, { change: 'released', group }), null);
    expect(sumsOf(table)).toEqual(expected);
    expect(table.find(orderOf(n))).toBeUndefined();
  });

  test('are an order’s own, or its group’s', () => {
    const table = aTable();
    const holderOf = (n: number, group: string | null) => ({ order: orderOf(n), account, group });
    const cash = [holderOf(1, null), holderOf(4, 'G'), holderOf(9, null), holderOf(9, 'H')];
    expect(cash.map((of) => table.heldCashOf(of, inr))).toEqual([10n, 30n, 0n, 0n]);
    expect(table.heldCashOf(holderOf(1, null), usd)).toBe(0n);
    const sales = [holderOf(1, null), holderOf(2, null), holderOf(3, 'G'), holderOf(9, null)];
    expect(sales.map((of) => table.heldQtyOf(of, 'P'))).toEqual([0, 2, 4, 0]);
    expect(table.heldQtyOf(holderOf(2, null), 'Q')).toBe(0);
  });

  test('give way to those of a snapshot', () => {
    const table = aTable();
    table.importState([{ ...holdOf(7, 70n), position: 'Q' }]);
    expect(sumsOf(table)).toEqual([70n, 0]);
    expect([table.heldQty('Q'), table.all().length]).toEqual([7, 1]);
    expect(table.heldQtyOf({ order: orderOf(3), group: 'G' }, 'P')).toBe(0);
  });

  test('of less than nothing are a bug', () => {
    expect(() => {
      new HoldTable().apply(holdOf(1, -1n), null);
    }).toThrow('less than nothing');
    new HoldTable().apply(holdOf(1, 0n), null);
  });
});
