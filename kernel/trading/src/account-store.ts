import { assert, type AccountId, type BookId, type Currency, type Minor } from 'argosy/core';
import type { AccountEvent, TradingState } from 'argosy/domain';
import { parseLeverage, type AccountStanding, type BookMode, type Leverage } from 'argosy/risk';

import type { AccountConfig } from './trading-config.ts';

/** What the machine knows of an account. */
export type AccountRecord = AccountStanding & { readonly id: AccountId; readonly base: Currency };

/** How a book keeps its positions, and what it may bind; null where nothing bounds it. */
export type BookRule = { readonly mode: BookMode; readonly allotment: Minor | null };

/** The accounts with the state each is in: a fold of account events over the configuration. */
export class AccountStore {
  readonly #records = new Map<AccountId, AccountRecord>();
  readonly #books = new Map<AccountId, ReadonlyMap<BookId, BookRule>>();
  readonly #otherBooks = new Map<AccountId, BookRule>();

  constructor(accounts: readonly AccountConfig[]) {
    for (const account of accounts) {
      const { id, products, kind, base, mode, books = [] } = account;
      const leverage = leverageOf(account);
      this.#records.set(id, { id, base, state: 'ACTIVE', products, kind, leverage });
      this.#otherBooks.set(id, { mode, allotment: null });
      const rules = books.map(
        (book) =>
          [book.id, { mode: book.mode ?? mode, allotment: book.allotment ?? null }] as const,
      );
      this.#books.set(id, new Map(rules));
    }
  }

  /** What an account may do; undefined where it is not one of ours. */
  find(account: AccountId): AccountRecord | undefined {
    return this.#records.get(account);
  }

  /** How one of an account's books is kept. */
  book(account: AccountId, book: BookId): BookRule {
    const rule = this.#books.get(account)?.get(book) ?? this.#otherBooks.get(account);
    return rule ?? { mode: 'netting', allotment: null };
  }

  /** Folds an event in. */
  apply({ account, state }: Pick<AccountEvent, 'account' | 'state'>): void {
    const record = this.#records.get(account);
    assert(record !== undefined, `account ${account} is not one of ours`);
    this.#records.set(account, { ...record, state });
  }

  /** The states as plain data. */
  exportState(): readonly (readonly [AccountId, TradingState])[] {
    return [...this.#records].map(([account, { state }]) => [account, state]);
  }

  /** Takes the place of the states so far. */
  importState(states: readonly (readonly [AccountId, TradingState])[]): void {
    for (const [account, state] of states) this.apply({ account, state });
  }
}

/** The leverage of an account's products; a text that is none counts as not given. */
export function leverageOf({ leverage = {} }: AccountConfig): AccountRecord['leverage'] {
  const parsed: [string, Leverage][] = [];
  for (const [product, text] of Object.entries(leverage)) {
    const result = parseLeverage(text);
    if (result.ok) parsed.push([product, result.value]);
  }
  return Object.fromEntries(parsed);
}
