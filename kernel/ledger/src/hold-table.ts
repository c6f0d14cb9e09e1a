import {
  assert,
  toMinor,
  type AccountId,
  type Currency,
  type Minor,
  type Money,
  type OrderId,
} from 'argosy/core';

import type { HoldBody } from './bodies.ts';

/** What one working order has set aside. */
export type Hold = {
  readonly order: OrderId;
  readonly account: AccountId;
  readonly money: Money;
  readonly qty: number;
  /** The text of the position key whose quantity is set aside; null where the fold was not told. */
  readonly position: string | null;
};

/** The holds of working orders and their sums by account and by position. */
export class HoldTable {
  readonly #holds = new Map<OrderId, Hold>();
  readonly #heldCash = new Map<AccountId, Map<Currency, bigint>>();
  readonly #heldQty = new Map<string, number>();

  /** Folds an event in: what it says remains set aside takes the place of what was. */
  apply(event: HoldBody, position: string | null): void {
    const before = this.#holds.get(event.order);
    if (before !== undefined) this.#add(before, -1);
    if (event.change === 'released') {
      this.#holds.delete(event.order);
      return;
    }
    const { order, account, money, qty } = event;
    assert(money.amount >= 0n, `a hold of less than nothing for ${order}`);
    const hold = { order, account, money, qty, position: position ?? before?.position ?? null };
    this.#holds.set(order, hold);
    this.#add(hold, 1);
  }

  /** The hold of an order, while it has one. */
  find(order: OrderId): Hold | undefined {
    return this.#holds.get(order);
  }

  /** The cash that an account's working orders have set aside. */
  heldCash(account: AccountId, currency: Currency): Minor {
    return toMinor(this.#heldCash.get(account)?.get(currency) ?? 0n);
  }

  /** The quantity of a position that its open sales have set aside. */
  heldQty(position: string): number {
    return this.#heldQty.get(position) ?? 0;
  }

  /** Every hold, by order. */
  all(): readonly Hold[] {
    return [...this.#holds.values()].sort((a, b) => (a.order < b.order ? -1 : 1));
  }

  /** The sums as they are kept, to be compared with the holds they sum. */
  sums(): {
    readonly cash: ReadonlyMap<AccountId, ReadonlyMap<Currency, bigint>>;
    readonly qty: ReadonlyMap<string, number>;
  } {
    return { cash: this.#heldCash, qty: this.#heldQty };
  }

  /** Takes the place of all holds so far. */
  importState(holds: readonly Hold[]): void {
    this.#holds.clear();
    this.#heldCash.clear();
    this.#heldQty.clear();
    for (const hold of holds) {
      this.#holds.set(hold.order, hold);
      this.#add(hold, 1);
    }
  }

  #add({ account, money, qty, position }: Hold, sign: 1 | -1): void {
    let currencies = this.#heldCash.get(account);
    if (currencies === undefined) {
      currencies = new Map();
      this.#heldCash.set(account, currencies);
    }
    const before = currencies.get(money.currency) ?? 0n;
    const after = sign === 1 ? before + money.amount : before - money.amount;
    currencies.set(money.currency, after);
    if (position === null || qty === 0) return;
    const total = (this.#heldQty.get(position) ?? 0) + sign * qty;
    if (total === 0) this.#heldQty.delete(position);
    else this.#heldQty.set(position, total);
  }
}
