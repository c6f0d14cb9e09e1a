import {
  compareText,
  money,
  toMinor,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type Money,
  type OrderId,
} from 'argosy/core';
import type { ScopedState } from 'argosy/domain';
import type { Execution } from 'argosy/orders';
import type { BookMode, SetLimit } from 'argosy/risk';

import { availableCash } from './accounts/account-path.ts';
import type { AccountRecord } from './accounts/account-store.ts';
import type { TradingParts } from './trading-parts.ts';

/** What an account has of a currency. */
export type AccountMoney = {
  readonly currency: Currency;
  /** As its trades have left it, what is still to settle included. */
  readonly cash: Money;
  /** What open orders have set aside. */
  readonly held: Money;
  /** What reservations have set aside. */
  readonly reserved: Money;
  /** What a new order may bind: on margin, what positions leave of the equity. */
  readonly available: Money;
  /**
   * Of the base currency of an account on margin, what all of it is worth and what positions and orders bind of
   * that; null elsewhere, and while a rate is not known.
   */
  readonly margin: { readonly equity: Money; readonly bound: Money } | null;
};

/** What a trading machine knows, as people ask for it. Whoever looks changes nothing. */
export class TradingView {
  readonly #parts: TradingParts;

  constructor(parts: TradingParts) {
    this.#parts = parts;
  }

  /** A parent order, while it is kept. */
  execution(id: OrderId): Execution | undefined {
    return this.#parts.fold.executions.find(id);
  }

  /** How a book keeps its positions. */
  bookMode(account: AccountId, book: BookId): BookMode {
    return this.#parts.fold.accounts.book(account, book).mode;
  }

  /** Twice what a position in an instrument is valued at; null where nothing is known. */
  mark2(instrument: InstrumentId): number | null {
    const { config, touches } = this.#parts;
    const index = config.instruments.indexOf(instrument);
    const mark2 = index === undefined ? Number.NaN : touches.mark2(index);
    return Number.isNaN(mark2) ? null : mark2;
  }

  /** Every state that is not ACTIVE, what it lies on, and why. */
  restrictions(): readonly ScopedState[] {
    const restricted = this.#parts.fold.accounts.exportState();
    return restricted.filter(({ state }) => state !== 'ACTIVE');
  }

  /** Every limit that was set and has not been taken back, those that have ended among them. */
  setLimits(): readonly SetLimit[] {
    return this.#parts.fold.limits.exportState();
  }

  /** What an account has, by currency; nothing where it is not one of ours. */
  moneyOf(account: AccountId): readonly AccountMoney[] {
    const { fold } = this.#parts;
    const record = fold.accounts.find(account);
    if (record === undefined) return [];
    const posted = fold.book.cashBalances(account).map(({ currency }) => currency);
    const currencies = [...new Set([record.base, ...posted])].toSorted(compareText);
    return currencies.map((currency) => this.#moneyIn(record, currency));
  }

  #moneyIn(account: AccountRecord, currency: Currency): AccountMoney {
    const { book } = this.#parts.fold;
    const { id } = account;
    const reservations = book.reserved(id).find((one) => one.currency === currency);
    const reserved = reservations?.amount ?? 0n;
    const available = availableCash(this.#parts, account, currency) ?? book.freeCash(id, currency);
    const of = (amount: bigint): Money => money(toMinor(amount), currency);
    return {
      currency,
      cash: of(book.cash(id, currency)),
      held: of(book.held(id, currency) - reserved),
      reserved: of(reserved),
      available: of(available),
      margin: currency === account.base ? this.#marginOf(account) : null,
    };
  }

  #marginOf(account: AccountRecord): AccountMoney['margin'] {
    const use = account.kind === 'margin' ? this.#parts.funds.marginUse(account) : null;
    if (use === null) return null;
    const { base } = account;
    return { equity: money(use.equity, base), bound: money(toMinor(use.bound), base) };
  }
}
