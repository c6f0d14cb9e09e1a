import { toCurrency, toMinor } from 'argosy/core';
import { rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { BesideTable } from './beside-table.ts';
import type { Beside } from './ledger-accounts.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];

/** A balance that goes on changing, as those of the books do. */
const sides = (balance: bigint, currency = inr) => ({ balance, currency });

/** Two days and two loans of one account, a day of another. */
function aTable(): BesideTable {
  const table = new BesideTable();
  table.note('MAIN/unsettled/2026-11-20', sides(500n));
  table.note('MAIN/unsettled/2026-11-19', sides(-300n));
  table.note('MAIN/unsettled/2026-11-19', sides(7n, usd));
  table.note('MAIN/loan/L1', sides(-1_000n));
  table.note('MAIN/loan/L2', sides(-20n));
  table.note('MAIN/due/L1', sides(-3n));
  table.note('OTHER/unsettled/2026-11-18', sides(40n));
  table.note('MAIN/cash', sides(9_999n));
  return table;
}

describe('what stands beside cash', () => {
  test.each<[string, Beside, typeof inr, bigint]>([
    ['MAIN', 'unsettled', inr, 200n],
    ['MAIN', 'unsettled', usd, 7n],
    ['MAIN', 'loan', inr, -1_020n],
    ['MAIN', 'due', inr, -3n],
    ['MAIN', 'due', usd, 0n],
    ['OTHER', 'unsettled', inr, 40n],
    ['OTHER', 'loan', inr, 0n],
    ['NONE', 'loan', inr, 0n],
  ])('of %s, %s in %s, comes to %i', (account, kind, currency, expected) => {
    expect(aTable().sum(account, kind, currency)).toBe(expected);
  });

  test.each([
    ['MAIN', inr, 500n],
    ['MAIN', usd, 7n],
    ['OTHER', usd, 0n],
    ['NONE', inr, 0n],
  ])('of %s in %s is still to be received without what it pays: %i', (account, currency, sum) => {
    expect(aTable().receivable(account, currency)).toBe(sum);
  });

  test('is of no loan still to be received, though somebody else owes it', () => {
    const table = new BesideTable();
    table.note('MAIN/loan/L1', sides(5n));
    expect(table.receivable('MAIN', inr)).toBe(0n);
  });

  test('is told by kind, in the order in which it came', () => {
    const namesOf = (kinds?: readonly Beside[]): readonly string[] =>
      aTable()
        .of('MAIN', kinds)
        .map(({ ledgerAccount, money }) => `${ledgerAccount.slice(5)} ${money.amount}`);
    expect(namesOf(['loan', 'due'])).toEqual(['loan/L1 -1000', 'loan/L2 -20', 'due/L1 -3']);
    expect(namesOf()).toHaveLength(6);
    expect(aTable().of('NONE')).toEqual([]);
  });

  test('follows the balance itself', () => {
    const balance = { balance: 5n, currency: inr };
    const table = new BesideTable();
    table.note('MAIN/loan/L1', balance);
    balance.balance = 8n;
    expect(table.of('MAIN')[0]?.money).toEqual({ amount: toMinor(8n), currency: inr });
  });

  test('settles over all accounts', () => {
    const amounts = aTable()
      .unsettled()
      .map(({ money }) => money);
    const dollars = { amount: toMinor(7n), currency: usd };
    expect(amounts).toEqual([rupees(500n), rupees(-300n), dollars, rupees(40n)]);
  });
});

describe('the next day on which something settles', () => {
  const day = 20_775; // 2026-11-18

  test('is the first of them', () => {
    expect(aTable().nextSettlement).toBe(day);
  });

  test('is none for loans, and none at the start and after the end', () => {
    const table = new BesideTable();
    expect(table.nextSettlement).toBe(Infinity);
    table.note('MAIN/loan/L1', sides(5n));
    expect(table.nextSettlement).toBe(Infinity);
    table.note('MAIN/unsettled/2026-11-18', sides(5n));
    table.clear();
    expect([table.nextSettlement, table.of('MAIN')]).toEqual([Infinity, []]);
  });

  test('is the next of any account once that has settled', () => {
    const table = new BesideTable();
    table.note('MAIN/loan/L1', sides(-5n));
    table.note('OTHER/unsettled/2026-11-18', sides(0n));
    table.note('MAIN/unsettled/2026-11-20', sides(5n));
    table.note('MAIN/unsettled/2026-11-19', sides(5n));
    expect(table.drop('OTHER/unsettled/2026-11-18')).toBe(true);
    expect(table.nextSettlement).toBe(day + 1);
    expect(table.of('OTHER')).toEqual([]);
    expect(table.of('MAIN')).toHaveLength(3);
  });
});

describe('dropping', () => {
  test('forgets a day that has come to nothing, in every currency, and no other', () => {
    const table = new BesideTable();
    table.note('MAIN/unsettled/2026-11-18', sides(0n));
    table.note('MAIN/unsettled/2026-11-18', sides(0n, usd));
    table.note('MAIN/unsettled/2026-11-19', sides(5n));
    expect(table.drop('MAIN/unsettled/2026-11-18')).toBe(true);
    expect(table.unsettled().map(({ money }) => money)).toEqual([rupees(5n)]);
  });

  test.each(['MAIN/unsettled/2026-11-18', 'MAIN/loan/L1', 'MAIN/due/L1', 'MAIN/cash'])(
    'leaves what something is left of, and what is no settlement: %s',
    (name) => {
      const table = new BesideTable();
      table.note('MAIN/unsettled/2026-11-18', sides(0n));
      table.note('MAIN/unsettled/2026-11-18', sides(1n, usd));
      table.note('MAIN/unsettled/2026-11-19', sides(0n));
      table.note('MAIN/loan/L1', sides(0n));
      table.note('MAIN/due/L1', sides(0n));
      expect(table.drop(name)).toBe(false);
      expect(table.of('MAIN')).toHaveLength(5);
    },
  );
});
