import type { ParsedOrderId } from 'argosy/core';

/**
 * Remembers which order ids were used, in bounded memory: counters of an origin only rise, so the
 * last one of each session and origin says it all. A child order has its parent's counter, so only
 * whoever keeps the orders can tell whether its id was used.
 */
export class SeenOrderIds {
  readonly #lastCounters = new Map<string, number>();

  /** Whether this id, or a later one of the same session and origin, was noted before. */
  isSeen({ session, origin, counter, child }: ParsedOrderId): boolean {
    return child === null && counter <= this.lastCounter(session, origin);
  }

  /** Notes an id as used. */
  note({ session, origin, counter }: ParsedOrderId): void {
    if (counter > this.lastCounter(session, origin)) {
      this.#lastCounters.set(`${session}${origin}`, counter);
    }
  }

  /** The last counter noted of a session and origin; -1 before the first. */
  lastCounter(session: string, origin: string): number {
    return this.#lastCounters.get(`${session}${origin}`) ?? -1;
  }

  /** The state as plain data: session and origin, with the last counter. */
  exportState(): readonly (readonly [string, number])[] {
    return [...this.#lastCounters];
  }

  /** Takes the place of what was noted so far. */
  importState(state: readonly (readonly [string, number])[]): void {
    this.#lastCounters.clear();
    for (const [key, counter] of state) this.#lastCounters.set(key, counter);
  }
}
