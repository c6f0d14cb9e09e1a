import type { VenueOrder } from './venue-order.ts';

/** Every order on its way to the venue or working there; closed ones are forgotten. */
export class OrderRegistry {
  readonly #orders = new Map<string, VenueOrder>();
  /** The groups of siblings of which one has filled at the instant of the last such fill. */
  readonly #filledGroups = new Set<string>();
  #filledAt = Number.NaN;
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

  /** Notes that one of a group of siblings fills. */
  noteFill({ group }: VenueOrder, now: number): void {
    if (group === null) return;
    if (now !== this.#filledAt) this.#filledGroups.clear();
    this.#filledAt = now;
    this.#filledGroups.add(group);
  }

  /** Whether one of an order's group has filled at this instant, which the order has not heard of. */
  hasFilledSibling({ group, heardAt }: VenueOrder, now: number): boolean {
    if (group === null || now !== this.#filledAt || heardAt === now) return false;
    return this.#filledGroups.has(group);
  }

  /** Forgets an order that is filled, canceled, expired or was never let in. */
  close(order: VenueOrder): void {
    if (order.isOpen) this.#openCount -= 1;
    order.isOpen = false;
    this.#orders.delete(order.key);
  }
}
