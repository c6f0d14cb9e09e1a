import {
  formatMoney,
  ledgerScaleOf,
  money,
  type AccountId,
  type Currency,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import type { Portfolio } from 'argosy/engine';
import type { AccountConfig } from 'argosy/trading';

type Pending = { readonly account: AccountId; readonly base: Currency; readonly balance: Money };

/**
 * What accounts open with, each in its own currency. A balance in another one counts at the first
 * rate that is known; until then it does not count, as in the account's equity.
 */
export class OpeningWorth {
  readonly #portfolio: Portfolio;
  readonly #worths = new Map<AccountId, Money>();
  #pending: readonly Pending[];

  constructor(accounts: readonly AccountConfig[], portfolio: Portfolio) {
    this.#portfolio = portfolio;
    for (const { id, base } of accounts) this.#worths.set(id, money(0n, base));
    this.#pending = accounts.flatMap(({ id: account, base, balances }) =>
      balances.map((balance) => ({ account, base, balance })),
    );
    this.look();
  }

  /** Counts what has a rate by now. */
  look(): void {
    if (this.#pending.length > 0) this.#pending = this.#pending.filter((one) => !this.#count(one));
  }

  /** What an account opened with, as far as it is known. */
  of(account: AccountId, base: Currency): Money {
    return this.#worths.get(account) ?? money(0n, base);
  }

  /** What never had a rate, in words. */
  notes(scales: LedgerScales): readonly string[] {
    return this.#pending.map(({ account, base, balance }) => {
      const { currency } = balance;
      const amount = `${formatMoney(balance, ledgerScaleOf(scales, currency))} ${currency}`;
      return `account ${account}: no rate from ${currency} to ${base}, so its opening leaves ${amount} out`;
    });
  }

  #count({ account, base, balance }: Pending): boolean {
    const worth = this.#portfolio.converted(balance, base);
    if (worth === null) return false;
    const sum = this.of(account, base).amount + worth.amount;
    this.#worths.set(account, money(sum, base));
    return true;
  }
}
