import { toCurrency, toPrice, toQuantity, unwrap } from 'argosy/core';
import { noLeverage, parseLeverage } from 'argosy/risk';
import { anInstrument } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { affordableQty } from './affordable-qty.ts';

const share = anInstrument({
  currency: toCurrency('INR'),
  pricePrecision: 2,
  sizePrecision: 0,
  lot: toQuantity(1),
});

const aBudget = { scale: 2, price: toPrice(10_000), leverage: noLeverage };

it('buys the last unit that the cash pays for exactly', () => {
  const budget = { ...aBudget, cash: 100_000n, share: 1 };
  expect(affordableQty(share, budget)).toBe(10);
});

it('leaves a unit out when a single minor unit is missing', () => {
  const budget = { ...aBudget, cash: 99_999n, share: 1 };
  expect(affordableQty(share, budget)).toBe(9);
});

it('rounds down to whole lots', () => {
  const budget = { ...aBudget, cash: 100_000n, share: 1 };
  expect(affordableQty({ ...share, lot: toQuantity(4) }, budget)).toBe(8);
});

it('uses only the share it is given', () => {
  const budget = { ...aBudget, cash: 100_000n, share: 0.5 };
  expect(affordableQty(share, budget)).toBe(5);
});

it('buys nothing without cash, price or share', () => {
  const budget = { ...aBudget, cash: 100_000n, share: 1 };
  expect(affordableQty(share, { ...budget, cash: -1n })).toBe(0);
  expect(affordableQty(share, { ...budget, price: toPrice(0) })).toBe(0);
  expect(affordableQty(share, { ...budget, share: 0 })).toBe(0);
});

it('buys as many times more as the leverage says', () => {
  const leverage = unwrap(parseLeverage('2.5'));
  expect(affordableQty(share, { ...aBudget, cash: 100_000n, share: 1, leverage })).toBe(25);
});
