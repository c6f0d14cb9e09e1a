import { money, toCurrency, toPrice, toQuantity, toTimestamp, toTradeId } from 'argosy/core';
import { aTouch } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { causesOf, type ToldFill } from './fill-causes.ts';

const inr = toCurrency('INR');

function aFill(changes: Partial<ToldFill> = {}): ToldFill {
  return {
    trade: toTradeId('T'),
    qty: toQuantity(10),
    price: toPrice(10_000),
    fee: money(50n, inr),
    liquidity: 'taker',
    touch: aTouch(),
    at: toTimestamp(5),
    ...changes,
  };
}

test('fills that are the same in all have no cause', () => {
  expect(causesOf([aFill()], [aFill()])).toEqual([]);
  const parts = [aFill({ qty: toQuantity(4) }), aFill({ qty: toQuantity(6), fee: money(0n, inr) })];
  expect(causesOf(parts, [aFill()])).toEqual([]);
  expect(causesOf([], [])).toEqual([]);
});

test.each([
  ['another instant', { at: toTimestamp(6) }, ['latency']],
  ['another price', { price: toPrice(10_005) }, ['latency']],
  ['another fee', { fee: money(51n, inr) }, ['charges']],
  ['another instant and fee', { at: toTimestamp(6), fee: money(51n, inr) }, ['latency', 'charges']],
  ['another quantity', { qty: toQuantity(9) }, ['latency']],
] as const)('a taker with %s', (_, changes, expected) => {
  expect(causesOf([aFill()], [aFill(changes)])).toEqual(expected);
});

test('who waited in the book and got another quantity, or nothing, met another queue', () => {
  const waited = { liquidity: 'maker' } as const;
  expect(causesOf([aFill(waited)], [aFill({ ...waited, qty: toQuantity(3) })])).toEqual(['queue']);
  expect(causesOf([aFill(waited)], [])).toEqual(['queue']);
  expect(causesOf([aFill(waited)], [aFill({ qty: toQuantity(3) })])).toEqual(['latency']);
});
