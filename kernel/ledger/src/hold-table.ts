import {
  assert,
  ChurnMap,
  toMinor,
  compareText,
  type AccountId,
  type Currency,
  type Minor,
  type Money,
  type OrderId,
} from 'argosy/core';

import type { HoldBody } from './bodies.ts';
import { SharedSums } from './shared-sums.ts';

/** What one working order has set aside. */
export type Hold = {
  readonly order: OrderId;
  readonly account: AccountId;
  readonly money: Money;
  readonly qty: number;
  /** The siblings that share one hold: only the largest counts; null for an order on its own. */
  readonly group: string | null;
  /** The text of the position key whose quantity is set aside; null where the fold was not told. */
  readonly position: string | null;
};

/** An order, with the group it shares its hold with. */
export type Holder = Pick<Hold, 'order' | 'account' | 'group'>;

/** The holds of working orders and their sums by account and by position. */
export class HoldTable {
  readonly #holds = new ChurnMap<OrderId, Hold>();
  readonly #cash = new SharedSums();
  readonly #qty = new SharedSums();

  /** Folds an event in: what it says remains set aside takes the place of what was. */
  apply(event: HoldBody, position: string | null): void {
    const before = this.#holds.get(event.order);
    if (before !== undefined) this.#count(before, -1);
    if (event.change === 'released') {
      this.#holds.delete(event.order);
      return;
    }
    const { order, account, money, qty, group } = event;
    assert(money.amount >= 0n, `a hold of less than nothing for ${order}`);
    const hold = {
      order,
      account,
      money,
      qty,
      group,
      position: position ?? before?.position ?? null,
    };
    this.#holds.set(order, hold);
    this.#count(hold, 1);
  }

  /** The hold of an order, while it has one. */
  find(order: OrderId): Hold | undefined {
    return this.#holds.get(order);
  }

  /** The cash that an account's working orders have set aside. */
  heldCash(account: AccountId, currency: Currency): Minor {
    return toMinor(this.#cash.total(cashText(account, currency)));
  }

  /** The part of it that is an order's own, or its group's. */
  heldCashOf({ order, account, group }: Holder, currency: Currency): Minor {
    if (group !== null) return toMinor(this.#cash.share(cashText(account, currency), group));
    const own = this.#holds.get(order)?.money;
    return toMinor(own?.currency === currency ? own.amount : 0n);
  }

  /** The quantity of a position that its open sales have set aside. */
  heldQty(position: string): number {
    return Number(this.#qty.total(position));
  }

  /** The part of it that is an order's own, or its group's. */
  heldQtyOf({ order, group }: Pick<Holder, 'order' | 'group'>, position: string): number {
    if (group !== null) return Number(this.#qty.share(position, group));
    const own = this.#holds.get(order);
    return own?.position === position ? own.qty : 0;
  }

  /** Every hold, by order. */
  all(): readonly Hold[] {
    return [...this.#holds.values()].sort((a, b) => compareText(a.order, b.order));
  }

  /** The sums as they are kept, to be compared with the holds they sum. */
  sums(): {
    readonly cash: ReadonlyMap<string, bigint>;
    readonly qty: ReadonlyMap<string, bigint>;
  } {
    return { cash: this.#cash.totals(), qty: this.#qty.totals() };
  }

  /** Takes the place of all holds so far. */
  importState(holds: readonly Hold[]): void {
    this.#holds.clear();
    this.#cash.clear();
    this.#qty.clear();
    for (const hold of holds) {
      this.#holds.set(hold.order, hold);
      this.#count(hold, 1);
    }
  }

  #count(hold: Hold, sign: 1 | -1): void {
    const { account, money, qty, position } = hold;
    count(this.#cash, cashText(account, money.currency), { hold, sign, amount: money.amount });
    if (position !== null) count(this.#qty, position, { hold, sign, amount: BigInt(qty) });
  }
}

type Count = { readonly hold: Hold; readonly sign: 1 | -1; readonly amount: bigint };

function count(sums: SharedSums, name: string, { hold, sign, amount }: Count): void {
  const { order, group } = hold;
  if (group === null) sums.add(name, sign === 1 ? amount : -amount);
  else sums.set(name, { group, order }, sign === 1 ? amount : 0n);
}

/** The name under which an account's held cash is summed; no account has a space in its name. */
export function cashText(account: AccountId, currency: Currency): string {
  return `${account} ${currency}`;
}
