import { ledgerScales, money, toAccountId, toCurrency, type Money } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { Portfolio } from 'argosy/engine';
import { aPair } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { cashAccount } from './config.ts';
import { OpeningWorth } from './opening-worth.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const pair = aPair({ base: usd, currency: inr, pricePrecision: 4 });
const table = new InstrumentTable([pair]);
const scales = ledgerScales({});
const id = toAccountId('A1');
const rupees = (minor: bigint): Money => money(minor, inr);

const openingOf = (...balances: readonly Money[]) => {
  const portfolio = new Portfolio(table, scales);
  const account = { ...cashAccount(id, rupees(0n)), balances };
  const price = (scaled: number): void => {
    portfolio.mark(table.indexOf(pair.id) ?? expect.fail('no pair'), 2 * scaled);
  };
  return { opening: new OpeningWorth([account], portfolio), price };
};

test('one currency is known at once', () => {
  const { opening } = openingOf(rupees(5_00n));
  expect([opening.of(id, inr), opening.notes(scales)]).toEqual([rupees(5_00n), []]);
});

test('another currency counts at the first rate, and no later one', () => {
  const { opening, price } = openingOf(rupees(5_00n), money(2_00n, usd));
  expect(opening.of(id, inr)).toEqual(rupees(5_00n));
  for (const scaled of [80_0000, 90_0000]) {
    price(scaled);
    opening.look();
  }
  expect([opening.of(id, inr), opening.notes(scales)]).toEqual([rupees(165_00n), []]);
});

test('what never had a rate is told', () => {
  const { opening } = openingOf(money(2_00n, usd));
  opening.look();
  expect(opening.notes(scales)).toEqual([
    'account A1: no rate from USD to INR, so its opening leaves 2.00 USD out',
  ]);
});
