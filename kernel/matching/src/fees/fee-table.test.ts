import { toQuantity, toPrice } from 'argosy/core';
import { aFuture, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { feeLines } from './fee-lines.ts';
import { feePercent } from './fee-percent.ts';
import { feePerShare } from './fee-per-share.ts';
import { feeTable } from './fee-table.ts';

const share = anInstrument();
const other = anInstrument({ exchange: 'BSE' });
const basisOf = (instrument: typeof share | ReturnType<typeof aFuture>) =>
  ({
    instrument,
    side: 'buy',
    qty: toQuantity(10),
    price: toPrice(10_000),
    liquidity: 'taker',
  }) as const;
const table = feeTable([
  { kinds: ['future'], fee: feePerShare('2') },
  { exchanges: ['NSE'], instruments: [share.id], fee: feePercent('0.1') },
]);

test('the first row that fits an instrument says what it costs', () => {
  expect(table.compute(basisOf(aFuture()), 2).amount).toBe(2_000n);
  expect(table.compute(basisOf(share), 2).amount).toBe(100n);
  expect(table.estimate(basisOf(share), 2).amount).toBe(100n);
});

test('what no row fits costs nothing', () => {
  expect(table.compute(basisOf(other), 2).amount).toBe(0n);
});

test('rows in lines are told in lines, and the others as one', () => {
  const lines = feeLines([{ name: 'brokerage', fee: feePercent('0.1') }]);
  const mixed = feeTable([{ kinds: ['future'], fee: lines }, { fee: feePercent('0.2') }]);
  const namesOf = (of: Parameters<typeof basisOf>[0]) =>
    mixed.itemise?.(basisOf(of), 2).map(({ name, amount }) => [name, amount]);
  expect(namesOf(share)).toEqual([['fee', 200n]]);
  expect(namesOf(aFuture())?.[0]?.[0]).toBe('brokerage');
  expect('itemise' in table).toBe(false);
});

test('a row may be for orders of some products only', () => {
  const byProduct = feeTable([
    { products: ['intraday'], fee: feePercent('0.03') },
    { products: ['delivery', 'margin'], fee: feePercent('0.1') },
  ]);
  const amountOf = (product: 'intraday' | 'margin' | 'carryForward') =>
    byProduct.compute({ ...basisOf(share), product }, 2).amount;
  expect([amountOf('intraday'), amountOf('margin'), amountOf('carryForward')]).toEqual([
    30n,
    100n,
    0n,
  ]);
  expect(JSON.stringify(byProduct.describe())).toContain('"products":"delivery margin"');
});

test('an estimate without a product is the dearest row that may fit, none behind one for all', () => {
  const rows = [
    { products: ['intraday'], fee: feePercent('0.03') },
    { fee: feePercent('0.1') },
    { products: ['delivery'], fee: feePercent('5') },
  ] as const;
  expect(feeTable(rows).estimate(basisOf(share), 2).amount).toBe(100n);
  const withProduct = { ...basisOf(share), product: 'intraday' } as const;
  expect(feeTable(rows).estimate(withProduct, 2).amount).toBe(30n);
});

test('a list without rows is refused, and one with them is told on the card', () => {
  expect(() => feeTable([])).toThrow('at least one row');
  expect(JSON.stringify(table.describe())).toContain('"exchanges":"NSE"');
});
