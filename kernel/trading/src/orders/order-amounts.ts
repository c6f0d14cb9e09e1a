import { ChurnMap, money, type Currency, type Minor, type Money, type OrderId } from 'argosy/core';

/** Amounts of one currency and their sum. */
type Amounts = { sum: bigint; readonly byOrder: ChurnMap<OrderId, Minor> };

/** Under which name an order's amount is summed. */
export type NamedAmount = { readonly name: string; readonly money: Money };

/** An amount for each of some orders, summed by name and currency. */
export class OrderAmounts {
  readonly #named = new ChurnMap<string, ChurnMap<Currency, Amounts>>();
  readonly #byOrder = new ChurnMap<OrderId, NamedAmount>();

  /** The amount of an order, in place of what it was; null where it has none any more. */
  set(order: OrderId, next: NamedAmount | null): void {
    const before = this.#byOrder.get(order);
    if (before !== undefined) this.#take(order, before);
    if (next === null) {
      this.#byOrder.delete(order);
      return;
    }
    this.#byOrder.set(order, next);
    const { amount } = next.money;
    const amounts = this.#amountsOf(next);
    amounts.sum += amount;
    amounts.byOrder.set(order, amount);
  }

  /** The amount of an order; undefined where it has none. */
  find(order: OrderId): NamedAmount | undefined {
    return this.#byOrder.get(order);
  }

  /** The sum of a name in a currency. */
  sum(name: string, currency: Currency): bigint {
    return this.#named.get(name)?.get(currency)?.sum ?? 0n;
  }

  /** The currencies in which a name has amounts. */
  *currenciesOf(name: string): IterableIterator<Currency> {
    for (const [currency] of this.#named.get(name) ?? []) yield currency;
  }

  /** The amounts of a name in other currencies than one: each has to be converted by itself. */
  *beside(name: string, currency: Currency): IterableIterator<Money> {
    for (const [other, { byOrder }] of this.#named.get(name) ?? []) {
      if (other === currency) continue;
      for (const amount of byOrder.values()) yield money(amount, other);
    }
  }

  /** Forgets every amount. */
  clear(): void {
    this.#named.clear();
    this.#byOrder.clear();
  }

  #take(order: OrderId, { name, money: { amount, currency } }: NamedAmount): void {
    const named = this.#named.get(name);
    const amounts = named?.get(currency);
    if (named === undefined || amounts === undefined) return;
    amounts.sum -= amount;
    amounts.byOrder.delete(order);
    if (amounts.byOrder.size > 0) return;
    named.delete(currency);
    if (named.size === 0) this.#named.delete(name);
  }

  #amountsOf({ name, money: { currency } }: NamedAmount): Amounts {
    const named = this.#named.get(name) ?? new ChurnMap<Currency, Amounts>();
    this.#named.set(name, named);
    const amounts = named.get(currency) ?? { sum: 0n, byOrder: new ChurnMap<OrderId, Minor>() };
    named.set(currency, amounts);
    return amounts;
  }
}
