import type { OrderId } from 'argosy/core';

/** An order id is session (4), origin (4), counter (6) and child, each in digits of fixed width. */
const ORIGIN_END = 8;
const COUNTER_END = 14;
const RADIX = 36;

/**
 * Remembers which order ids were used, in bounded memory: counters of an origin only rise, so the
 * last one of each session and origin says it all. A child order has its parent's counter, so only
 * whoever keeps the orders can tell whether its id was used.
 */
export class SeenOrderIds {
  /** Counters as they are written: of one width, so that texts compare like numbers. */
  readonly #lastCounters = new Map<string, string>();

  /** Whether this id, or a later one of the same session and origin, was noted before. */
  isSeen(id: OrderId): boolean {
    if (id.length > COUNTER_END) return false;
    const last = this.#lastCounters.get(id.slice(0, ORIGIN_END));
    return last !== undefined && id.slice(ORIGIN_END) <= last;
  }

  /** Notes an id as used. */
  note(id: OrderId): void {
    const owner = id.slice(0, ORIGIN_END);
    const counter = id.slice(ORIGIN_END, COUNTER_END);
    const last = this.#lastCounters.get(owner);
    if (last === undefined || counter > last) this.#lastCounters.set(owner, counter);
  }

  /** The last counter noted of a session and origin; -1 before the first. */
  lastCounter(session: string, origin: string): number {
    const last = this.#lastCounters.get(`${session}${origin}`);
    return last === undefined ? -1 : Number.parseInt(last, RADIX);
  }

  /** The state as plain data: session and origin, with the last counter as it is written. */
  exportState(): readonly (readonly [string, string])[] {
    return [...this.#lastCounters];
  }

  /** Takes the place of what was noted so far. */
  importState(state: readonly (readonly [string, string])[]): void {
    this.#lastCounters.clear();
    for (const [owner, counter] of state) this.#lastCounters.set(owner, counter);
  }
}
