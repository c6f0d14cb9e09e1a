import type { OrderId } from 'argosy/core';

/** How many keys are known at a time. */
export const KEYS_MAX = 50_000;

/** How many keys of open orders are passed over in the search for one that may go. */
const LOOKS_MAX = 100;

/**
 * Which order each key has placed. Where there are too many, the oldest key of an order that has closed is
 * forgotten: from then on the machine may have forgotten the order itself.
 */
export class KnownKeys {
  readonly #orders = new Map<string, OrderId>();
  readonly #isOpen: (order: OrderId) => boolean;
  readonly #max: number;

  constructor(isOpen: (order: OrderId) => boolean, max: number = KEYS_MAX) {
    this.#isOpen = isOpen;
    this.#max = max;
  }

  /** How many there are. */
  get size(): number {
    return this.#orders.size;
  }

  /** The order that a key has placed. */
  find(digest: string): OrderId | undefined {
    return this.#orders.get(digest);
  }

  /** Keeps a key and its order. */
  keep(digest: string, order: OrderId): void {
    this.#orders.set(digest, order);
  }

  /** Makes room for so many more keys; false where there is none, because open orders have them all. */
  makeRoom(count: number): boolean {
    let looks = 0;
    while (this.#orders.size + count > this.#max) {
      const [oldest] = this.#orders;
      if (oldest === undefined || looks >= LOOKS_MAX) return false;
      const [digest, order] = oldest;
      this.#orders.delete(digest);
      // Behind all others: it is looked at again when they have had their turn.
      if (this.#isOpen(order)) this.#orders.set(digest, order);
      looks += 1;
    }
    return true;
  }
}
