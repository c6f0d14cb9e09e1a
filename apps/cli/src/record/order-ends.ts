import type { OrderId } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';

/** What became of an order: its last change, what filled, and Σ price × quantity of it, scaled. */
export type OrderEnd = { readonly last: string; readonly filled: number; readonly value: bigint };

/** What became of each order, by its id: how it stands, how much filled, and at what value. */
export class OrderEnds {
  readonly #ends = new Map<OrderId, OrderEnd>();

  /** How many orders there were. */
  get size(): number {
    return this.#ends.size;
  }

  take(event: TradingEvent): void {
    if (event.kind !== 'order') return;
    const { order, change } = event;
    const { filled, value } = this.#ends.get(order) ?? { filled: 0, value: 0n };
    if (change.type !== 'filled') this.#ends.set(order, { last: change.type, filled, value });
    else {
      const { qty, price } = change.fill;
      const more = BigInt(qty) * BigInt(price);
      this.#ends.set(order, { last: 'filled', filled: filled + qty, value: value + more });
    }
  }

  /** The orders that ended otherwise in another run, a line for each. */
  differences(again: OrderEnds): readonly string[] {
    const orders = new Set([...this.#ends.keys(), ...again.#ends.keys()]);
    return [...orders].flatMap((order) => {
      const [before, after] = [this.#text(order), again.#text(order)];
      return before === after ? [] : [`${order}: ${before} -> ${after}`];
    });
  }

  /** How an order stands. */
  of(order: OrderId): OrderEnd {
    return this.#ends.get(order) ?? { last: 'none', filled: 0, value: 0n };
  }

  #text(order: OrderId): string {
    const { last, filled, value } = this.of(order);
    return filled === 0 ? last : `${last}, ${filled} for ${value}`;
  }
}
