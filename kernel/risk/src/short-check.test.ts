import { toAccountId, toInstrumentId, toQuantity } from 'argosy/core';
import type { OrderRequest, Product } from 'argosy/domain';
import {
  aCheckContext,
  aFuture,
  anInstrument,
  anOption,
  type ContextChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { ShortSaleRule } from './risk-rules.ts';
import { checkShortSale } from './short-check.ts';

const rule: ShortSaleRule = {
  accounts: [toAccountId('MAIN')],
  products: ['intraday'],
  located: null,
};
const codeOf = (changes: ContextChanges, shortSales: Partial<ShortSaleRule> = {}): string | null =>
  checkShortSale(
    aCheckContext({ limits: { rules: { shortSales: { ...rule, ...shortSales } } }, ...changes }),
  )?.code ?? null;
const sale = (product: Product): Partial<OrderRequest> => ({ side: 'sell', product });

describe('P-21', () => {
  test.each([
    ['one less', 9, 'SHORT_SALE_NOT_PERMITTED'],
    ['as much', 10, null],
    ['one more', 11, null],
  ])('a delivery sale with %s held', (_, positionQty, expected) => {
    expect(codeOf({ request: sale('delivery'), held: { positionQty } })).toBe(expected);
  });

  test('counts what other open sales leave of the holdings', () => {
    const held = { positionQty: 15, workingPositionQty: 6 };
    expect(codeOf({ request: sale('delivery'), held })).toBe('SHORT_SALE_NOT_PERMITTED');
  });

  test('lets an account that may sell short in a product do so, and no other', () => {
    const permitted = codeOf({ request: sale('intraday') });
    const other = codeOf({ request: { ...sale('intraday'), account: toAccountId('OTHER') } });
    expect([permitted, other]).toEqual([null, 'SHORT_SALE_NOT_PERMITTED']);
  });

  test.each([
    [11, null],
    [10, null],
    [9, 'SHORT_NOT_LOCATED'],
  ])('a short sale of 10 with %i located', (found, expected) => {
    const located = new Map([[anInstrument().id, toQuantity(found)]]);
    expect(codeOf({ request: sale('intraday') }, { located })).toBe(expected);
  });

  test('takes nothing for located of what is not on the list', () => {
    const located = new Map([[toInstrumentId('OTHER.NSE'), toQuantity(9)]]);
    const request = { ...sale('intraday'), qty: toQuantity(1) };
    expect(codeOf({ request }, { located })).toBe('SHORT_NOT_LOCATED');
  });

  test('counts what is short and what works already against what is located', () => {
    const located = new Map([[anInstrument().id, toQuantity(16)]]);
    const held = { accountQty: -4, workingAccountQty: 3 };
    expect(codeOf({ request: sale('intraday'), held }, { located })).toBe('SHORT_NOT_LOCATED');
  });

  test.each([
    ['a buy', { request: { product: 'delivery' } }],
    ['a future', { request: sale('delivery'), instrument: aFuture() }],
    ['a written option', { request: sale('delivery'), instrument: anOption() }],
  ] satisfies [string, ContextChanges][])('has nothing to do with %s', (_, changes) => {
    expect(codeOf(changes)).toBeNull();
  });
});
