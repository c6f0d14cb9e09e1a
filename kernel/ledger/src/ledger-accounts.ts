import { formatDay, parseDay, type AccountId } from 'argosy/core';

/** The ledger accounts that stand behind one trading account. */
export type LedgerAccounts = {
  /** Money; a debit balance is money owned. */
  readonly cash: string;
  /** Positions at cost, each rounded to the ledger's scale. */
  readonly inventory: string;
  /** Realised profit is a credit, so the profit shown is minus the balance. */
  readonly realised: string;
  /** Charges paid. */
  readonly charges: string;
  /** What the owner has put in, a credit. */
  readonly capital: string;
  /** Cash the broker has otherwise than the books, until somebody finds out why; a credit is more. */
  readonly suspense: string;
  /** Dividends and other income of what is held, a credit. */
  readonly income: string;
  /** Interest paid or owed on what was borrowed. */
  readonly interest: string;
};

/** What can stand beside an account's cash: what settles later, what is borrowed, interest due on it. */
export type Beside = 'unsettled' | 'loan' | 'due';

/** A ledger account beside an account's cash: of the day it settles on, or of the loan it is about. */
export type BesidePlace = {
  readonly ledgerAccount: string;
  readonly account: string;
  readonly kind: Beside;
  /** The day number for what settles; the loan's name for what is owed. */
  readonly day: number;
  readonly loan: string;
};

/** The names of the ledger accounts of a trading account. */
export function ledgerAccountsOf(account: AccountId): LedgerAccounts {
  return {
    cash: `${account}/cash`,
    inventory: `${account}/inventory`,
    realised: `${account}/realised`,
    charges: `${account}/charges`,
    capital: `${account}/capital`,
    suspense: `${account}/suspense`,
    income: `${account}/income`,
    interest: `${account}/interest`,
  };
}

/** Where cash waits that settles on a day. */
export function unsettledAccountOf(account: AccountId, day: number): string {
  return `${account}/unsettled/${formatDay(day)}`;
}

/** Where a loan stands, and the interest that is due on it. */
export function loanAccountsOf(
  account: AccountId,
  loan: string,
): { readonly principal: string; readonly due: string } {
  return { principal: `${account}/loan/${loan}`, due: `${account}/due/${loan}` };
}

const besidePattern = /^(.+)\/(unsettled|loan|due)\/([^/]+)$/;

/** What of an account's a ledger account is, where it stands beside its cash; null for all others. */
export function parseBeside(ledgerAccount: string): BesidePlace | null {
  const found = besidePattern.exec(ledgerAccount);
  if (found === null) return null;
  const [, account = '', kind, name = ''] = found;
  if (kind !== 'unsettled') {
    return { ledgerAccount, account, kind: kind === 'loan' ? 'loan' : 'due', day: 0, loan: name };
  }
  const day = parseDay(name);
  return day.ok ? { ledgerAccount, account, kind, day: day.value, loan: '' } : null;
}
