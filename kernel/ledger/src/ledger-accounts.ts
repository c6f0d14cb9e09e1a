import type { AccountId } from 'argosy/core';

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
  };
}
