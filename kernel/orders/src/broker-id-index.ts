import type { AccountId, BrokerOrderId, OrderId } from 'argosy/core';
import type { Order } from 'argosy/domain';

/** Which order of an account the broker knows by an id of its own. */
export class BrokerIdIndex {
  readonly #ids = new Map<string, OrderId>();
  readonly #keys = new Map<OrderId, string>();

  /** How many orders it knows. */
  get size(): number {
    return this.#keys.size;
  }

  /** The order that has this id at the broker. */
  find(account: AccountId, brokerId: BrokerOrderId): OrderId | undefined {
    return this.#ids.get(keyOf(account, brokerId));
  }

  /** Notes an order as it is now. */
  note({ request: { id, account }, brokerId }: Order): void {
    this.drop(id);
    if (brokerId === null) return;
    const key = keyOf(account, brokerId);
    this.#ids.set(key, id);
    this.#keys.set(id, key);
  }

  /** Forgets an order. */
  drop(id: OrderId): void {
    const key = this.#keys.get(id);
    if (key === undefined) return;
    this.#keys.delete(id);
    if (this.#ids.get(key) === id) this.#ids.delete(key);
  }
}

function keyOf(account: AccountId, brokerId: BrokerOrderId): string {
  return `${account} ${brokerId}`;
}
