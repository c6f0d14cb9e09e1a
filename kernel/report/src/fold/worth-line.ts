import { money } from 'argosy/core';
import type { Portfolio } from 'argosy/engine';
import type { AccountConfig } from 'argosy/trading';

import type { SheetScope } from './sheet-scope.ts';

/** A day at its end. */
export type FoldedDay = {
  readonly at: number;
  /** How far its calendar is ahead of UTC, in microseconds. */
  readonly offset: number;
  readonly equity: bigint;
  readonly growth: number;
  readonly benchmark: number;
  readonly gross: number;
  readonly net: number;
  /** Bought and sold on it, in minor units. */
  readonly traded: bigint;
};

/** What there is at an instant. */
export type WorthPoint = {
  readonly equity: bigint;
  /** Since the beginning, transfers left out: 1 at first. */
  readonly growth: number;
  /** From the height before it; zero or below. */
  readonly fall: number;
};

/** How many days are kept. */
const DAYS_MAX = 200_000;

/**
 * Follows what a scope is worth. Money that comes in or goes out is neither gain nor loss: the growth
 * goes on from where it stood, with what is there then. An account whose money has no rate yet joins
 * when it has one, which is no gain.
 */
export class WorthLine {
  readonly days: FoldedDay[] = [];
  readonly #portfolio: Portfolio;
  readonly #accounts: readonly AccountConfig[];
  readonly #scope: SheetScope;
  readonly #joined = new Set<string>();
  /** What a book had come to when it began. */
  #earnedBefore = 0n;
  #basis = 0n;
  #opening = 0n;
  #transferred = 0n;
  #last = 0n;
  #growth = 1;
  #peak = 1;
  #deepest = 0;

  constructor(parts: {
    readonly portfolio: Portfolio;
    readonly accounts: readonly AccountConfig[];
    readonly scope: SheetScope;
  }) {
    this.#portfolio = parts.portfolio;
    this.#accounts = parts.accounts;
    this.#scope = parts.scope;
  }

  /** What is there now is the beginning. */
  begin(): void {
    for (const { id } of this.#valued()) this.#joined.add(id);
    const whole = this.#accountsWorth();
    this.#earnedBefore = this.#earned();
    this.#basis = this.#scope.basis ?? whole;
    this.#opening = this.#scope.book === null ? whole : this.#basis;
    this.#last = this.#opening;
  }

  /** What there is now, and where the growth stands. */
  sample(): WorthPoint {
    this.#admit();
    const equity = this.#worth();
    this.#goOn(equity);
    this.#peak = Math.max(this.#peak, this.#growth);
    const fall = Math.min(0, this.#growth / this.#peak - 1);
    this.#deepest = Math.min(this.#deepest, fall);
    return { equity, growth: this.#growth, fall };
  }

  /** Keeps the day that ends now. */
  closeDay(day: Omit<FoldedDay, 'equity' | 'growth'>): void {
    if (this.days.length < DAYS_MAX) {
      this.days.push({ ...day, equity: this.#last, growth: this.#growth });
    }
  }

  /** Whether it is worth something else now than at the end of the last day. */
  get isAnother(): boolean {
    return this.#worth() !== this.days.at(-1)?.equity;
  }

  /** Money comes or goes: the growth stands still while it does. The money of a book is not its account's. */
  transfer(book: () => void): void {
    if (this.#scope.book !== null) return book();
    this.#admit();
    this.#goOn(this.#worth());
    book();
    const after = this.#worth();
    this.#transferred += after - this.#last;
    this.#last = after;
  }

  /** What it came to. */
  totals(): {
    readonly opening: bigint;
    readonly closing: bigint;
    readonly transferred: bigint;
    readonly deepestFall: number | null;
  } {
    return {
      opening: this.#opening,
      closing: this.#worth(),
      transferred: this.#transferred,
      deepestFall: this.#opening > 0n ? this.#deepest : null,
    };
  }

  #goOn(equity: bigint): void {
    if (this.#last > 0n) this.#growth *= Number(equity) / Number(this.#last);
    this.#last = equity;
  }

  #admit(): void {
    if (this.#joined.size === this.#accounts.length) return;
    for (const { id, base } of this.#valued()) {
      if (this.#joined.has(id)) continue;
      this.#joined.add(id);
      const worth = this.#portfolio.convert(this.#portfolio.equity(id, base), this.#scope.currency);
      this.#opening += worth;
      this.#last += worth;
    }
  }

  #worth(): bigint {
    if (this.#scope.book === null) return this.#accountsWorth();
    return this.#basis + this.#earned() - this.#earnedBefore;
  }

  #accountsWorth(): bigint {
    let sum = 0n;
    for (const { id, base } of this.#accounts) {
      if (!this.#joined.has(id)) continue;
      sum += this.#portfolio.convert(this.#portfolio.equity(id, base), this.#scope.currency);
    }
    return sum;
  }

  /** What the book has gained, realised and at marks, less its charges. */
  #earned(): bigint {
    const { book, currency } = this.#scope;
    if (book === null) return 0n;
    let sum = 0n;
    for (const { id } of this.#accounts) {
      const realised = this.#portfolio.realised(id, currency, book).amount;
      const unrealised = this.#portfolio.unrealised(id, currency, book).amount;
      sum += realised + unrealised - this.#portfolio.charges(id, currency, book).amount;
    }
    return sum;
  }

  /** The accounts whose worth is known in the currency of the sheet. */
  *#valued(): IterableIterator<AccountConfig> {
    for (const account of this.#accounts) {
      const { id, base } = account;
      // Of nothing there is always a worth; of one unit only where there is a rate.
      const hasRate = this.#portfolio.converted(money(1n, base), this.#scope.currency) !== null;
      if (hasRate && this.#portfolio.isValued(id, base)) yield account;
    }
  }
}
