import { toMinor, type AccountId, type Minor } from 'argosy/core';
import type { Order, OrderRequest, Position } from 'argosy/domain';
import { siblingGroupOf } from 'argosy/orders';
import { AccountValuer } from 'argosy/risk';

import type { AccountRecord } from './account-store.ts';
import type { TouchTable } from './touch-table.ts';
import type { TradingConfig } from './trading-config.ts';
import type { TradingFold } from './trading-fold.ts';

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
      { cash: book.cashBalances(id), positions: this.#positionsOf(id) },
      base,
    );
    const used = this.valuer.marginUsed(this.#positionsOf(id), { base, leverage });
    if (used === null || !equity.isComplete) return null;
    const held = book.held(id, base) - this.#ownHold(account, request);
    return toMinor(equity.amount - used - held);
  }

  /** What a book may still bind of its allotment, besides what an order of it binds itself. */
  allotmentLeft(account: AccountRecord, request: OrderRequest): Minor | null {
    const { allotment } = this.#fold.accounts.book(account.id, request.book);
    if (allotment === null) return null;
    let left: bigint = allotment;
    for (const position of this.#positionsOf(account.id)) {
      if (position.key.book === request.book) left -= this.#bound(account, position);
    }
    for (const order of this.#fold.orders.open()) left -= this.#heldFor(account, order, request);
    return toMinor(left);
  }

  /** What a position binds of its book's allotment, less what it has earned there. */
  #bound(account: AccountRecord, position: Position): bigint {
    const { valuer } = this;
    const { realised, charges } = position;
    const used =
      account.kind === 'margin'
        ? valuer.marginUsed([position], account)
        : valuer.rates.convert(valuer.costOf(position), realised.currency, account.base);
    const earned = realised.amount - charges.amount;
    return (used ?? 0n) - (valuer.rates.convert(earned, realised.currency, account.base) ?? 0n);
  }

  #heldFor(account: AccountRecord, { request }: Order, asked: OrderRequest): bigint {
    const isOther = request.account !== account.id || request.book !== asked.book;
    if (isOther || request.id === asked.id) return 0n;
    const group = siblingGroupOf(asked);
    if (group !== null && siblingGroupOf(request) === group) return 0n;
    const hold = this.#fold.book.holdOf(request.id);
    if (hold === undefined) return 0n;
    const { amount, currency } = hold.money;
    return this.valuer.rates.convert(amount, currency, account.base) ?? 0n;
  }

  #ownHold({ id, base }: AccountRecord, request: OrderRequest | null): bigint {
    if (request === null) return 0n;
    const holder = { order: request.id, account: id, group: siblingGroupOf(request) };
    return this.#fold.book.heldCashOf(holder, base);
  }

  *#positionsOf(account: AccountId): IterableIterator<Position> {
    for (const position of this.#fold.positions.all()) {
      if (position.key.account === account) yield position;
    }
  }
}
