import {
  divideRounded,
  formatScaledBigint,
  minBigint,
  money,
  negateMoney,
  ok,
  toMinor,
  type AccountId,
  type Minor,
  type Money,
  type Refusal,
  type Result,
  type Rounding,
} from 'argosy/core';
import type { Leg, LoanChange } from 'argosy/domain';

import { findAmountFlaw, findOverflow } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { lackOf } from './decide-transfer.ts';
import { findStatusFlaw } from './decide-terms.ts';
import type { KnownEntry } from './entry-index.ts';
import { refusal, refused } from './errors.ts';
import { loanAccountsOf } from './ledger-accounts.ts';
import type { LedgerBook } from './ledger-book.ts';

/** The most characters a loan's name may have. */
export const LOAN_NAME_MAX = 64;

/** Money lent to an account, paid back by it, or the interest on it. */
export type LoanRequest = {
  readonly account: AccountId;
  /** The sender's own id: the same one again does nothing. */
  readonly entry: string;
  readonly loan: string;
  readonly change: LoanChange;
  /** Above zero, whatever the change. */
  readonly amount: Money;
  /** The decimals of its currency in the books, for the text of a refusal. */
  readonly scale: number;
  /** What may be paid back where that is not the free cash: free margin. */
  readonly available?: bigint;
};

/**
 * Decides what becomes of a loan. What is lent comes into cash; interest is due as soon as it is
 * booked, and is a fact; a repayment goes to the interest due first, and never beyond what is owed.
 * Null means that it is booked already.
 */
export function decideLoan(book: LedgerBook, of: LoanRequest): Result<EntryBody | null> {
  const { account, entry, loan, change, amount } = of;
  const known = book.knownEntry(account, entry);
  if (known !== undefined) return checkKnown(book, of, known);
  const flaw = findLoanFlaw(book, of);
  if (flaw !== null) return { ok: false, refusal: flaw };
  const { cash, interest } = book.accountsOf(account);
  const { principal, due } = loanAccountsOf(account, loan);
  switch (change) {
    case 'draw':
      return ok(
        entryOf(of, [
          [cash, amount.amount],
          [principal, 0n - amount.amount],
        ]),
      );
    case 'interest':
      return ok(
        entryOf(of, [
          [interest, amount.amount],
          [due, 0n - amount.amount],
        ]),
      );
    case 'repay': {
      const owed = 0n - book.balance(due, amount.currency);
      const onInterest = minBigint(owed, amount.amount);
      const legs = [
        [due, onInterest],
        [principal, amount.amount - onInterest],
        [cash, 0n - amount.amount],
      ] as const;
      return ok(entryOf(of, legs));
    }
  }
}

/** An amount that was owed for some days at a rate. */
export type InterestSpan = {
  readonly owed: Minor;
  readonly days: number;
  /** The rate for a year, in millionths: 120,000 for 12 %. */
  readonly ratePpm: number;
};

/**
 * What interest is still to be booked: that of every span so far, rounded once, less what was
 * booked. Booked every day it comes to the same as booked once, to the minor unit.
 *
 * @example
 * computeInterest(spans, { daysOfYear: 365, booked, rounding: 'halfEven' }); // for `decideLoan`
 */
export function computeInterest(
  spans: readonly InterestSpan[],
  {
    daysOfYear,
    booked,
    rounding,
  }: { readonly daysOfYear: number; readonly booked: Minor; readonly rounding: Rounding },
): Minor {
  let sum = 0n;
  for (const { owed, days, ratePpm } of spans) sum += owed * BigInt(days) * BigInt(ratePpm);
  return toMinor(divideRounded(sum, BigInt(daysOfYear) * 1_000_000n, rounding) - booked);
}

/** A repayment may have met other interest then: of one that is booked, the sum alone is compared. */
function checkKnown(
  book: LedgerBook,
  { account, entry, loan, change, amount }: LoanRequest,
  known: KnownEntry,
): Result<null> {
  const { cash, interest } = book.accountsOf(account);
  const { principal, due } = loanAccountsOf(account, loan);
  const legs = known.purpose === 'loan' ? known.legs : [];
  const main = change === 'interest' ? interest : cash;
  const signed = change === 'repay' ? negateMoney(amount) : amount;
  const isSame =
    legs.some((leg) => leg.ledgerAccount === main && isSameMoney(leg.amount, signed)) &&
    legs.every(({ ledgerAccount: name }) => [main, principal, due].includes(name));
  return isSame ? ok(null) : refused('ENTRY_CONFLICT', entry);
}

function isSameMoney(one: Money, other: Money): boolean {
  return one.amount === other.amount && one.currency === other.currency;
}

function findLoanFlaw(book: LedgerBook, of: LoanRequest): Refusal | null {
  const { account, loan, change, amount, scale } = of;
  if (loan === '' || loan.includes('/') || loan.length > LOAN_NAME_MAX) {
    return refusal('LOAN_MISNAMED', `"${loan}"`);
  }
  const flaw = findAmountFlaw(amount, scale);
  if (flaw !== null) return flaw;
  if (change === 'draw') {
    const { cash } = book.accountsOf(account);
    const overflow = findOverflow(amount, book.balance(cash, amount.currency));
    return overflow ?? findStatusFlaw(book, account, 'in');
  }
  if (change === 'interest') {
    const { interest } = book.accountsOf(account);
    const overflow = findOverflow(amount, book.balance(interest, amount.currency));
    if (overflow !== null) return overflow;
  }
  const owed = owedOf(book, of);
  if (owed === 0n) return refusal('LOAN_UNKNOWN', `${loan} in ${amount.currency}`);
  return change === 'repay' ? findRepayFlaw(book, of, owed) : null;
}

function findRepayFlaw(book: LedgerBook, of: LoanRequest, owed: bigint): Refusal | null {
  const { account, loan, amount, scale, available } = of;
  if (amount.amount > owed) {
    const [asked, there] = [amount.amount, owed].map((value) => formatScaledBigint(value, scale));
    return refusal('LOAN_OVERPAID', `repays ${asked} ${amount.currency}, ${loan} owes ${there}`);
  }
  const flaw = findStatusFlaw(book, account, 'out');
  if (flaw !== null) return flaw;
  const { currency } = amount;
  const free = available ?? book.freeCash(account, currency);
  if (amount.amount <= free - book.receiptsIn(account, currency)) return null;
  return lackOf(book, { account, currency, verb: 'repays', asked: amount.amount, free, scale });
}

function owedOf(book: LedgerBook, { account, loan, amount }: LoanRequest): bigint {
  const { principal, due } = loanAccountsOf(account, loan);
  return 0n - book.balance(principal, amount.currency) - book.balance(due, amount.currency);
}

function entryOf(
  { account, entry, amount: { currency } }: LoanRequest,
  amounts: readonly (readonly [ledgerAccount: string, amount: bigint])[],
): EntryBody {
  const legs: readonly Leg[] = amounts
    .filter(([, amount]) => amount !== 0n)
    .map(([ledgerAccount, amount]) => ({
      ledgerAccount,
      amount: money(toMinor(amount), currency),
    }));
  return { kind: 'entry', entry, account, purpose: 'loan', order: null, legs };
}
