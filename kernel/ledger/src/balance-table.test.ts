import { money, toCurrency, toMinor, type Money } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { BalanceTable, sumByCurrency } from './balance-table.ts';

const amountOf = (amount: bigint, currency: string): Money =>
  money(toMinor(amount), toCurrency(currency));

/** Posted in an order that is none. */
function aTable(): BalanceTable {
  const table = new BalanceTable();
  for (const [ledgerAccount, amount, currency] of [
    ['B/cash', 5n, 'USD'],
    ['A/cash', 7n, 'INR'],
    ['B/cash', -9n, 'INR'],
    ['C/cash', 1n, 'BTC'],
    ['B/cash', 2n, 'EUR'],
    ['B/cash', 4n, 'INR'],
  ] as const) {
    table.post({ ledgerAccount, amount: amountOf(amount, currency) });
  }
  return table;
}

describe('balances', () => {
  test('are told by account and currency, with both their sides', () => {
    const told = aTable()
      .all()
      .map((of) => [of.ledgerAccount, of.currency, of.debits, of.credits, of.balance].join(' '));
    expect(told).toEqual([
      'A/cash INR 7 0 7',
      'B/cash EUR 2 0 2',
      'B/cash INR 4 9 -5',
      'B/cash USD 5 0 5',
      'C/cash BTC 1 0 1',
    ]);
  });

  test('of one account are told by currency', () => {
    const told = aTable().balancesOf('B/cash');
    expect(told).toEqual([amountOf(2n, 'EUR'), amountOf(-5n, 'INR'), amountOf(5n, 'USD')]);
    expect(aTable().balancesOf('NONE')).toEqual([]);
  });

  test('are zero where nothing was posted', () => {
    expect(aTable().balance('A/cash', toCurrency('USD'))).toBe(0n);
    expect(aTable().balance('NONE', toCurrency('INR'))).toBe(0n);
  });

  test('are forgotten where they have settled, and nowhere else', () => {
    const table = aTable();
    const day = 'A/unsettled/2026-11-18';
    for (const amount of [5n, -5n]) {
      expect(table.beside.of('A')).toHaveLength(amount === 5n ? 0 : 1);
      table.post({ ledgerAccount: day, amount: amountOf(amount, 'INR') });
    }
    for (const name of [day, 'A/cash']) table.dropSettled(name);
    expect(table.all().map(({ ledgerAccount }) => ledgerAccount)).not.toContain(day);
    expect(table.all()).toHaveLength(5);
    expect(table.beside.of('A')).toEqual([]);
  });

  test('give way to those of a snapshot, beside an account’s cash too', () => {
    const table = aTable();
    table.post({ ledgerAccount: 'A/loan/L1', amount: amountOf(-5n, 'INR') });
    const other = new BalanceTable();
    other.post({ ledgerAccount: 'OLD/loan/L1', amount: amountOf(1n, 'INR') });
    other.importState(table.all());
    expect(other.all()).toEqual(table.all());
    expect(other.beside.of('A')).toEqual(table.beside.of('A'));
    expect(other.beside.of('OLD')).toEqual([]);
  });
});

test('amounts of several currencies have a sum for each, by currency', () => {
  const amounts = [amountOf(1n, 'USD'), amountOf(2n, 'BTC'), amountOf(3n, 'USD')];
  expect(sumByCurrency([...amounts, amountOf(-4n, 'INR')])).toEqual([
    amountOf(2n, 'BTC'),
    amountOf(-4n, 'INR'),
    amountOf(4n, 'USD'),
  ]);
});
