import type { OrderId } from 'argosy/core';
import type { JournalEntry } from 'argosy/shard';

import type { World } from './world.ts';

const MILLIS = 1000;

/** Watches that nothing is said or sent of an order before it is safe, however long that takes. */
export class GateWatch {
  readonly #world: World;
  /** When each order was decided, and the position of the record that says so. */
  readonly #decided = new Map<OrderId, { readonly at: number; readonly position: number }>();
  #heldMax = 0;
  #meanwhile = 0;

  constructor(world: World) {
    this.#world = world;
  }

  /** The longest that an order was held back, in milliseconds. */
  get heldMillisMax(): number {
    return Math.round(this.#heldMax / MILLIS);
  }

  /** How many orders were decided while a slow disk held others back. */
  get decidedMeanwhile(): number {
    return this.#meanwhile;
  }

  /** Hears of each record, and whether a slow disk holds something back. */
  note(entry: JournalEntry, position: number, isHolding: boolean): void {
    if (entry.kind !== 'event' || entry.event.kind !== 'order') return;
    if (entry.event.change.type !== 'initialized') return;
    this.#decided.set(entry.event.order, { at: this.#world.now, position });
    if (isHolding) this.#meanwhile += 1;
  }

  /** Whether an order that leaves now is safe, with all up to a position. */
  isSafe(order: OrderId, safe: number): boolean {
    const { at, position } = this.#decided.get(order) ?? { at: this.#world.now, position: 0 };
    this.#heldMax = Math.max(this.#heldMax, this.#world.now - at);
    return position <= safe;
  }
}
