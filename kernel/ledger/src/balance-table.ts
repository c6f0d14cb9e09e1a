import { money, toMinor, compareText, type Currency, type Minor, type Money } from 'argosy/core';
import type { Leg } from 'argosy/domain';

import { BesideTable } from './beside-table.ts';

/** A balance with the sums of its two sides, which must agree with it. */
export type Balance = {
  readonly ledgerAccount: string;
  readonly currency: Currency;
  readonly debits: Minor;
  readonly credits: Minor;
  readonly balance: Minor;
};

type Sides = { readonly currency: Currency; debits: bigint; credits: bigint; balance: bigint };

/** The balances of all ledger accounts: debits above zero, credits below. */
export class BalanceTable {
  /** Few accounts have more than one currency: a look at each is quicker than a second map. */
  readonly #accounts = new Map<string, Sides[]>();
  /** Those of them that stand beside an account's cash. */
  readonly beside: BesideTable = new BesideTable();

  /** Adds one leg. */
  post({ ledgerAccount, amount: { amount, currency } }: Leg): void {
    const sides = this.#sidesOf(ledgerAccount, currency);
    sides.balance += amount;
    if (amount > 0n) sides.debits += amount;
    else sides.credits -= amount;
  }

  /** The balance of an account in a currency; zero where nothing was posted. */
  balance(ledgerAccount: string, currency: Currency): Minor {
    return toMinor(findSides(this.#accounts.get(ledgerAccount), currency)?.balance ?? 0n);
  }

  /** The balances of one account, by currency. */
  balancesOf(ledgerAccount: string): readonly Money[] {
    return [...(this.#accounts.get(ledgerAccount) ?? [])]
      .map(({ currency, balance }) => money(balance, currency))
      .sort((a, b) => compareText(a.currency, b.currency));
  }

  /** Forgets a ledger account of what has settled: nothing is posted to it any more. */
  dropSettled(ledgerAccount: string): void {
    if (this.beside.drop(ledgerAccount)) this.#accounts.delete(ledgerAccount);
  }

  /** Every balance, by account and currency. */
  all(): readonly Balance[] {
    const balances: Balance[] = [];
    for (const [ledgerAccount, currencies] of this.#accounts) {
      for (const { currency, debits, credits, balance } of currencies) {
        balances.push({
          ledgerAccount,
          currency,
          debits: toMinor(debits),
          credits: toMinor(credits),
          balance: toMinor(balance),
        });
      }
    }
    return balances.sort(compareBalances);
  }

  /** Takes the place of all that was posted so far. */
  importState(balances: readonly Balance[]): void {
    this.#accounts.clear();
    this.beside.clear();
    for (const { ledgerAccount, currency, debits, credits, balance } of balances) {
      Object.assign(this.#sidesOf(ledgerAccount, currency), { debits, credits, balance });
    }
  }

  #sidesOf(ledgerAccount: string, currency: Currency): Sides {
    let currencies = this.#accounts.get(ledgerAccount);
    if (currencies === undefined) {
      currencies = [];
      this.#accounts.set(ledgerAccount, currencies);
    }
    const found = findSides(currencies, currency);
    if (found !== undefined) return found;
    const sides = { currency, debits: 0n, credits: 0n, balance: 0n };
    currencies.push(sides);
    this.beside.note(ledgerAccount, sides);
    return sides;
  }
}

/** Amounts of several currencies in one sum for each, by currency. */
export function sumByCurrency(amounts: readonly Money[]): readonly Money[] {
  const sums = new Map<Currency, bigint>();
  for (const { amount, currency } of amounts) {
    sums.set(currency, (sums.get(currency) ?? 0n) + amount);
  }
  return [...sums]
    .map(([currency, sum]) => money(sum, currency))
    .sort((a, b) => compareText(a.currency, b.currency));
}

function findSides(
  currencies: readonly Sides[] | undefined,
  currency: Currency,
): Sides | undefined {
  for (const sides of currencies ?? []) if (sides.currency === currency) return sides;
  return undefined;
}

function compareBalances(one: Balance, other: Balance): number {
  const byAccount = compareText(one.ledgerAccount, other.ledgerAccount);
  return byAccount === 0 ? compareText(one.currency, other.currency) : byAccount;
}
