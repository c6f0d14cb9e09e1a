import type { VenueOrder } from './venue-order.ts';

/** Every order on its way to the venue or working there; closed ones are forgotten. */
export class OrderRegistry {
  readonly #orders = new Map<string, VenueOrder>();
  #openCount = 0;

  /** How many orders work at the venue. */
  get openCount(): number {
    return this.#openCount;
  }

  /** An order by its key, or undefined where it never came or is closed. */
  find(key: string): VenueOrder | undefined {
    return this.#orders.get(key);
  }

  /** Notes an order that was sent. */
  add(order: VenueOrder): void {
    this.#orders.set(order.key, order);
  }

  /** Marks an order as working. */
  open(order: VenueOrder): void {
    order.isOpen = true;
    this.#openCount += 1;
  }

  /** Forgets an order that is filled, canceled, expired or was never let in. */
  close(order: VenueOrder): void {
    if (order.isOpen) this.#openCount -= 1;
    order.isOpen = false;
    this.#orders.delete(order.key);
  }
}
