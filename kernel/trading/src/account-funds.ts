import {
  absBigint,
  toMinor,
  type AccountId,
  type BookId,
  type Currency,
  type Minor,
  type OrderId,
} from 'argosy/core';
import type { OrderRequest, Position } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
import { AccountValuer, type MarginUse } from 'argosy/risk';

import type { AccountRecord } from './account-store.ts';
import type { TouchTable } from './touch-table.ts';
import type { TradingConfig } from './trading-config.ts';
import { bookText, type TradingFold } from './trading-fold.ts';

/** Who asks what a book has left: what it has set aside itself does not count against it. */
export type Asker = {
  readonly book: BookId;
  readonly without: Iterable<OrderId>;
};

/** What an account or a book has left, valued at the prices that trading sees. */
export class AccountFunds {
  readonly valuer: AccountValuer;
  readonly #fold: TradingFold;

  constructor(
    { instruments, scales }: TradingConfig,
    { fold, touches }: { readonly fold: TradingFold; readonly touches: TouchTable },
  ) {
    this.#fold = fold;
    const markOf = (index: Parameters<TouchTable['prices']>[0]): number | null => {
      const { last2 } = touches.prices(index);
      return Number.isNaN(last2) ? null : last2;
    };
    this.valuer = new AccountValuer({ instruments, scales, markOf });
  }

  /**
   * The equity that neither positions nor working orders bind, besides what an order, or its group,
   * has set aside itself; null while a rate is unknown.
   */
  freeMargin(account: AccountRecord, request: OrderRequest | null): Minor | null {
    const { id, base, leverage } = account;
    const { book } = this.#fold;
    const equity = this.valuer.equity(
      { cash: book.netBalances(id), positions: this.#positionsOf(id) },
      base,
    );
    const used = this.valuer.marginUsed(this.#positionsOf(id), { base, leverage });
    if (used === null || !equity.isComplete) return null;
    const held = book.held(id, base) - this.#ownHold(account, request);
    return toMinor(equity.amount - used - held - this.#reservedBeside(account));
  }

  /** What an account is worth in its base currency; null while a rate is unknown. */
  equity({ id, base }: AccountRecord): Minor | null {
    const cash = this.#fold.book.netBalances(id);
    const { amount, isComplete } = this.valuer.equity(
      { cash, positions: this.#positionsOf(id) },
      base,
    );
    return isComplete ? amount : null;
  }

  /** What of its equity an account on margin binds; null while a rate is unknown. */
  marginUse(account: AccountRecord): MarginUse | null {
    const [equity, free] = [this.equity(account), this.freeMargin(account, null)];
    return equity === null || free === null ? null : { bound: equity - free, equity };
  }

  /** What the positions of all accounts in a currency are worth at their marks, without their signs. */
  positionsWorth(currency: Currency): bigint {
    let total = 0n;
    for (const position of this.#fold.positions.held()) {
      if (position.qty === 0 || position.realised.currency !== currency) continue;
      total += absBigint(this.valuer.marketValue(position));
    }
    return total;
  }

  /** What a book may still bind of its allotment, besides what an order of it binds itself. */
  allotmentLeft(account: AccountRecord, asker: Asker): Minor | null {
    const { allotment } = this.#fold.accounts.book(account.id, asker.book);
    if (allotment === null) return null;
    let left: bigint = allotment;
    for (const position of this.#positionsOf(account.id)) {
      if (position.key.book !== asker.book) continue;
      left += this.#earned(position, account) - this.bound(account, position);
    }
    for (const total of this.#fold.positions.totals()) {
      const isOurs = total.account === account.id && total.book === asker.book;
      if (isOurs) left += this.#earned(total, account);
    }
    return toMinor(left - this.#heldBeside(account, asker));
  }

  /** What the account's positions would gain at their marks, in its base currency. */
  unrealised({ id, base }: AccountRecord): bigint {
    let total = 0n;
    for (const position of this.#positionsOf(id)) {
      const gain = this.valuer.marketValue(position) - this.valuer.costOf(position);
      total += this.valuer.rates.convert(gain, position.realised.currency, base) ?? 0n;
    }
    return total;
  }

  /** What a position binds: its margin, or what it has cost. */
  bound(account: AccountRecord, position: Position): bigint {
    const { valuer } = this;
    const { currency } = position.realised;
    if (account.kind === 'margin') return valuer.marginUsed([position], account) ?? 0n;
    return valuer.rates.convert(valuer.costOf(position), currency, account.base) ?? 0n;
  }

  /** What the book's orders have set aside, in the base currency; each is converted by itself. */
  #heldBeside({ id, base }: AccountRecord, { book, without }: Asker): bigint {
    const { rates } = this.valuer;
    const { bookHolds } = this.#fold;
    const name = bookText(id, book);
    let held = bookHolds.sum(name, base);
    for (const { amount, currency } of bookHolds.beside(name, base)) {
      held += rates.convert(amount, currency, base) ?? 0n;
    }
    for (const order of without) {
      const own = bookHolds.find(order);
      if (own?.name === name)
        held -= rates.convert(own.money.amount, own.money.currency, base) ?? 0n;
    }
    return held;
  }

  /** What reservations set aside in other currencies than the base, and every floor, in the base. */
  #reservedBeside({ id, base }: AccountRecord): bigint {
    let sum = 0n;
    for (const { amount, currency } of this.#fold.book.floorsOf(id)) {
      sum += this.valuer.rates.convert(amount, currency, base) ?? 0n;
    }
    for (const { amount, currency } of this.#fold.book.reserved(id)) {
      if (currency !== base) sum += this.valuer.rates.convert(amount, currency, base) ?? 0n;
    }
    return sum;
  }

  #earned(
    { realised, charges }: Pick<Position, 'realised' | 'charges'>,
    { base }: AccountRecord,
  ): bigint {
    const earned = realised.amount - charges.amount;
    return this.valuer.rates.convert(earned, realised.currency, base) ?? 0n;
  }

  #ownHold({ id, base }: AccountRecord, request: OrderRequest | null): bigint {
    if (request === null) return 0n;
    const holder = { order: request.id, account: id, group: siblingGroupOf(request) };
    return this.#fold.book.heldCashOf(holder, base);
  }

  *#positionsOf(account: AccountId): IterableIterator<Position> {
    for (const position of this.#fold.positions.held()) {
      if (position.key.account === account) yield position;
    }
  }
}
