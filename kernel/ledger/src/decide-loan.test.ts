import { money, toAccountId, toCurrency, toMinor, unwrap, type Result } from 'argosy/core';
import type { Leg, LoanChange } from 'argosy/domain';
import { LedgerRig, anEventHead, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import { computeInterest, decideLoan, type InterestSpan, type LoanRequest } from './decide-loan.ts';
import { unsettledAccountOf } from './ledger-accounts.ts';

const account = toAccountId('MAIN');

function requestOf(
  change: LoanChange,
  paise: bigint,
  changes: Partial<LoanRequest> = {},
): LoanRequest {
  return {
    account,
    entry: change,
    loan: 'L1',
    change,
    amount: rupees(paise),
    scale: 2,
    ...changes,
  };
}

function book(rig: LedgerRig, of: LoanRequest): LedgerRig {
  const body = unwrap(decideLoan(rig.book, of));
  if (body !== null) rig.post(body);
  return rig;
}

/** A thousand rupees of its own, five hundred borrowed, and five of interest due. */
function aBorrower(): LedgerRig {
  const rig = book(new LedgerRig().transfer(1_000_00n), requestOf('draw', 500_00n));
  return book(rig, requestOf('interest', 5_00n));
}

const legsOf = (rig: LedgerRig, of: LoanRequest): readonly string[] =>
  (unwrap(decideLoan(rig.book, of))?.legs ?? []).map(
    ({ ledgerAccount, amount }) => `${ledgerAccount} ${amount.amount}`,
  );
const refusalOf = (rig: LedgerRig, of: LoanRequest): string | null => {
  const decided: Result<unknown> = decideLoan(rig.book, of);
  return decided.ok ? null : `${decided.refusal.code} ${decided.refusal.reason}`;
};
const codeOf = (rig: LedgerRig, of: LoanRequest): string | null =>
  refusalOf(rig, of)?.split(' ')[0] ?? null;

describe('what is booked of a loan', () => {
  test.each<[string, LoanChange, bigint, readonly string[]]>([
    ['lent is cash', 'draw', 7n, ['MAIN/cash 7', 'MAIN/loan/L1 -7']],
    ['interest is due', 'interest', 7n, ['MAIN/interest 7', 'MAIN/due/L1 -7']],
    ['paid back less than the interest', 'repay', 4_99n, ['MAIN/due/L1 499', 'MAIN/cash -499']],
    ['paid back the interest', 'repay', 5_00n, ['MAIN/due/L1 500', 'MAIN/cash -500']],
    [
      'paid back more than the interest',
      'repay',
      5_01n,
      ['MAIN/due/L1 500', 'MAIN/loan/L1 1', 'MAIN/cash -501'],
    ],
    [
      'paid back all',
      'repay',
      505_00n,
      ['MAIN/due/L1 500', 'MAIN/loan/L1 50000', 'MAIN/cash -50500'],
    ],
  ])('%s', (_, change, paise, legs) => {
    expect(legsOf(aBorrower(), requestOf(change, paise, { entry: 'X' }))).toEqual(legs);
  });

  test('is an entry of its own, for no order', () => {
    const body = unwrap(decideLoan(new LedgerRig().book, requestOf('draw', 1n)));
    expect(body).toMatchObject({ entry: 'draw', account, purpose: 'loan', order: null });
  });

  test('is there once', () => {
    const rig = book(aBorrower(), requestOf('repay', 100_00n));
    for (const [change, paise] of [
      ['draw', 500_00n],
      ['interest', 5_00n],
      ['repay', 100_00n],
    ] as const) {
      expect(refusalOf(rig, requestOf(change, paise))).toBeNull();
      expect(legsOf(rig, requestOf(change, paise))).toEqual([]);
    }
  });

  test.each<[string, LoanRequest]>([
    ['another amount', requestOf('draw', 500_01n)],
    ['another loan', requestOf('draw', 500_00n, { loan: 'L2' })],
    ['a repayment', requestOf('repay', 500_00n, { entry: 'draw' })],
    ['interest', requestOf('interest', 500_00n, { entry: 'draw' })],
    [
      'another currency',
      requestOf('draw', 0n, { amount: money(toMinor(500_00n), toCurrency('USD')) }),
    ],
    ['a deposit', requestOf('draw', 1_000_00n, { entry: 'transfer-100000' })],
  ])('keeps its id from %s', (_, of) => {
    expect(refusalOf(aBorrower(), of)).toBe(`ENTRY_CONFLICT ${of.entry}`);
  });
});

describe('a loan is refused', () => {
  const once = (change: LoanChange, paise: bigint, changes: Partial<LoanRequest> = {}) =>
    requestOf(change, paise, { entry: 'X', ...changes });

  test.each<[string, LoanRequest, string | null]>([
    ['without a name', once('draw', 1n, { loan: '' }), 'LOAN_MISNAMED ""'],
    ['with a slash', once('draw', 1n, { loan: 'a/b' }), 'LOAN_MISNAMED "a/b"'],
    ['with too long a name', once('draw', 1n, { loan: 'x'.repeat(65) }), 'LOAN_MISNAMED'],
    ['not with the longest name', once('draw', 1n, { loan: 'x'.repeat(64) }), null],
    ['of nothing', once('draw', 0n), 'AMOUNT_NOT_POSITIVE'],
    ['not up to what is owed', once('repay', 505_00n), null],
    [
      'beyond what is owed',
      once('repay', 505_01n),
      'LOAN_OVERPAID repays 505.01 INR, L1 owes 505.00',
    ],
    ['of which nothing is owed', once('repay', 1n, { loan: 'L2' }), 'LOAN_UNKNOWN L2 in INR'],
    ['that bears nothing', once('interest', 1n, { loan: 'L2' }), 'LOAN_UNKNOWN L2 in INR'],
    ['not up to the free margin', once('repay', 300n, { available: 300n }), null],
    [
      'beyond the free margin',
      once('repay', 301n, { available: 300n }),
      'INSUFFICIENT_FREE_CASH repays 3.01 INR, free 3.00',
    ],
    ['not up to what the books can hold', once('draw', LEDGER_AMOUNT_MAX - 1_500_00n), null],
    [
      'beyond what the books can hold',
      once('draw', LEDGER_AMOUNT_MAX - 1_499_99n),
      'AMOUNT_OVERFLOW',
    ],
  ])('%s', (_, of, expected) => {
    const refusal = refusalOf(aBorrower(), of);
    if (expected === null) expect(refusal).toBeNull();
    else expect(refusal).toContain(expected);
  });

  test.each<[bigint, string | null]>([
    [1_300_00n, null],
    [1_300_01n, 'INSUFFICIENT_FREE_CASH'],
  ])('beyond what no order has set aside: %i', (paise, expected) => {
    const rig = book(aBorrower(), requestOf('draw', 5_000_00n, { entry: 'more' }));
    rig.transfer(-5_000_00n).hold(200_00n);
    expect(codeOf(rig, once('repay', paise))).toBe(expected);
  });

  test.each<[bigint, string | null]>([
    [100n, null],
    [101n, 'UNSETTLED_CASH repays 1.01 INR, free 2.00, settled of it 1.00'],
    [200n, 'UNSETTLED_CASH repays 2.00 INR, free 2.00, settled of it 1.00'],
    [201n, 'INSUFFICIENT_FREE_CASH repays 2.01 INR, free 2.00'],
  ])('of what is still to settle: %i of 200, of which half is settled', (paise, expected) => {
    const rig = book(new LedgerRig(), requestOf('draw', 500n)).transfer(-400n);
    const legs: readonly Leg[] = [
      { ledgerAccount: unsettledAccountOf(account, 7), amount: rupees(100n) },
      { ledgerAccount: 'MAIN/realised', amount: rupees(-100n) },
    ];
    rig.post({ kind: 'entry', entry: 'sale', account, purpose: 'fill', order: null, legs });
    expect(refusalOf(rig, once('repay', paise))).toBe(expected);
  });

  test.each<['restricted' | 'frozen', LoanChange, string | null]>([
    ['restricted', 'draw', null],
    ['restricted', 'repay', 'ACCOUNT_RESTRICTED'],
    ['frozen', 'draw', 'ACCOUNT_FROZEN'],
    ['frozen', 'repay', 'ACCOUNT_FROZEN'],
    ['frozen', 'interest', null],
  ])('as its account stands, %s: %s', (status, change, expected) => {
    const rig = aBorrower();
    const event = { kind: 'status', account, status, reason: 'test' } as const;
    rig.book.apply({ ...anEventHead(), ...event });
    expect(codeOf(rig, once(change, 1n))).toBe(expected);
  });
});

const spanOf = (owed: bigint, days: number, ratePpm = 120_000): InterestSpan => ({
  owed: toMinor(owed),
  days,
  ratePpm,
});
const terms = { daysOfYear: 365, booked: toMinor(0n), rounding: 'halfEven' } as const;

describe('interest', () => {
  test('of a year is the rate', () => {
    expect(computeInterest([spanOf(1_000_00n, 365)], terms)).toBe(120_00n);
  });

  test('follows the amount and the rate as they change', () => {
    const spans = [spanOf(1_000_00n, 73), spanOf(500_00n, 73), spanOf(500_00n, 73, 240_000)];
    expect(computeInterest(spans, terms)).toBe(24_00n + 12_00n + 24_00n);
  });

  test('of exactly half a paisa is rounded to the even one', () => {
    const halves = [25n, 75n].map((owed) => computeInterest([spanOf(owed, 365, 60_000)], terms));
    expect(halves).toEqual([2n, 4n]);
  });

  test('is less what was booked, below zero where that was too much', () => {
    const booked = toMinor(130_00n);
    expect(computeInterest([spanOf(1_000_00n, 365)], { ...terms, booked })).toBe(-10_00n);
  });

  test('booked day by day comes to the same as booked once', () => {
    const spans = fc.array(
      fc.record({
        owed: fc.bigInt({ min: 0n, max: 10n ** 12n }).map(toMinor),
        days: fc.nat(5),
        ratePpm: fc.nat(1_000_000),
      }),
    );
    fc.assert(
      fc.property(spans, (all) => {
        let booked = 0n;
        for (const [place] of all.entries()) {
          const so = { ...terms, booked: toMinor(booked) };
          booked += computeInterest(all.slice(0, place + 1), so);
        }
        expect(booked).toBe(computeInterest(all, terms));
      }),
    );
  });
});
