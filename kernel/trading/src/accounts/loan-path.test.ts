import { toAccountId } from 'argosy/core';
import type { LoanChange } from 'argosy/domain';
import { TradingRig, aQuote, anAccount, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const { currency } = rupees(0n);
const byHand = { strategy: null } as const;

function lend(
  rig: TradingRig,
  change: LoanChange,
  paise: bigint,
  entry = change as string,
): string {
  const { length } = rig.events;
  const amount = rupees(paise);
  rig.command({ type: 'bookLoan', account, entry, loan: 'L1', change, amount }, byHand);
  const [said] = rig.events.slice(length);
  return said?.kind === 'anomaly' ? said.detail : `entry ${said?.kind === 'entry' && said.purpose}`;
}

/** A thousand rupees of its own, and five hundred borrowed. */
function aBorrower(cash = 1_000_00n): TradingRig {
  const rig = new TradingRig({ cash });
  rig.feed(aQuote());
  lend(rig, 'draw', 500_00n);
  rig.said();
  return rig;
}

const balancesOf = (rig: TradingRig): readonly bigint[] =>
  ['cash', 'loan/L1', 'due/L1', 'interest'].map((name) =>
    rig.machine.book.balance(`MAIN/${name}`, currency),
  );

describe('a loan', () => {
  test('is cash that is owed', () => {
    const rig = aBorrower();
    expect(balancesOf(rig)).toEqual([1_500_00n, -500_00n, 0n, 0n]);
    expect(rig.machine.book.netBalances(account)).toEqual([rupees(1_000_00n)]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('bears interest, which is owed too and is no cash yet', () => {
    const rig = aBorrower();
    expect(lend(rig, 'interest', 5_00n)).toBe('entry loan');
    expect(balancesOf(rig)).toEqual([1_500_00n, -500_00n, -5_00n, 5_00n]);
    expect(rig.machine.book.netBalances(account)).toEqual([rupees(995_00n)]);
  });

  test('is paid back with its interest first', () => {
    const rig = aBorrower();
    lend(rig, 'interest', 5_00n);
    lend(rig, 'repay', 105_00n);
    expect(balancesOf(rig)).toEqual([1_395_00n, -400_00n, 0n, 5_00n]);
    lend(rig, 'repay', 400_00n, 'rest');
    expect(balancesOf(rig)).toEqual([995_00n, 0n, 0n, 5_00n]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('adds nothing to what an account on margin may bind beyond its cash', () => {
    const rig = new TradingRig({ accounts: [anAccount({ kind: 'margin' })] });
    rig.transfer('before', -10_000_01n);
    lend(rig, 'draw', 500_00n);
    rig.transfer('after', -10_000_01n);
    const refused = rig.of('anomaly').map(({ detail }) => detail.split(':')[0]);
    expect(refused).toEqual(['INSUFFICIENT_FREE_CASH', 'INSUFFICIENT_FREE_CASH']);
  });

  test.each<[string, LoanChange, bigint]>([
    ['AMOUNT_NOT_POSITIVE', 'draw', 0n],
    ['AMOUNT_NOT_POSITIVE', 'repay', -1n],
    ['LOAN_OVERPAID', 'repay', 500_01n],
    ['AMOUNT_OVERFLOW', 'draw', 2n ** 127n],
    ['AMOUNT_OVERFLOW', 'interest', 2n ** 127n],
  ])('is refused with %s: %s of %i', (code, change, paise) => {
    const rig = aBorrower();
    const before = rig.machine.book.hash();
    expect(lend(rig, change, paise, 'X').split(':')[0]).toBe(code);
    expect(rig.machine.book.hash()).toBe(before);
  });

  test('bears no more interest than the books can hold', () => {
    const rig = aBorrower();
    const most = 2n ** 127n - 1n;
    expect([
      lend(rig, 'interest', most, 'A'),
      lend(rig, 'interest', most, 'B').split(':')[0],
    ]).toEqual(['entry loan', 'AMOUNT_OVERFLOW']);
  });

  test('of which nothing is owed bears no interest and is not paid back', () => {
    for (const change of ['interest', 'repay'] as const) {
      expect(lend(new TradingRig(), change, 1n)).toMatch(/^LOAN_UNKNOWN: L1 in INR/);
    }
  });

  test('is not paid back with money that is not there', () => {
    const rig = aBorrower(0n);
    rig.transfer('out', -500_00n);
    expect(lend(rig, 'repay', 1n)).toMatch(/^INSUFFICIENT_FREE_CASH: .*repays 0.01 INR, free 0.00/);
  });

  test.each(['a/b', 'x'.repeat(65)])('has a name that can be told: %j cannot', (loan) => {
    const rig = aBorrower();
    const amount = rupees(1n);
    rig.command({ type: 'bookLoan', account, entry: 'N', loan, change: 'draw', amount }, byHand);
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(/^LOAN_MISNAMED/);
  });

  test.each<[LoanChange, bigint]>([
    ['draw', 500_00n],
    ['interest', 5_00n],
    ['repay', 105_00n],
  ])('told twice does nothing again: %s; with another amount it is refused', (change, paise) => {
    const rig = aBorrower();
    lend(rig, 'interest', 5_00n, 'first');
    lend(rig, change, paise);
    expect(lend(rig, change, paise)).toMatch(/^REPLAYED/);
    expect(lend(rig, change, paise + 1n)).toMatch(/^ENTRY_CONFLICT/);
  });

  test.each<['restricted' | 'frozen', LoanChange, string]>([
    ['restricted', 'draw', 'entry loan'],
    ['restricted', 'repay', 'ACCOUNT_RESTRICTED'],
    ['frozen', 'draw', 'ACCOUNT_FROZEN'],
    ['frozen', 'interest', 'entry loan'],
  ])('of a %s account: %s, %s', (status, change, expected) => {
    const rig = aBorrower();
    rig.command({ type: 'setStatus', account, status, reason: 'test' }, byHand);
    expect(lend(rig, change, 1n, 'X').split(':')[0]).toBe(expected);
  });

  test('keeps its account from being closed', () => {
    const rig = aBorrower(0n);
    rig.transfer('out', -500_00n);
    rig.command({ type: 'setStatus', account, status: 'closed', reason: 'test' }, byHand);
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(/^ACCOUNT_NOT_EMPTY: .*MAIN.loan.L1/);
  });

  test('is none of a strategy’s business', () => {
    const rig = aBorrower();
    const body = { type: 'bookLoan', account, entry: 'S', loan: 'L1', change: 'draw' } as const;
    rig.command({ ...body, amount: rupees(1n) });
    expect(rig.of('anomaly').at(-1)?.detail).toMatch(/^NOT_PERMITTED/);
  });
});
